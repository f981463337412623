"""Agree in which instalments an order is invoiced, and who pays each."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.actions.plan_instalments import MOST, PlannedInstalment, plan_instalments
from betalingen.admin.decisions import MoneyDecisionView
from betalingen.contracts import Customer
from betalingen.documents.checks import check_buyer
from betalingen.models import Instalment, Invoice, Order
from betalingen.queries.customer_rules import customer_rules
from betalingen.queries.instalments import current_documents, objection_to_planning
from betalingen.queries.invoice_facts import buyer_of
from betalingen.splitting import equal_parts
from cms.api import EuroField, notation
from cms.staff import DateInput

PAYER_FIELDS: Final = (
    *("customer_name", "contact_name", "email", "department", "street", "postcode", "city"),
    *("kvk_number", "oin", "vat_number", "purchase_order_number", "cost_centre", "orderer"),
)
_OF_PARTY: Final = {"name": "customer_name", "vat_id": "vat_number"}


class InstalmentForm(forms.ModelForm[Instalment]):
    planned_cents = EuroField(label=gettext_lazy("Bedrag, met btw"))
    invoice_on = forms.DateField(label=gettext_lazy("Factuurdatum"), widget=DateInput)
    field_order = ["planned_cents", "invoice_on"]

    class Meta:
        model = Instalment
        fields = ["planned_cents", "invoice_on", *PAYER_FIELDS]

    @property
    def payer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PAYER_FIELDS]

    @property
    def has_payer_errors(self) -> bool:
        """Whether what is wrong stands in the part that is folded away."""
        return any(name in self.errors for name in PAYER_FIELDS) if self.is_bound else False

    @property
    def payer_name(self) -> str:
        return str(self["customer_name"].value() or "")

    def clean_planned_cents(self) -> int:
        cents: int = self.cleaned_data["planned_cents"]
        if cents <= 0:
            raise ValidationError(_("Vul een bedrag in dat hoger is dan nul."))
        return cents

    def clean_invoice_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["invoice_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Deze dag is al voorbij."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = {name: cleaned.get(name) or "" for name in PAYER_FIELDS}
        for finding in check_buyer(buyer_of(Instalment(**given))):
            part = finding.field.removeprefix("buyer.")
            self._complain(_OF_PARTY.get(part, part), finding.message)
        rules = customer_rules(given["kvk_number"])
        if rules.needs_purchase_order_number and not given["purchase_order_number"]:
            self._complain("purchase_order_number", _("Deze organisatie wil een inkoopnummer op de factuur."))
        if rules.needs_orderer and not given["orderer"]:
            self._complain("orderer", _("Deze organisatie wil een besteller op de factuur."))
        return cleaned

    def _complain(self, name: str, message: str) -> None:
        """One message a field."""
        if name not in self.errors:
            self.add_error(name, message)

    def planned(self) -> PlannedInstalment:
        """What was filled in, for the action."""
        values = dict(self.cleaned_data)
        payer = {name: values[name] for name in PAYER_FIELDS}
        return PlannedInstalment(
            cents=values["planned_cents"],
            invoice_on=values["invoice_on"],
            payer=Customer(name=payer.pop("customer_name"), **payer),
        )


class InstalmentFormSet(forms.BaseFormSet[InstalmentForm]):
    """All instalments of an order that owes `owed_cents`."""

    deletion_widget = forms.CheckboxInput

    def __init__(self, *args: Any, owed_cents: int, **kwargs: Any) -> None:
        self.owed_cents = owed_cents
        super().__init__(*args, **kwargs)

    def add_fields(self, form: InstalmentForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Laat deze termijn weg")

    @property
    def kept_forms(self) -> list[InstalmentForm]:
        return [form for form in self.forms if form not in self.deleted_forms]

    def clean(self) -> None:
        if not self.kept_forms or any(form.errors for form in self.kept_forms):
            return
        difference = sum(form.cleaned_data["planned_cents"] for form in self.kept_forms) - self.owed_cents
        if not difference:
            return
        named = {
            "whole": notation.euro_table(self.owed_cents, "nl"),
            "amount": notation.euro_table(abs(difference), "nl"),
        }
        if difference > 0:
            raise ValidationError(_("De termijnen zijn samen %(amount)s meer dan de order (%(whole)s).") % named)
        raise ValidationError(_("De termijnen zijn samen %(amount)s minder dan de order (%(whole)s).") % named)


FormSet = forms.formset_factory(
    InstalmentForm, formset=InstalmentFormSet, extra=0, max_num=MOST, absolute_max=MOST, can_delete=True
)


class InstalmentsView(MoneyDecisionView):
    """How many instalments there are is chosen first (`?rows=3`); then the money and the days are filled in beforehand."""

    model = Order
    form_class = FormSet  # type: ignore[assignment]  # made of forms
    template_name = "betalingen/admin/instalments.html"
    page_title = gettext_lazy("Verdeel in termijnen")
    header_icon = "list-ul"
    agreement = gettext_lazy(
        "Elke termijn krijgt op zijn dag een eigen factuur, met een eigen betalingskenmerk. Een termijn kan ook voor een andere betaler zijn."
    )
    success_message = gettext_lazy("De termijnen zijn bewaard.")

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says what is credited
        if self.invoice is None:
            left_out = _("Laat u alle termijnen weg, dan komt er één factuur.")
            return f"{self.agreement} {left_out}"
        credited = _(
            "Van deze order is al factuur %(number)s. Die wordt helemaal gecrediteerd. Voordat er iets gebeurt, ziet u precies wat."
        ) % {"number": self.invoice.number}
        return f"{credited} {self.agreement}"

    @property
    def button_label(self) -> str:  # type: ignore[override]  # what is credited is shown first
        return _("Bekijk wat er gaat gebeuren") if self.invoice else _("Bewaar de termijnen")

    @cached_property
    def invoice(self) -> Invoice | None:
        """What is asked of the whole order already."""
        return current_documents().filter(order=self.object, kind=Invoice.Kind.INVOICE, instalment=None).first()

    @cached_property
    def rows(self) -> list[Instalment]:
        """What to begin with: as many as were asked for, else what was planned, else two."""
        asked = self.request.GET.get("rows", "")
        if asked.isdecimal() and 1 <= int(asked) <= MOST:
            return _suggested(self.object, int(asked))
        return list(self.object.instalments.all()) or _suggested(self.object, 2)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"owed_cents": self.object.owed_cents}

    def get_initial(self) -> Any:
        names = ("planned_cents", "invoice_on", *PAYER_FIELDS)
        return [{name: getattr(row, name) for name in names} for row in self.rows]

    def form_valid(self, form: Any) -> HttpResponse:
        form.add_error = lambda _field, message: form.non_form_errors().append(message)
        planned = _planned(form)
        is_shown = not self.invoice or self.request.POST.get("confirmed") == _fingerprint(planned)
        if is_shown or not planned or objection_to_planning(self.object):
            return super().form_valid(form)
        told = {"planned": planned, "confirmed": _fingerprint(planned), "today": timezone.localdate()}
        return self.render_to_response(self.get_context_data(form=form, **told))

    def decide(self, form: Any) -> None:
        plan_instalments(order=self.object.pk, planned=_planned(form), user=self.staff)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"choices": (1, 2, 3, 4, 6, 12), "invoice": self.invoice}


def _planned(form: Any) -> list[PlannedInstalment]:
    return [each.planned() for each in form.kept_forms]


def _fingerprint(planned: Sequence[PlannedInstalment]) -> str:
    """Of what was shown: whoever confirms something else sees that first."""
    return hashlib.sha256(repr(planned).encode()).hexdigest()


def _suggested(order: Order, count: int) -> list[Instalment]:
    """Equal parts for the order's customer, a month apart. Nothing is stored."""
    payer = {name: getattr(order, name) for name in PAYER_FIELDS}
    today = timezone.localdate()
    return [
        Instalment(planned_cents=cents, invoice_on=today + dt.timedelta(days=30 * place), **payer)
        for place, cents in enumerate(equal_parts(order.owed_cents, count))
    ]

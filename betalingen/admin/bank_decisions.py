"""What finance decides about one line of the bank."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betalingen.actions.book_line import book_on_claim, book_on_order, book_on_refund, book_payout
from betalingen.actions.ignore_line import ignore_line
from betalingen.actions.suspend_line import suspend_line
from betalingen.admin.decisions import MoneyDecisionView
from betalingen.models import BankLine, BankStatement, Order, SubsidyClaim
from betalingen.queries.bank_lines import (
    ShownLine,
    claim_of_number,
    order_of_number,
    shown_lines,
    suggested_claims,
    suggested_orders,
    waiting_refund,
)
from cms.api import NotAllowed


class LineDecisionView(MoneyDecisionView):
    """Hangs on the screen of the statement of its line."""

    model = BankLine
    index_url_name = "bank:index"
    inspect_url_name = "bank:inspect"
    template_name = "betalingen/admin/bank_decision.html"

    @property
    def subject(self) -> BankStatement:
        return self.object.statement  # type: ignore[no-any-return]  # the model is a class attribute

    @cached_property
    def shown(self) -> ShownLine:
        """The line with what it seems to be for."""
        [shown] = shown_lines([self.object])
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"shown": self.shown, "line": self.object}


class BookLineView(LineDecisionView):
    page_title = _("Boek deze regel")
    header_icon = "check"
    button_label = _("Ja, boek")
    success_message = _("De regel is geboekt.")

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says on what
        if self.object.claim_id is not None:
            return gettext("Het bedrag wordt geboekt op deze subsidieaanvraag, als ontvangen van de financier.")
        return gettext("Het bedrag wordt geboekt op deze order. Is alles binnen, dan is de order betaald.")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002  # nothing to fill in
        line = self.object
        if line.refund_id is not None:
            book_on_refund(line=line.pk, refund=line.refund_id, user=self.staff)
        elif line.claim_id is not None:
            book_on_claim(line=line.pk, claim=line.claim_id, user=self.staff)
        elif line.order_id is not None:
            book_on_order(line=line.pk, order=line.order_id, instalment=line.instalment_id, user=self.staff)
        elif line.match == BankLine.Match.PAYOUT:
            book_payout(line=line.pk, user=self.staff)
        else:
            raise NotAllowed(gettext("Kies eerst een order."))


class ChooseForm(forms.Form):
    number = forms.CharField(
        label=_("Nummer van een order, factuur of subsidieaanvraag"),
        max_length=60,
        help_text=_("Bijvoorbeeld OR-2026-0418, FA-2026-0311 of SA-2026-0002."),
    )

    def clean_number(self) -> tuple[Order, int | None] | SubsidyClaim:
        number = self.cleaned_data["number"]
        found = order_of_number(number) or claim_of_number(number)
        if found is None:
            raise forms.ValidationError(_("Dit nummer is er niet."))
        return found


class ChooseOrderView(LineDecisionView):
    form_class = ChooseForm
    page_title = _("Kies waarvoor dit is")
    header_icon = "search"
    explanation = _(
        "Het bedrag wordt geboekt op wat u kiest. Op een order mag dat meer of minder zijn dan er open staat. Op een subsidieaanvraag mag het minder zijn, maar niet meer."
    )
    button_label = _("Boek hierop")
    success_message = _("De regel is geboekt.")

    def get_initial(self) -> dict[str, Any]:
        proposed = self.object.order or self.object.claim
        return {"number": self.request.GET.get("number") or (proposed.number if proposed else "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "divide_url": reverse("bank:divide", args=[self.object.pk]) if self.object.amount_cents > 0 else "",
            "suggested": suggested_orders(self.object),
            "suggested_claims": suggested_claims(self.object),
        }

    def decide(self, form: forms.Form) -> None:
        line, chosen = self.object, form.cleaned_data["number"]
        if isinstance(chosen, SubsidyClaim):
            book_on_claim(line=line.pk, claim=chosen.pk, user=self.staff)
        else:
            self._book(line, *chosen)

    def _book(self, line: BankLine, order: Order, instalment: int | None) -> None:
        if line.amount_cents > 0:
            book_on_order(line=line.pk, order=order.pk, instalment=instalment, user=self.staff)
            return
        refund = waiting_refund(order, -line.amount_cents)
        if refund is None:
            raise NotAllowed(
                gettext("Op order %(number)s wacht geen terugbetaling van dit bedrag.") % {"number": order.number}
            )
        book_on_refund(line=line.pk, refund=refund.pk, user=self.staff)


class SuspendForm(forms.Form):
    note = forms.CharField(
        label=_("Wat weet u al?"), max_length=200, required=False, help_text=_("Bijvoorbeeld: gemaild met de klant.")
    )


class SuspendLineView(LineDecisionView):
    form_class = SuspendForm
    page_title = _("Nog uit te zoeken")
    header_icon = "help"
    explanation = _(
        "Het bedrag staat dan apart in de boeken, tot u weet waarvoor het is. U kunt later nog een order kiezen."
    )
    button_label = _("Zet apart")
    success_message = _("De regel staat bij “nog uit te zoeken”.")

    def decide(self, form: forms.Form) -> None:
        suspend_line(line=self.object.pk, note=form.cleaned_data["note"], user=self.staff)


class IgnoreForm(forms.Form):
    reason = forms.CharField(
        label=_("Reden"), max_length=200, help_text=_("Bijvoorbeeld: huur, staat in de andere boekhouding.")
    )


class IgnoreLineView(LineDecisionView):
    form_class = IgnoreForm
    page_title = _("Negeer deze regel")
    header_icon = "cross"
    explanation = _("Er wordt niets geboekt. Doe dit met regels die niet over orders gaan, zoals huur of rente.")
    button_label = _("Negeer")
    success_message = _("De regel is genegeerd.")

    def decide(self, form: forms.Form) -> None:
        ignore_line(line=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)

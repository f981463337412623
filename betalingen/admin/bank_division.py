"""Divide one line of the bank over several invoices."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.actions.book_line import Part, book_on_order, book_on_several
from betalingen.admin.bank_decisions import LineDecisionView
from betalingen.bank_references import Mentioned, mentioned
from betalingen.queries.bank_matching import Debt, debts_of, open_debts_of_payer
from cms.api import EuroField, NotAllowed, notation

SPARE: Final = 4
"""Empty rows below those that are filled in beforehand."""
MOST: Final = 60


class PartForm(forms.Form):
    """One invoice; without an amount it does not count."""

    debt: Debt | None = None

    number = forms.CharField(label=gettext_lazy("Nummer van een factuur of order"), max_length=60, required=False)
    amount = EuroField(label=gettext_lazy("Bedrag"), required=False)

    @property
    def mentioned(self) -> Mentioned:
        """What was filled in as its number."""
        number = self["number"].value() or ""
        return mentioned(number, number)

    def clean_amount(self) -> int | None:
        cents: int | None = self.cleaned_data["amount"]
        if cents is not None and cents <= 0:
            raise ValidationError(_("Vul een bedrag in dat hoger is dan nul."))
        return cents

    def clean(self) -> None:
        if self.cleaned_data.get("amount") and not self.cleaned_data.get("number"):
            self.add_error("number", _("Vul in voor welke factuur dit bedrag is."))


class PartFormSet(forms.BaseFormSet[PartForm]):
    """The parts of a line of `whole_cents`."""

    def __init__(self, *args: Any, whole_cents: int, debts: Sequence[Debt], **kwargs: Any) -> None:
        self.whole_cents = whole_cents
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            for form, debt in zip(self.forms, debts, strict=False):
                form.debt = debt

    @property
    def parts(self) -> list[Part]:
        """What is to be booked."""
        return [
            Part(form.debt.order.pk, form.cleaned_data["amount"], form.debt.keys["instalment"])
            for form in self.forms
            if form.debt and form.cleaned_data.get("amount")
        ]

    def clean(self) -> None:
        known = debts_of({number for form in self.forms for number in form.mentioned.all})
        seen = set()
        for form in self.forms:
            if not form.mentioned.all and not form.cleaned_data.get("number"):
                continue
            self._resolve(form, known)
            keys = tuple(form.debt.keys.values()) if form.debt and form.cleaned_data.get("amount") else None
            if keys in seen:
                form.add_error("number", _("Deze factuur staat er al bij."))
            elif keys:
                seen.add(keys)
        if not any(form.errors for form in self.forms):
            self._check_sum()

    def _resolve(self, form: PartForm, known: dict[str, Sequence[Debt]]) -> None:
        """Which debt is meant; a number that may be more is no answer."""
        for numbers in (form.mentioned.exact | form.mentioned.likely, form.mentioned.perhaps):
            found = {tuple(debt.keys.values()): debt for number in numbers for debt in known.get(number, ())}
            if len(found) == 1:
                [form.debt] = found.values()
                return
            if found:
                form.add_error("number", _("Dit kan meer dan één factuur zijn. Vul het nummer van de factuur in."))
                return
        form.add_error("number", _("Dit nummer is er niet."))

    def _check_sum(self) -> None:
        difference = sum(form.cleaned_data.get("amount") or 0 for form in self.forms) - self.whole_cents
        if not difference:
            return
        named = {
            "whole": notation.euro_table(self.whole_cents, "nl"),
            "amount": notation.euro_table(abs(difference), "nl"),
        }
        if difference > 0:
            raise ValidationError(_("Samen is dit %(amount)s meer dan er op de bank kwam (%(whole)s).") % named)
        raise ValidationError(_("Samen is dit %(amount)s minder dan er op de bank kwam (%(whole)s).") % named)


FormSet = forms.formset_factory(PartForm, formset=PartFormSet, extra=SPARE, max_num=MOST, absolute_max=MOST)


class DivideLineView(LineDecisionView):
    """What the payer names stands there already, with what is open; below it what else the payer has open."""

    form_class = FormSet  # type: ignore[assignment]  # made of forms
    template_name = "betalingen/admin/bank_division.html"
    page_title = gettext_lazy("Verdeel over meer facturen")
    header_icon = "list-ul"
    explanation = gettext_lazy(
        "Vul in welk deel voor welke factuur is. Alle delen samen zijn precies wat er op de bank kwam. Laat het bedrag leeg van wat niet is betaald. Alles wordt in één keer geboekt, of niets."
    )
    button_label = gettext_lazy("Boek alle delen")
    success_message = gettext_lazy("De regel is verdeeld en geboekt.")

    @cached_property
    def rows(self) -> list[Debt]:
        """All that may be filled in beforehand, each once."""
        debts = [*self.shown.debts, *open_debts_of_payer(self.object)]
        return list({tuple(debt.keys.values()): debt for debt in debts}.values())[: MOST - SPARE]

    def get_form_kwargs(self) -> dict[str, Any]:
        debts = [] if self.request.method == "POST" else self.rows
        return super().get_form_kwargs() | {"whole_cents": self.object.amount_cents, "debts": debts}

    def get_initial(self) -> Any:
        if self.request.method == "POST":
            return None  # what was sent says all of it
        meant = {tuple(debt.keys.values()) for debt in self.shown.debts}
        return [
            {"number": debt.number, "amount": debt.due_cents if tuple(debt.keys.values()) in meant else None}
            for debt in self.rows
        ]

    def form_valid(self, form: Any) -> HttpResponse:
        form.add_error = lambda _field, message: form.non_form_errors().append(message)
        return super().form_valid(form)

    def decide(self, form: Any) -> None:
        match form.parts:
            case [only]:
                book_on_order(line=self.object.pk, order=only.order, instalment=only.instalment, user=self.staff)
            case parts if self.object.amount_cents > 0:
                book_on_several(line=self.object.pk, parts=parts, user=self.staff)
            case _:
                raise NotAllowed(_("Alleen geld dat binnenkwam is te verdelen."))

"""What finance decides about the money of one order."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.contest_order import contest_order, settle_contest
from betalingen.actions.decide_refund import approve_refund, refuse_refund
from betalingen.actions.request_refund import request_refund
from betalingen.actions.resolve_discrepancy import resolve_discrepancy
from betalingen.actions.send_reminder import send_reminder
from betalingen.actions.write_off import BadDebt, approve_write_off, bad_debt, refuse_write_off, write_off
from betalingen.admin.decisions import MoneyDecisionView, ReceiptForm
from betalingen.lifecycles import RefundStatus, WriteOffStatus
from betalingen.models import Attempt, BalanceLine, Discrepancy, Instalment, Order, Payout, Refund, WriteOff
from betalingen.queries.instalments import instalments_with_money
from betalingen.queries.orders import kept_cents, refundable_cents
from betalingen.queries.overdue import overdue
from betalingen.queries.proposals import second_person_above
from cms.api import EuroField, NotAllowed, User, notation


def proposal_told(proposed: Refund | WriteOff, by: User | None) -> str:
    """What was proposed, by whom and why."""
    return gettext("%(name)s stelt %(amount)s voor. Reden: %(reason)s") % {
        "name": by.get_full_name() or by.get_username() if by else gettext("Iemand"),
        "amount": notation.euro_table(proposed.amount_cents, "nl"),
        "reason": proposed.reason,
    }


def told_of_second_person(explanation: str) -> str:
    """What a decision does, and above which amount another person has to agree first."""
    limit = second_person_above()
    if limit is None:
        return explanation
    more = gettext("Boven %(amount)s is dit een voorstel: een tweede persoon moet het dan eerst goedkeuren.")
    return f"{explanation} {more % {'amount': notation.euro_table(limit, 'nl')}}"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reden"), max_length=200, help_text=_("Komt in de geschiedenis te staan."))


class CancelOrderView(MoneyDecisionView):
    model = Order
    form_class = ReasonForm
    page_title = _("Annuleren")
    header_icon = "cross"
    explanation = _(
        "De order wordt geannuleerd en kan niet meer worden betaald. Wie is aangemeld, raakt de plaats kwijt en krijgt bericht."
    )
    button_label = _("Ja, annuleer")
    button_classname = "serious"
    success_message = _("De order is geannuleerd.")

    def decide(self, form: forms.Form) -> None:
        cancel_order(reference=self.object.reference, reason=form.cleaned_data["reason"], user=self.staff)


class RemindView(MoneyDecisionView):
    model = Order
    page_title = _("Stuur een herinnering")
    header_icon = "mail"
    button_label = _("Ja, verstuur")
    success_message = _("De herinnering is verstuurd.")

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says which one
        late = overdue(self.object.pk)
        if late is None or late.tone is None:
            return gettext("Er is nu geen herinnering te versturen.")
        return gettext(
            "De klant krijgt een herinnering (%(tone)s) over %(amount)s. De factuur is %(days)s dagen te laat."
        ) % {
            "tone": late.tone.label,
            "amount": notation.euro_table(late.open_cents, "nl"),
            "days": late.days,
        }

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002  # nothing to fill in
        send_reminder(order=self.object.pk, user=self.staff)


class BadDebtView(MoneyDecisionView):
    """Tells what is given up, and what then stands in the journal."""

    model = Order

    @cached_property
    def debt(self) -> BadDebt | NotAllowed:
        """What can be written off, or why nothing can be."""
        try:
            return bad_debt(self.object)
        except NotAllowed as refusal:
            return refusal

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"drafts": [] if isinstance(self.debt, NotAllowed) else self.debt.drafts()}


class WriteOffView(BadDebtView):
    form_class = ReasonForm
    page_title = _("Boek af als oninbaar")
    header_icon = "cross"
    button_label = _("Ja, boek af")
    button_classname = "serious"

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says how much
        if isinstance(self.debt, NotAllowed):
            return str(self.debt.reason)
        told = gettext("Er staat %(amount)s open; dat telt dan niet meer als te ontvangen.")
        if self.debt.vat_cents:
            told += " " + gettext(
                "Daarvan is %(vat)s btw. Die staat in het journaal op een eigen regel: vanaf %(day)s kunt u die terugvragen (artikel 29 van de Wet op de omzetbelasting)."
            )
        told += " " + gettext("Betaalt de klant toch nog, dan wordt dat gewoon geboekt.")
        return told_of_second_person(
            told
            % {
                "amount": notation.euro_table(self.debt.cents, "nl"),
                "vat": notation.euro_table(self.debt.vat_cents, "nl"),
                "day": date_format(self.debt.vat_back_from, "j F Y"),
            }
        )

    def get_success_message(self) -> str:
        if self.made.status == WriteOffStatus.PROPOSED:
            return gettext("De afboeking is voorgesteld. Een ander moet haar goedkeuren.")
        return gettext("Het bedrag is afgeboekt.")

    def decide(self, form: forms.Form) -> None:
        self.made = write_off(order=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class ApproveWriteOffView(BadDebtView):
    page_title = _("Keur de afboeking goed")
    header_icon = "check"
    button_label = _("Ja, keur goed")
    success_message = _("De afboeking is goedgekeurd en geboekt.")

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says which one
        proposed = get_object_or_404(WriteOff, order=self.object)
        return proposal_told(proposed, proposed.user)

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002  # nothing to fill in
        approve_write_off(order=self.object.pk, user=self.staff)


class RefuseWriteOffView(ApproveWriteOffView):
    form_class = ReasonForm
    page_title = _("Weiger de afboeking")
    header_icon = "cross"
    button_label = _("Ja, weiger")
    button_classname = "serious"
    success_message = _("De afboeking is geweigerd; het bedrag blijft open staan.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"drafts": []}

    def decide(self, form: forms.Form) -> None:
        refuse_write_off(order=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class ContestView(MoneyDecisionView):
    model = Order
    form_class = ReasonForm
    page_title = _("In geschil")
    header_icon = "warning"
    explanation = _(
        "De klant is het niet eens met de factuur. Zolang het geschil duurt, gaan er geen herinneringen uit."
    )
    button_label = _("Ja, in geschil")
    success_message = _("De order is in geschil; er gaan geen herinneringen uit.")

    def decide(self, form: forms.Form) -> None:
        contest_order(order=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class SettleContestView(MoneyDecisionView):
    model = Order
    form_class = ReasonForm
    page_title = _("Geschil opgelost")
    header_icon = "check"
    explanation = _("De herinneringen gaan weer uit, als de factuur te laat is.")
    button_label = _("Ja, opgelost")
    success_message = _("Het geschil is opgelost.")

    def decide(self, form: forms.Form) -> None:
        settle_contest(order=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class BookTransferView(MoneyDecisionView):
    model = Order
    form_class = ReceiptForm
    page_title = _("Boek een overschrijving")
    header_icon = "plus"
    explanation = _("Boek wat op de bankrekening is ontvangen. Is alles binnen, dan is de order betaald.")
    button_label = _("Boek")
    success_message = _("De overschrijving is geboekt.")

    @cached_property
    def rows(self) -> list[Instalment]:
        return list(instalments_with_money().filter(order=self.object).order_by("number"))

    def get_initial(self) -> dict[str, Any]:
        asking = next((row for row in self.rows if row.due > 0), None)  # type: ignore[attr-defined]  # annotated
        due_cents = asking.due if asking else self.object.owed_cents - kept_cents(self.object)  # type: ignore[attr-defined]
        return {
            "instalment": asking.pk if asking else None,
            "amount": max(due_cents, 0) or None,
            "received_on": timezone.localdate(),
        }

    def get_form(self, form_class: Any = None) -> forms.Form:
        form = super().get_form(form_class)
        if self.rows:
            form.fields["instalment"] = forms.TypedChoiceField(
                label=gettext("Voor welke termijn"), coerce=int, choices=[(row.pk, _told(row)) for row in self.rows]
            )
            form.order_fields(["instalment"])
        return form

    def decide(self, form: forms.Form) -> None:
        received_on: dt.date = form.cleaned_data["received_on"]
        book_transfer(
            order=self.object.pk,
            amount_cents=form.cleaned_data["amount"],
            received_on=received_on,
            bank_reference=form.cleaned_data["bank_reference"],
            instalment=form.cleaned_data.get("instalment"),
            user=self.staff,
        )


def _told(row: Instalment) -> str:
    due = max(row.due, 0)  # type: ignore[attr-defined]  # annotated
    return gettext("%(instalment)s, %(payer)s: %(amount)s open") % {
        "instalment": row,
        "payer": row.customer_name,
        "amount": notation.euro_table(due, "nl"),
    }


class RefundForm(ReasonForm):
    amount = EuroField(label=_("Bedrag"))
    field_order = ["amount", "reason"]


class RefundView(MoneyDecisionView):
    model = Attempt
    form_class = RefundForm
    page_title = _("Terugbetalen")
    header_icon = "resubmit"
    button_label = _("Ja, betaal terug")
    button_classname = "serious"

    @property
    def explanation(self) -> str:  # type: ignore[override]  # the amount is of the settings
        return told_of_second_person(
            gettext(
                "Het geld gaat terug naar de rekening waarmee is betaald. De inschrijving blijft zoals zij is; meld zo nodig ook af."
            )
        )

    def get_success_message(self) -> str:
        if self.made.status == RefundStatus.PROPOSED:
            return gettext("De terugbetaling is voorgesteld. Een ander moet haar goedkeuren.")
        return gettext("De terugbetaling is aangevraagd.")

    @property
    def subject(self) -> Order:
        return self.object.order  # type: ignore[no-any-return]  # the model is a class attribute

    def get_initial(self) -> dict[str, Any]:
        return {"amount": refundable_cents(self.object)}

    def decide(self, form: forms.Form) -> None:
        self.made = request_refund(
            attempt=self.object.pk,
            amount_cents=form.cleaned_data["amount"],
            reason=form.cleaned_data["reason"],
            user=self.staff,
        )


class ApproveRefundView(MoneyDecisionView):
    model = Refund
    page_title = _("Keur de terugbetaling goed")
    header_icon = "check"
    button_label = _("Ja, keur goed")
    success_message = _("De terugbetaling is goedgekeurd en aangevraagd.")

    @property
    def subject(self) -> Order:
        return self.object.attempt.order  # type: ignore[no-any-return]

    @property
    def explanation(self) -> str:  # type: ignore[override]  # says which one
        return proposal_told(self.object, self.object.proposed_by)

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002  # nothing to fill in
        approve_refund(refund=self.object.pk, user=self.staff)


class RefuseRefundView(ApproveRefundView):
    form_class = ReasonForm
    page_title = _("Weiger de terugbetaling")
    header_icon = "cross"
    button_label = _("Ja, weiger")
    button_classname = "serious"
    success_message = _("De terugbetaling is geweigerd.")

    def decide(self, form: forms.Form) -> None:
        refuse_refund(refund=self.object.pk, reason=form.cleaned_data["reason"], user=self.staff)


class ConfirmRefundForm(forms.Form):
    bank_reference = forms.CharField(label=_("Kenmerk op het bankafschrift"), max_length=255)


class ConfirmRefundView(MoneyDecisionView):
    model = Refund
    form_class = ConfirmRefundForm
    page_title = _("Terugbetaling overgemaakt")
    header_icon = "check"
    explanation = _("Bevestig dat u dit bedrag hebt overgemaakt. De klant krijgt daarvan bericht.")
    button_label = _("Ja, is overgemaakt")
    success_message = _("De terugbetaling is geboekt.")

    @property
    def subject(self) -> Order:
        return self.object.attempt.order  # type: ignore[no-any-return]

    def decide(self, form: forms.Form) -> None:
        confirm_refund(refund=self.object.pk, bank_reference=form.cleaned_data["bank_reference"], user=self.staff)


class ResolutionForm(forms.Form):
    resolution = forms.CharField(
        label=_("Wat hebt u gedaan?"),
        max_length=200,
        help_text=_("Bijvoorbeeld: teruggestort, of gebruikt voor order …"),
    )


class ResolveDiscrepancyView(MoneyDecisionView):
    model = policy_model = Discrepancy
    permission_required = "change"
    form_class = ResolutionForm
    page_title = _("Uitzondering afhandelen")
    header_icon = "check"
    explanation = _(
        "Regel eerst wat er moet gebeuren, bijvoorbeeld een terugbetaling. Schrijf daarna hier op wat u deed."
    )
    button_label = _("Afgehandeld")
    success_message = _("De uitzondering is afgehandeld.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.attempt is None:
            self.index_url_name = "payouts:index"
            self.inspect_url_name = "payouts:inspect" if self.object.payout else "payouts:line"

    @property
    def subject(self) -> Order | Payout | BalanceLine:
        found: Discrepancy = self.object
        return found.attempt.order if found.attempt else found.payout or found.line  # type: ignore[return-value]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"order": self.subject if self.object.attempt else None}

    def decide(self, form: forms.Form) -> None:
        resolve_discrepancy(discrepancy=self.object.pk, resolution=form.cleaned_data["resolution"], user=self.staff)

"""Send, withdraw, start a new version: each shows beforehand what it does."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.staff import DecisionView
from events.actions.revise_quote import revise_quote
from events.actions.send_quote import send_quote
from events.actions.withdraw_quote import withdraw_quote
from events.models import Quote
from events.queries.quote_sums import editions_offered, group_count, quote_sum


class QuoteDecisionView(DecisionView):
    model = Quote
    index_url_name = "quotes:index"
    inspect_url_name = "quotes:inspect"
    template_name = "events/admin/quote_decision.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quote: Quote = self.object
        return super().get_context_data(**kwargs) | {
            "quote": quote,
            "sum": quote_sum(quote),
            "groups": group_count(quote.request, editions_offered(quote)),
        }


class DraftingView(QuoteDecisionView):
    """Makes a draft out of this quote, and goes on to it."""

    draft: Quote  # set by `decide`

    def get_success_url(self) -> str:
        return reverse("quotes:edit", args=[self.draft.pk])


class SendQuoteView(QuoteDecisionView):
    page_title = _("Versturen")
    header_icon = "mail"
    button_label = _("Ja, verstuur")
    success_message = _("De offerte is verstuurd.")
    explanation = _(
        "De offerte krijgt een nummer en de contactpersoon krijgt een mail met een persoonlijke link. Daarna verandert er "
        "niets meer aan deze versie."
    )

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        send_quote(quote_id=self.object.pk, user=self.staff)


class WithdrawQuoteView(QuoteDecisionView):
    page_title = _("Intrekken")
    header_icon = "cross"
    button_label = _("Ja, trek in")
    button_classname = "serious"
    success_message = _("De offerte is ingetrokken.")
    explanation = _(
        "Er kan geen akkoord meer op worden gegeven. Was de offerte al verstuurd, dan krijgt de contactpersoon bericht."
    )

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        withdraw_quote(quote_id=self.object.pk, user=self.staff)


class ReviseQuoteView(DraftingView):
    page_title = _("Nieuwe versie")
    header_icon = "copy"
    button_label = _("Ja, maak een nieuwe versie")
    success_message = _("Er staat een nieuwe versie klaar als concept.")
    explanation = _(
        "U krijgt een concept met dezelfde tekst en regels. De oude versie vervalt meteen; de contactpersoon hoort ervan als "
        "u de nieuwe verstuurt."
    )

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        self.draft = revise_quote(quote_id=self.object.pk, user=self.staff)

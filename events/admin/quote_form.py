"""The form of an offer: lines with prices in euros, and its sum while it is typed."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList

from cms.api import EuroField
from events.actions.draft_quote import QuoteFacts, QuoteLineFacts
from events.admin.inline_form_panel import InlineFormPanel, filled_in
from events.models import Quote, QuoteLine, QuoteRequest
from events.queries.quote_sums import editions_offered, group_count, quote_sum

VALIDITY = dt.timedelta(days=30)


class QuoteLineForm(WagtailAdminModelForm):
    unit_price_cents = EuroField(
        label=gettext_lazy("Prijs per stuk, zonder btw"), help_text=gettext_lazy("In euro’s, zoals 1.550,00.")
    )

    def facts(self) -> QuoteLineFacts:
        """What was filled in, for the action."""
        line: QuoteLine = self.instance
        return QuoteLineFacts(line.description, line.quantity, line.unit_price_cents)


class QuoteForm(WagtailAdminModelForm):
    class Media:
        js = ("events/admin/live_preview.js",)

    def clean_valid_until(self) -> dt.date | None:
        valid_until: dt.date | None = self.cleaned_data["valid_until"]
        if valid_until and valid_until < timezone.localdate():
            raise ValidationError(_("Deze dag is al voorbij."))
        return valid_until

    def facts(self) -> QuoteFacts:
        """What was filled in, for the actions."""
        quote: Quote = self.instance
        return QuoteFacts(
            title=quote.title,
            introduction=quote.introduction,
            agreements=quote.agreements,
            edition_count=quote.edition_count,
            is_pilot=quote.is_pilot,
            valid_until=quote.valid_until,
            vat_rule_id=quote.vat_rule_id,
            contact_id=quote.contact_id,
            lines=tuple(form.facts() for form in filled_in(self.formsets["lines"])),
        )


def suggested_quote(request: QuoteRequest) -> Quote:
    """A quote to start from: one line with the groups that the asked head-count needs. Nothing is stored."""
    quote = Quote(
        request=request,
        title=_("%(programme)s voor %(organisation)s")
        % {"programme": request.offering.title, "organisation": request.organisation_name},
        valid_until=timezone.localdate() + VALIDITY,
        contact=getattr(request.offering.specific, "contact", None),
    )
    size = request.group_size
    quote.lines = [
        QuoteLine(
            description=_("%(programme)s, groep van %(size)d") % {"programme": request.offering.title, "size": size}
            if size
            else request.offering.title,
            quantity=-(-request.head_count // size) if size else 1,
        )
    ]
    return quote


class SumPanel(HelpPanel):
    """What the offer comes to; the browser asks for it again while somebody types."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            quote: Quote = self.instance
            return context | {
                "sum": quote_sum(quote),
                "groups": group_count(quote.request, editions_offered(quote)),
            }


quote_panels = ObjectList(
    [
        HelpPanel(template="events/admin/quote_request_panel.html"),
        FieldPanel("title"),
        FieldPanel("introduction"),
        InlineFormPanel(
            "lines",
            [
                FieldPanel("description"),
                FieldRowPanel([FieldPanel("quantity"), FieldPanel("unit_price_cents")]),
            ],
            heading=gettext_lazy("Wat we aanbieden"),
            label=gettext_lazy("onderdeel"),
            min_num=1,
            child_form=QuoteLineForm,
        ),
        FieldPanel("edition_count"),
        FieldPanel("is_pilot"),
        MultiFieldPanel(
            [FieldPanel("vat_rule", widget=forms.Select), SumPanel(template="events/admin/quote_sum_panel.html")],
            gettext_lazy("Totaal"),
        ),
        FieldPanel("agreements"),
        FieldRowPanel([FieldPanel("valid_until"), FieldPanel("contact")], gettext_lazy("Geldigheid en contact")),
    ],
    base_form_class=QuoteForm,
)

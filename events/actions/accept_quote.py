"""Say yes to a quote: from then on there is an order."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import Customer, LineRequest, payment_choices, place_order, price_of
from cms.api import NotAllowed, move, record_audit
from events import hooks
from events.lifecycles import QUOTE, QuoteStatus
from events.locking import locked_quote
from events.models import Quote
from events.queries.snapshots import quote_view
from events.quote_mails import mail_quote_accepted

PROVIDER: Final = "invoice"
"""An organisation that accepts a quote is always invoiced."""


@transaction.atomic
def accept_quote(
    *, quote_id: int, name: str, function: str, purchase_order_number: str = "", orderer: str = ""
) -> Quote:
    """Place the order and mail both sides; accepted before changes nothing.

    Raises NotAllowed when the offer no longer stands (too late, taken back, replaced or declined), or when nothing can be
    invoiced because that plugin is off.
    """
    quote = locked_quote(quote_id)
    if quote.status == QuoteStatus.ACCEPTED:
        return quote
    check_stands(quote)
    if PROVIDER not in {choice.key for choice in payment_choices(quote.request.language)}:
        raise NotAllowed(_("Akkoord geven kan nu niet via de site. Bel of mail ons."))
    if quote.vat_rule is None:
        raise ValueError(f"Quote {quote.pk} was sent without a VAT rule.")
    view = quote_view(quote)
    order = place_order(
        reference=f"quote:{quote.public_id}",
        title=quote.title,
        customer=Customer(
            name=view.organisation_name,
            email=view.email,
            contact_name=name,
            kvk_number=quote.request.organisation.kvk_number if quote.request.organisation else "",
            purchase_order_number=purchase_order_number,
            orderer=orderer,
        ),
        lines=[
            LineRequest(
                description=line.description,
                quantity=line.quantity,
                price=price_of(line.unit_price_cents, vat=quote.vat_rule.terms),
            )
            for line in quote.lines.all()
        ],
        provider=PROVIDER,
        language=view.language,
    )
    quote.status = move(QUOTE, quote.status, QuoteStatus.ACCEPTED)
    quote.answered_at = timezone.now()
    quote.accepted_by, quote.accepted_function = name, function
    quote.purchase_order_number = purchase_order_number
    quote.order_id = order.pk
    quote.save()
    record_audit(quote, "events.quote_accepted", order=order.number, total_cents=order.total_cents)
    mail_quote_accepted(view, order, name)
    hooks.quote_accepted(quote_view(quote))
    return quote


def check_stands(quote: Quote) -> None:
    """Raise NotAllowed, with the reason, unless this version can still be answered."""
    if quote.status != QuoteStatus.SENT:
        reasons = {
            QuoteStatus.ACCEPTED: _("U heeft al akkoord gegeven."),
            QuoteStatus.DECLINED: _("U heeft deze offerte afgewezen."),
            QuoteStatus.EXPIRED: _("Deze offerte is verlopen. Vraag ons om een nieuwe."),
            QuoteStatus.WITHDRAWN: _("Deze offerte geldt niet meer. Kijk in uw mail of er een nieuwe versie is."),
        }
        raise NotAllowed(reasons.get(QuoteStatus(quote.status), _("Deze offerte is nog niet verstuurd.")))
    if quote.valid_until and quote.valid_until < timezone.localdate():
        raise NotAllowed(_("Deze offerte is verlopen. Vraag ons om een nieuwe."))

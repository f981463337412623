"""Start a new version of an offer; the version before it can no longer be accepted."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events.lifecycles import QUOTE, QuoteStatus
from events.locking import locked_quote
from events.models import Quote, QuoteLine

VALIDITY: Final = timedelta(days=30)


@transaction.atomic
def revise_quote(*, quote_id: int, user: User | None = None) -> Quote:
    """Return a draft with the words and lines of the old version and the same number.

    Raises NotAllowed after a yes, or when another version is being made already.
    """
    old = locked_quote(quote_id)
    if old.request.quotes.filter(status=QuoteStatus.ACCEPTED).exists():
        raise NotAllowed(_("Op deze offerte is akkoord gegeven."))
    if old.status == QuoteStatus.SENT:
        # No mail: the new version tells that it replaces this one.
        old.status = move(QUOTE, old.status, QuoteStatus.WITHDRAWN)
        old.save(update_fields=["status"])
        record_audit(old, "events.quote_withdrawn", user=user)
    if old.request.quotes.filter(status__in=[QuoteStatus.REQUESTED, QuoteStatus.DRAFT, QuoteStatus.SENT]).exists():
        raise NotAllowed(_("Er is al een andere versie van deze offerte."))
    latest = old.request.quotes.order_by("-version").values_list("version", flat=True)[0]
    new: Quote = Quote.objects.create(
        request=old.request,
        number=old.number,
        version=latest + 1,
        status=QuoteStatus.DRAFT,
        title=old.title,
        introduction=old.introduction,
        agreements=old.agreements,
        edition_count=old.edition_count,
        is_pilot=old.is_pilot,
        valid_until=timezone.localdate() + VALIDITY,
        vat_rule_id=old.vat_rule_id,
        contact_id=old.contact_id,
    )
    QuoteLine.objects.bulk_create(
        QuoteLine(
            quote=new,
            position=line.position,
            description=line.description,
            quantity=line.quantity,
            unit_price_cents=line.unit_price_cents,
        )
        for line in old.lines.all()
    )
    record_audit(new, "events.quote_drafted", user=user, version=new.version)
    return new

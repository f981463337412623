"""What a place in an edition costs, with what plugins take off the price."""

from collections.abc import Sequence

from django.utils import timezone

from betalingen.api import Article, Buyer, Fare, Supply, with_discounts
from cms.api import Organisation
from events.contracts import SessionView
from events.models import Edition


def fare_of(edition: Edition, sessions: Sequence[SessionView]) -> Fare | None:
    """None when it is free of charge from the start. It does not know what is used of the subsidy; see Edition.fare.

    `sessions` are all of its own, the first one first. No query when the offering, VAT rule and subsidy scheme are at hand.
    """
    fare = edition.fare
    if fare is None:
        return None
    article = Article(
        reference=f"edition:{edition.public_id}",
        title=edition.offering.title,
        gross_cents=fare.gross_cents,
        supply=supply_of(sessions),
    )
    return with_discounts(fare, article)


def supply_of(sessions: Sequence[SessionView]) -> Supply | None:
    """From the first day up to the last; None without sessions."""
    if not sessions:
        return None
    return Supply(
        timezone.localdate(sessions[0].starts_at), timezone.localdate(max(session.ends_at for session in sessions))
    )


def buyer_of(organisation: Organisation | None) -> Buyer:
    """The organisation that books, when the register knows it."""
    return Buyer(organisation.kind, organisation.kvk_number, organisation.name) if organisation else Buyer()

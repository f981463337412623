"""What somebody on a waiting list sees behind their personal link."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.api import Fact
from events.lifecycles import WaitingListStatus
from events.models import WaitingListEntry, WebinarPage
from events.queries.availability import Availability
from events.queries.editions import EditionCard, card_of
from events.queries.waiting_list import offered_seats, position_of
from events.queries.wording import at, when_and_where

RELATED = ("booking", "edition__offering__locale", "edition__vat_rule", "edition__subsidy_scheme__funder")


@dataclass(frozen=True)
class WaitingPage:
    """One entry, for the person it belongs to. `position` is 0 for who no longer waits; `kept` seats are already held for
    whoever is first and waits for more."""

    entry: WaitingListEntry
    card: EditionCard
    facts: Sequence[Fact]
    position: int
    kept: int
    until: str

    @property
    def is_webinar(self) -> bool:
        return isinstance(self.card.page, WebinarPage)

    @property
    def takes_at_once(self) -> bool:
        """Whether one click is enough: a webinar that asks nothing more than is known."""
        return self.is_webinar and not self.card.view.questions and not self.card.view.workgroups

    @property
    def fewer_seats(self) -> range:
        """How many one may ask for instead, while one waits for several."""
        return range(self.entry.seats - 1, 0, -1) if self.is_waiting else range(0)

    @property
    def is_waiting(self) -> bool:
        return self.position > 0

    @property
    def can_accept(self) -> bool:
        """Whether there is an offer that still stands."""
        return stands(self.entry)

    @property
    def seats(self) -> str:
        """1 plaats, 3 plaatsen"""
        return seat_count(self.entry.seats)


def waiting_page(access_key: str) -> WaitingPage | None:
    """None when nobody has this key."""
    entry = WaitingListEntry.objects.select_related(*RELATED).filter(access_key=access_key).first()
    if entry is None:
        return None
    card = card_of(entry.edition)
    position = position_of(entry) if entry.status == WaitingListStatus.WAITING else 0
    kept = entry.edition.reserved - offered_seats(entry.edition_id) if position == 1 else 0
    return WaitingPage(
        entry=entry,
        card=card,
        facts=when_and_where(card.view.sessions),
        position=position,
        kept=kept,
        until=at(entry.offer_until) if entry.offer_until else "",
    )


def stands(entry: WaitingListEntry) -> bool:
    """Whether the entry has an offer that can be accepted now; the job that closes offers may come a little later."""
    is_offered = entry.status == WaitingListStatus.OFFERED
    return is_offered and entry.offer_until is not None and entry.offer_until > timezone.now()


def with_held_seats(card: EditionCard, offer: str) -> EditionCard:
    """The edition as it is for whoever has this offer (its public id): with room, until the offer ends."""
    entry = WaitingListEntry.objects.filter(public_id=offer, edition__public_id=card.public_id).first()
    if entry is None or entry.offer_until is None or not stands(entry):
        return card
    then = _("%(seats)s, vastgehouden tot %(moment)s.") % {
        "seats": seat_count(entry.seats),
        "moment": at(entry.offer_until),
    }
    return replace(card, availability=Availability("go", _("Voor u vastgehouden"), then, entry.seats))


def entry_with(offer: str) -> int | None:
    """The key in the database of an entry with this public id; None for ""."""
    return WaitingListEntry.objects.values_list("pk", flat=True).get(public_id=uuid.UUID(offer)) if offer else None


def seat_count(count: int) -> str:
    """3 plaatsen"""
    return ngettext("%(count)s plaats", "%(count)s plaatsen", count) % {"count": count}

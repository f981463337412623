"""What waits for a programme manager: the first screen of the admin."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from events.lifecycles import SEATED, EditionStatus, QuoteStatus, RegistrationStatus, WaitingListStatus
from events.models import Edition, Quote, Registration, Session, WaitingListEntry
from events.queries.edition_lists import editions_for_staff, with_expected_money
from events.queries.registration_mails import unreached

DECIDE_WITHIN: Final = dt.timedelta(days=14)
FILL_WITHIN: Final = dt.timedelta(days=45)
SHOWN: Final = 5


@dataclass(frozen=True)
class EditionWork:
    """`decisions`: open, and the day to decide is near or past. `nearly_full`: a tenth of the places or fewer are left.

    `short`: it begins soon without enough people. `to_complete`: it has been held.
    """

    decisions: list[Edition]
    nearly_full: list[Edition]
    short: list[Edition]
    to_complete: list[Edition]

    def __bool__(self) -> bool:
        return bool(self.decisions or self.nearly_full or self.short or self.to_complete)


@dataclass(frozen=True)
class PeopleWork:
    """`late`: asked for a place after the deadline, longest waiting first. `intakes`: nobody decided about them yet, longest waiting first. `unreached`: they still come and missed a mail, newest
    first; of a seat without a name the booker is told.
    """

    late: list[WaitingListEntry]
    intakes: list[Registration]
    unreached: list[Registration]

    def __bool__(self) -> bool:
        return bool(self.late or self.intakes or self.unreached)


@dataclass(frozen=True)
class QuoteWork:
    """`asked`: no offer made yet, oldest first. `drafts`: not sent yet. `waiting`: sent, first those that expire first."""

    asked: list[Quote]
    drafts: list[Quote]
    waiting: list[Quote]

    def __bool__(self) -> bool:
        return bool(self.asked or self.drafts or self.waiting)


def edition_work() -> EditionWork:
    """Four queries, at most five editions each; `decisions` know the money that is expected."""
    now, today = timezone.now(), timezone.localdate()
    editions = editions_for_staff()
    coming = editions.filter(status__in=[EditionStatus.OPEN, EditionStatus.CONFIRMED], first_at__gt=now)
    decisions = to_decide(today + DECIDE_WITHIN)
    short = coming.filter(taken__lt=F("minimum"), first_at__lt=now + FILL_WITHIN)
    return EditionWork(
        decisions=_first(decisions.order_by("decision_date", "pk")),
        nearly_full=_first(coming.filter(taken__gte=F("capacity") * 0.9).order_by("first_at", "pk")),
        short=_first(short.exclude(pk__in=decisions.values("pk")).order_by("first_at", "pk")),
        to_complete=_first(_held(editions, now).order_by("last_at", "pk")),
    )


def to_decide(until: dt.date) -> QuerySet[Edition]:
    """Open editions whose decision date is past or falls on a day up to and including this one, unless they were just held."""
    editions = editions_for_staff()
    due = editions.filter(status=EditionStatus.OPEN, decision_date__lte=until)
    return with_expected_money(due.exclude(pk__in=_held(editions, timezone.now()).values("pk")))


def _held(editions: QuerySet[Edition], now: dt.datetime) -> QuerySet[Edition]:
    """Those that are over and about which nothing is left to decide."""
    waiting = Registration.objects.filter(
        edition=OuterRef("pk"), status__in=[RegistrationStatus.APPLIED, RegistrationStatus.INTAKE]
    )
    is_decided = Q(status=EditionStatus.CONFIRMED) | (Q(status=EditionStatus.OPEN) & ~Exists(waiting))
    return editions.filter(is_decided, last_at__lt=now)


def people_work() -> PeopleWork:
    """Three queries, at most five people each."""
    people = Registration.objects.select_related("edition__offering")
    intakes = people.filter(status=RegistrationStatus.INTAKE).exclude(intake__decided_at__isnull=False)
    to_come = Session.objects.filter(edition=OuterRef("edition"), ends_at__gt=timezone.now())
    lost = unreached(people.filter(Exists(to_come), status__in=SEATED))
    late = WaitingListEntry.objects.filter(is_late=True, status=WaitingListStatus.WAITING)
    return PeopleWork(
        late=list(late.select_related("edition__offering").order_by("pk")[:SHOWN]),
        intakes=list(intakes.order_by("created_at", "pk")[:SHOWN]),
        unreached=list(lost.order_by("-created_at", "-pk")[:SHOWN]),
    )


def quote_work() -> QuoteWork:
    """Three queries, at most five offers each."""
    quotes = Quote.objects.select_related("request__offering")
    return QuoteWork(
        asked=list(quotes.filter(status=QuoteStatus.REQUESTED).order_by("created_at", "pk")[:SHOWN]),
        drafts=list(quotes.filter(status=QuoteStatus.DRAFT).order_by("created_at", "pk")[:SHOWN]),
        waiting=list(quotes.filter(status=QuoteStatus.SENT).order_by("valid_until", "pk")[:SHOWN]),
    )


def _first(editions: QuerySet[Edition]) -> list[Edition]:
    return list(editions[:SHOWN])

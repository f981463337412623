"""Everybody at once: booking, cancelling, waiting, accepting and running out of time, on a real PostgreSQL."""

import datetime as dt
import time
import uuid
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection
from django.db.models import F, Sum
from django.utils import timezone

from cms.api import NotAllowed
from cms.models import Message
from events.actions import place_booking as booking
from events.actions.advance_queue import advance_queue, advance_queues
from events.actions.cancel_registration import cancel_registration
from events.actions.expire_offers import expire_offers
from events.actions.join_waiting_list import AlreadyWaiting, join_waiting_list
from events.contracts import Participant
from events.lifecycles import SEATED
from events.models import Booking, Edition, Registration, WaitingListEntry
from events.queries.editions import whole_editions
from tests.concurrency.test_seats import at_once, sign_up
from tests.events.bookings import book
from tests.events.waiting import full_edition, leave_one, wait
from tests.factories.events import EditionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_pool")]

PLACES = 60
BOOKINGS = 500
CANCELLATIONS = 50
OFFERS = 50  # times that somebody with an offer says yes, or lets it run out
PASSERS_BY = 30


class Fair:
    """What each of the crowd does, and how long a booking takes them."""

    def __init__(self) -> None:
        self.edition = EditionFactory.create(capacity=PLACES)
        self.seconds: list[float] = []
        for number in range(CANCELLATIONS):
            sign_up(self.edition.public_id, 10_000 + number)
        self.leaving = list(Registration.objects.order_by("pk").values_list("pk", flat=True))

    def do(self, number: int) -> str:
        """One task; the cancellations and offers stand evenly between the bookings."""
        kind, of_kind = number % 6, number // 6
        try:
            if kind == 5 and of_kind < CANCELLATIONS + OFFERS:
                if of_kind % 2:
                    return self.decide(of_kind)
                cancel_registration(registration_id=self.leaving[of_kind // 2])
                return "left"
            return self.book(number)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
            return type(error).__name__

    def book(self, number: int) -> str:
        began = time.perf_counter()
        ended = sign_up(self.edition.public_id, number, people=number % 4 + 1)
        self.seconds.append(time.perf_counter() - began)
        if ended == "told" and number % 5 == 0:
            return self.join(number)
        return ended

    def join(self, number: int) -> str:
        try:
            join_waiting_list(
                edition=self.edition.public_id,
                form_key=uuid.uuid4(),
                name=f"Wachtende {number}",
                email=f"wachtende{number}@example.org",
                organisation_name="",
                seats=number % 3 + 1,
                language="nl",
            )
        except AlreadyWaiting:
            raise
        except NotAllowed:
            return "room after all"  # somebody left between the two
        return "waits"

    @staticmethod
    def an_offer() -> WaitingListEntry | None:
        """One of those that stand; waits a while for one to come."""
        for _try in range(20):
            entry: WaitingListEntry | None = WaitingListEntry.objects.filter(status="offered").order_by("?").first()
            if entry is not None:
                return entry
            time.sleep(0.1)
        return None

    def decide(self, number: int) -> str:
        """Whoever has an offer says yes, or the time is up."""
        entry = self.an_offer()
        if entry is None:
            return "no offer"
        if number % 4 == 1:
            WaitingListEntry.objects.filter(pk=entry.pk, status="offered").update(
                offer_until=timezone.now() - dt.timedelta(seconds=1)
            )
            expire_offers()
            return "ran out"
        try:
            book(whole_editions().get(), Participant(entry.name, entry.email), offer=entry.pk)
        except NotAllowed:
            return "too late"
        return "accepted"


def test_five_hundred_bookings_while_people_leave_and_offers_run_out(capsys: pytest.CaptureFixture[str]) -> None:
    fair = Fair()
    ended = at_once(fair.do, BOOKINGS + CANCELLATIONS + OFFERS)
    advance_queues()

    seconds = sorted(fair.seconds)
    with capsys.disabled():
        p50, p95 = (1000 * seconds[int(len(seconds) * share)] for share in (0.5, 0.95))
        print(f"\n{len(seconds)} bookings at once: p50 {p50:.0f} ms, p95 {p95:.0f} ms; {dict(ended)}")  # noqa: T201
    known = {"in", "told", "left", "waits", "room after all", "no offer", "ran out", "too late", "accepted"}
    assert set(ended) <= known
    assert (len(seconds), ended["left"]) == (BOOKINGS, CANCELLATIONS)
    sums_are_exact(Edition.objects.get())
    keys = Counter(Message.objects.values_list("key", flat=True))
    assert max(keys.values()) == 1
    assert not WaitingListEntry.objects.filter(status="accepted", booking=None).exists()
    assert Booking.objects.count() == CANCELLATIONS + ended["in"] + ended["accepted"]


def sums_are_exact(edition: Edition) -> None:
    """Every seat is somebody's, is offered, is kept for the first in the queue, or is free; and none is two of these."""
    seated = Registration.objects.filter(edition=edition, status__in=SEATED).count()
    offered = edition.waiting_list.filter(status="offered").aggregate(seats=Sum("seats", default=0))["seats"]
    first = edition.waiting_list.filter(status="waiting").first()
    assert edition.taken == seated
    assert edition.taken + edition.reserved <= PLACES
    if first is None:
        assert edition.reserved == offered
    else:
        assert edition.taken + edition.reserved == edition.capacity
        assert first.seats > edition.reserved - offered


# The twins: what is kept for the queue, and somebody who does not care


def kept_for_the_queue() -> Edition:
    edition = full_edition(capacity=2)
    wait(edition, "Anna", seats=2)
    leave_one(edition)
    return edition


def careless(edition_pk: int, count: int, _statuses: object = None) -> bool:
    """The twin of `take_seats`: a seat that nobody sits on is free."""
    free = Edition.objects.filter(pk=edition_pk, capacity__gte=F("taken") + count)
    return bool(free.update(taken=F("taken") + count))


def pass_by(edition: Edition) -> Counter[str]:
    def one(number: int) -> str:
        try:
            return sign_up(edition.public_id, number)
        except IntegrityError:
            return "refused by the database"

    return at_once(one, PASSERS_BY)


@pytest.fixture
def careless_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booking, "take_seats", careless)
    monkeypatch.setattr(booking, "_check_room", lambda _edition, _count: None)


@pytest.fixture
def without_constraint() -> Iterator[None]:
    constraint = next(each for each in Edition._meta.constraints if each.name == "edition_seats")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Edition, constraint)
    yield
    Edition.objects.update(taken=0, reserved=0)
    with connection.schema_editor() as editor:
        editor.add_constraint(Edition, constraint)


def test_nobody_takes_what_is_kept_for_the_queue() -> None:
    edition = kept_for_the_queue()
    assert pass_by(edition) == {"told": PASSERS_BY}
    advance_queue(edition.pk)
    edition.refresh_from_db()
    assert (edition.taken, edition.reserved) == (1, 1)


def test_the_database_refuses_what_careless_code_lets_through(careless_code: None) -> None:
    ended = pass_by(kept_for_the_queue())
    assert ended == {"refused by the database": PASSERS_BY}


def test_the_twin_without_any_guard_lets_somebody_jump_the_queue(careless_code: None, without_constraint: None) -> None:
    edition = kept_for_the_queue()
    assert pass_by(edition)["in"] == 1
    assert edition.waiting_list.get().status == "waiting"

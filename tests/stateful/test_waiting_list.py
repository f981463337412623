"""An edition with its waiting list, while visitors, staff, finance and the clock do as they like."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import F, Sum
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from cms.models import Message, User
from events.actions.advance_queue import advance_queue, advance_queues, takes_offers
from events.actions.end_waiting_list import end_started_lists
from events.actions.expire_offers import expire_offers
from events.actions.leave_waiting_list import leave_waiting_list
from events.actions.offer_out_of_turn import offer_out_of_turn
from events.contracts import Participant
from events.lifecycles import QUEUED, WAITING_LIST, EditionStatus, RegistrationStatus, WaitingListStatus
from events.models import Booking, Edition, Registration, WaitingListEntry
from events.waiting_mails import mail_seats_offered
from tests.events.bookings import book
from tests.events.waiting import wait
from tests.factories.events import EditionFactory
from tests.stateful.machine import TWIN_PROFILE, may_refuse, run
from tests.stateful.test_seats import PEOPLE, SeatMachine, which

pytestmark = pytest.mark.django_db

NAMES = ["Anna", "Bram", "Cato", "Daan", "Emre", "Femke"]


class QueueMachine(SeatMachine):
    """The edition of SeatMachine, where people wait once it is full."""

    def has_queue(self) -> bool:
        return WaitingListEntry.objects.filter(status__in=QUEUED).exists()

    def has_offers(self) -> bool:
        return WaitingListEntry.objects.filter(status=WaitingListStatus.OFFERED).exists()

    def an_entry(self, number: int, *states: WaitingListStatus) -> WaitingListEntry:
        found = list(WaitingListEntry.objects.filter(status__in=states or QUEUED).order_by("pk"))
        return found[number % len(found)]

    # Visitors

    @rule(people=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2))
    def pass_by(self, people: list[Participant]) -> None:
        """Whoever books without an offer gets nothing while somebody waits."""
        somebody_waits = WaitingListEntry.objects.filter(status=WaitingListStatus.WAITING).exists()
        before = Booking.objects.count()
        with may_refuse():
            book(Edition.objects.get(pk=self.edition), *people, provider="bank")
        assert not somebody_waits or Booking.objects.count() == before

    @rule(name=st.sampled_from(NAMES), seats=st.integers(1, 3))
    def join(self, name: str, seats: int) -> None:
        with may_refuse():
            wait(Edition.objects.get(pk=self.edition), name, seats)

    @precondition(has_offers)
    @rule(number=which, people=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    def accept(self, number: int, people: list[Participant]) -> None:
        entry = self.an_entry(number, WaitingListStatus.OFFERED)
        with may_refuse():
            book(entry.edition, *people, provider="bank", offer=entry.pk)

    @precondition(has_queue)
    @rule(number=which)
    def leave(self, number: int) -> None:
        self.take_off(self.an_entry(number))

    def take_off(self, entry: WaitingListEntry) -> None:
        leave_waiting_list(entry_id=entry.pk)

    # Staff and the clock

    @precondition(has_queue)
    @rule(number=which)
    def staff_offers(self, number: int) -> None:
        entry = self.an_entry(number)
        user, _made = User.objects.get_or_create(email="manager@example.org")
        with may_refuse():
            offer_out_of_turn(entry_id=entry.pk, user=user)
            self.out_of_turn.add(entry.pk)

    @property
    def out_of_turn(self) -> set[int]:
        found: set[int] = self.__dict__.setdefault("passed_by_staff", set())
        return found

    @precondition(has_offers)
    @rule(number=which)
    def time_to_decide_is_up(self, number: int) -> None:
        entry = self.an_entry(number, WaitingListStatus.OFFERED)
        WaitingListEntry.objects.filter(pk=entry.pk).update(offer_until=timezone.now() - dt.timedelta(seconds=1))

    @rule()
    def a_minute_passes(self) -> None:
        self.tend()

    def tend(self) -> None:
        end_started_lists()
        expire_offers()
        advance_queues()

    # What is true after every step

    @invariant()
    def what_is_reserved_is_offered_or_kept_for_the_first(self) -> None:
        edition = Edition.objects.get(pk=self.edition)
        queue = list(WaitingListEntry.objects.filter(status__in=QUEUED).order_by("pk"))
        offered = sum(entry.seats for entry in queue if entry.status == WaitingListStatus.OFFERED)
        waiting = [entry for entry in queue if entry.status == WaitingListStatus.WAITING]
        assert edition.taken + edition.reserved <= edition.capacity
        assert edition.reserved == (edition.capacity - edition.taken if waiting else offered)
        if waiting and takes_offers(edition):
            assert waiting[0].seats > edition.reserved - offered, "who is first waits while there is room"

    @invariant()
    def nobody_jumps_the_queue(self) -> None:
        waiting = WaitingListEntry.objects.filter(status=WaitingListStatus.WAITING).order_by("pk").first()
        if waiting is not None:
            served = WaitingListEntry.objects.filter(pk__gt=waiting.pk, offered_at__isnull=False)
            assert set(served.values_list("pk", flat=True)) <= self.out_of_turn

    @invariant()
    def an_entry_moves_as_the_table_says(self) -> None:
        rows: dict[int, str] = dict(WaitingListEntry.objects.values_list("pk", "status"))
        self.check_moves("waiting", WaitingListStatus, WAITING_LIST, rows)

    @invariant()
    def who_said_yes_is_booked_with_at_most_their_seats(self) -> None:
        for entry in WaitingListEntry.objects.filter(status=WaitingListStatus.ACCEPTED):
            assert entry.booking is not None
            assert 1 <= entry.booking.registrations.count() <= entry.seats

    @invariant()
    def nobody_on_the_list_is_forgotten(self) -> None:
        """Each step of each entry was told, once; each_mail_goes_once sees to the once."""
        told: dict[str, set[str]] = {}
        for key in Message.objects.filter(key__startswith="waiting:").values_list("key", flat=True):
            told.setdefault(key.split(":")[1], set()).add(key.removeprefix("waiting:").partition(":")[2])
        for entry in WaitingListEntry.objects.all():
            expected = {"joined"} | ({"offered"} if entry.offered_at else set())
            seen = told[str(entry.public_id)]
            match WaitingListStatus(entry.status):
                case WaitingListStatus.WITHDRAWN | WaitingListStatus.DECLINED:
                    expected |= {"left"}
                case WaitingListStatus.EXPIRED:
                    assert seen & {"expired", "ended"}
                    expected |= seen & {"expired", "ended"}
                case _:
                    pass
            assert seen == expected
        if Edition.objects.get(pk=self.edition).status == EditionStatus.CANCELLED:
            assert not self.has_queue()


class CrowdedMachine(QueueMachine):
    """Starts where the twins go wrong: full, with somebody who needs one seat behind somebody who needs two. Without the
    rules that do not touch the queue they go wrong soon."""

    book: Any = None
    pay: Any = None
    pay_late: Any = None
    time_to_pay_is_up: Any = None
    finance_cancels: Any = None
    change_capacity: Any = None
    it_goes_ahead: Any = None
    it_does_not_go_ahead: Any = None
    the_day_comes: Any = None
    note_attendance: Any = None
    it_is_over: Any = None

    @initialize()
    def open(self) -> None:
        self.begin()
        edition = EditionFactory.create(capacity=2)
        self.edition = edition.pk
        for person in PEOPLE[:2]:
            book(edition, person)
        wait(edition, "Anna", seats=2)
        wait(edition, "Bram")


class LeakyMachine(CrowdedMachine):
    """Gives a seat back to everybody, although somebody waits."""

    def give_up(self, registration: Registration) -> None:
        if registration.status == RegistrationStatus.CONFIRMED and not registration.booking.order_id:
            Registration.objects.filter(pk=registration.pk).update(status=RegistrationStatus.CANCELLED)
            Edition.objects.filter(pk=registration.edition_id).update(taken=F("taken") - 1)


class SmallestFirstMachine(CrowdedMachine):
    """Serves whoever fits, so that those who need less pass those who need more."""

    def tend(self) -> None:
        edition = Edition.objects.get(pk=self.edition)
        offered = WaitingListEntry.objects.filter(status=WaitingListStatus.OFFERED)
        free = edition.capacity - edition.taken - (offered.aggregate(seats=Sum("seats"))["seats"] or 0)
        fits = WaitingListEntry.objects.filter(status=WaitingListStatus.WAITING, seats__lte=free).first()
        if fits is not None:
            soon = timezone.now() + dt.timedelta(hours=1)
            values: dict[str, Any] = {"status": WaitingListStatus.OFFERED, "offered_at": timezone.now()}
            WaitingListEntry.objects.filter(pk=fits.pk).update(offer_until=soon, **values)
            fits.refresh_from_db()
            mail_seats_offered(fits)


class ForgetfulMachine(CrowdedMachine):
    """Takes people off the list and leaves it at that."""

    def take_off(self, entry: WaitingListEntry) -> None:
        WaitingListEntry.objects.filter(pk=entry.pk, status=WaitingListStatus.WAITING).update(
            status=WaitingListStatus.WITHDRAWN
        )
        advance_queue(entry.edition_id)


class RepeatingMachine(CrowdedMachine):
    """Tells about an offer with every minute that passes."""

    def tend(self) -> None:
        super().tend()
        for entry in WaitingListEntry.objects.filter(status=WaitingListStatus.OFFERED):
            mail_seats_offered(entry, again=timezone.now().isoformat())


def test_the_queue_is_fair_whatever_happens() -> None:
    run(QueueMachine)


@pytest.mark.parametrize("twin", [LeakyMachine, SmallestFirstMachine, ForgetfulMachine, RepeatingMachine])
def test_the_twins_are_caught(twin: type[QueueMachine]) -> None:
    with pytest.raises((AssertionError, KeyError)):
        run(twin, TWIN_PROFILE)

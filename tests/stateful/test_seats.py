"""An edition, its bookings and their orders, while visitors, staff, finance and the calendar do as they like."""

import datetime as dt
import uuid
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.expire_order import expire_order
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.lifecycles import OrderStatus
from betalingen.models import Attempt, Order
from cms.models import Message
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.change_edition import change_edition
from events.actions.complete_edition import complete_edition
from events.actions.confirm_edition import confirm_edition
from events.actions.mark_attendance import mark_attendance
from events.actions.name_participant import name_participant
from events.contracts import Participant
from events.lifecycles import EDITION, REGISTRATION, SEATED, EditionStatus, RegistrationStatus
from events.mails import mail_confirmed
from events.models import Edition, PaysWhen, Registration, Session
from events.queries.snapshots import edition_view, registration_view
from tests.events.actions.test_change_edition import facts_of
from tests.events.bookings import book, paid_edition
from tests.factories.events import EditionFactory
from tests.stateful.machine import TWIN_PROFILE, Machine, caught_by, may_refuse, run

pytestmark = pytest.mark.django_db

LATER = Participant("", "")
PEOPLE = [Participant(f"Deelnemer {number}", f"deelnemer{number}@lindewaard.example") for number in range(6)]
which = st.integers(0, 9)


class SeatMachine(Machine):
    """One edition with few places and too many people."""

    @initialize(pays_when=st.sampled_from([None, *PaysWhen]), capacity=st.integers(1, 4))
    def open(self, pays_when: PaysWhen | None, capacity: int) -> None:
        """`pays_when` is None when it is free."""
        self.begin()
        facts = {"capacity": capacity, "subsidy_scheme": None}
        made = paid_edition(pays_when=pays_when, **facts) if pays_when else EditionFactory.create(**facts)
        self.edition = made.pk

    def has_registrations(self) -> bool:
        return Registration.objects.exists()

    def has_orders(self) -> bool:
        return Order.objects.exists()

    def a_registration(self, number: int) -> Registration:
        found = list(Registration.objects.order_by("pk"))
        return found[number % len(found)]

    def an_order(self, number: int) -> Order:
        found = list(Order.objects.order_by("pk"))
        return found[number % len(found)]

    # Visitors

    @rule(
        people=st.lists(st.sampled_from([*PEOPLE, LATER, LATER]), min_size=1, max_size=3),
        provider=st.sampled_from(["bank", "bank", "invoice"]),
    )
    def book(self, people: list[Participant], provider: str) -> None:
        with may_refuse():
            book(Edition.objects.get(pk=self.edition), *people, provider=provider)

    @precondition(has_registrations)
    @rule(number=which, participant=st.sampled_from(PEOPLE))
    def say_who_comes(self, number: int, participant: Participant) -> None:
        with may_refuse():
            name_participant(registration_id=self.a_registration(number).pk, participant=participant)

    @precondition(has_registrations)
    @rule(number=which)
    def cancel(self, number: int) -> None:
        with may_refuse():
            self.give_up(self.a_registration(number))

    def give_up(self, registration: Registration) -> None:
        cancel_registration(registration_id=registration.pk)

    @precondition(has_orders)
    @rule(number=which, is_complete=st.sampled_from([True, True, False]))
    def pay(self, number: int, is_complete: bool) -> None:  # noqa: FBT001
        order = self.an_order(number)
        with may_refuse():
            begin_payment(order=order.pk)
            attempt = Attempt.objects.filter(order=order).order_by("-number")[0]
            self.bank.payments[str(attempt.public_id)].pay(attempt.amount_cents - (not is_complete))
            sync_attempt(attempt=attempt.pk)

    @precondition(has_orders)
    @rule(number=which)
    def begin_to_pay(self, number: int) -> None:
        """For everybody on the order: whoever leaves after this may be paid for all the same."""
        with may_refuse():
            begin_payment(order=self.an_order(number).pk)

    @precondition(has_orders)
    @rule(number=which)
    def pay_late(self, number: int) -> None:
        """A payment that ran while the order ended."""
        for attempt in Attempt.objects.filter(order=self.an_order(number)):
            payment = self.bank.payments[str(attempt.public_id)]
            if payment.state != "paid":
                payment.pay(attempt.amount_cents)
            sync_attempt(attempt=attempt.pk)

    # Staff, finance and the calendar

    @precondition(has_orders)
    @rule(number=which)
    def time_to_pay_is_up(self, number: int) -> None:
        order = self.an_order(number)
        Order.objects.filter(pk=order.pk, expires_at__isnull=False).update(expires_at=timezone.now())
        expire_order(order=order.pk)

    @precondition(has_orders)
    @rule(number=which)
    def finance_cancels(self, number: int) -> None:
        cancel_order(reference=self.an_order(number).reference, reason="op verzoek")

    @rule(capacity=st.integers(1, 6))
    def change_capacity(self, capacity: int) -> None:
        edition = Edition.objects.get(pk=self.edition)
        with may_refuse():
            change_edition(edition_id=edition.pk, facts=facts_of(edition, capacity=capacity))

    @rule()
    def it_goes_ahead(self) -> None:
        with may_refuse():
            confirm_edition(edition_id=self.edition)

    @precondition(has_registrations)
    @rule(chance=st.sampled_from([True, False, False]))
    def it_does_not_go_ahead(self, chance: bool) -> None:  # noqa: FBT001
        if chance:
            with may_refuse():
                cancel_edition(edition_id=self.edition, reason="Te weinig deelnemers.")

    @precondition(has_registrations)
    @rule(chance=st.sampled_from([True, False, False]))
    def the_day_comes(self, chance: bool) -> None:  # noqa: FBT001
        if chance:
            then = timezone.now() - dt.timedelta(hours=2)
            Session.objects.filter(edition=self.edition).update(
                walk_in_at=then, starts_at=then, ends_at=then + dt.timedelta(hours=1)
            )

    @precondition(has_registrations)
    @rule(number=which, attendance=st.sampled_from([RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT]))
    def note_attendance(self, number: int, attendance: Any) -> None:
        with may_refuse():
            mark_attendance(registration_ids=[self.a_registration(number).pk], attendance=attendance)

    @rule()
    def it_is_over(self) -> None:
        with may_refuse():
            complete_edition(edition_id=self.edition)

    # What is true after every step

    @invariant()
    def every_seat_taken_is_somebodys(self) -> None:
        edition = Edition.objects.get(pk=self.edition)
        assert edition.taken == Registration.objects.filter(edition=edition, status__in=SEATED).count()
        assert edition.taken <= edition.capacity
        assert edition.status != EditionStatus.CANCELLED or edition.taken == 0

    @invariant()
    def nobody_has_two_seats(self) -> None:
        seated = Registration.objects.filter(status__in=SEATED).exclude(email="").values_list("email", flat=True)
        assert len(seated) == len(set(seated))

    @invariant()
    def states_move_as_the_tables_say(self) -> None:
        self.check_moves("edition", EditionStatus, EDITION, dict(Edition.objects.values_list("pk", "status")))
        self.check_moves(
            "registration", RegistrationStatus, REGISTRATION, dict(Registration.objects.values_list("pk", "status"))
        )

    @invariant()
    def a_place_waits_for_money_as_long_as_its_order_is_open(self) -> None:
        for registration in Registration.objects.select_related("booking__order"):
            order = registration.booking.order
            waits = registration.status == RegistrationStatus.AWAITING_PAYMENT
            if order is None or order.is_deferred:
                assert not waits
            elif waits:
                assert order.status == OrderStatus.OPEN
                assert not order.is_held
            elif registration.status == RegistrationStatus.APPLIED:
                assert order.status == OrderStatus.OPEN
                assert order.is_held
            elif registration.status in SEATED:
                assert order.status == OrderStatus.PAID

    @invariant()
    def an_order_asks_for_whoever_is_on_it(self) -> None:
        """Leaving is free here. Of what does not go ahead money goes back, and the order stays as it was."""
        if Edition.objects.get(pk=self.edition).status == EditionStatus.CANCELLED:
            return
        for order in Order.objects.filter(status__in=[OrderStatus.OPEN, OrderStatus.PAID]):
            booked = Registration.objects.filter(booking__order=order)
            seats = booked.filter(status__in=SEATED).count()
            assert order.owed_cents == order.total_cents * seats // booked.count()

    @invariant()
    def each_mail_goes_once(self) -> None:
        """The subject tells which moment it is."""
        ours = Message.objects.filter(about__regex="^(registration|booking):")
        sent = Counter(ours.values_list("recipient", "about", "subject"))
        assert [mail for mail, count in sent.items() if count > 1] == []
        keys = set(ours.values_list("key", flat=True))
        for registration in Registration.objects.filter(status=RegistrationStatus.CONFIRMED).exclude(email=""):
            assert f"registration:{registration.public_id}:confirmed" in keys


class WastefulMachine(SeatMachine):
    """Forgets to give the seat back."""

    def give_up(self, registration: Registration) -> None:
        taken = Edition.objects.get(pk=self.edition).taken
        super().give_up(registration)
        Edition.objects.filter(pk=self.edition).update(taken=taken)


class RepetitiveMachine(SeatMachine):
    """Confirms once more, under another key, what was given up."""

    def give_up(self, registration: Registration) -> None:
        super().give_up(registration)
        view = edition_view(registration.edition, "nl")
        mail_confirmed(registration_view(registration, view), again=str(uuid.uuid4()))


def test_seats_add_up_whatever_happens() -> None:
    run(SeatMachine)


def test_the_twin_that_keeps_the_seat_is_caught() -> None:
    with caught_by("every_seat_taken_is_somebodys"):
        run(WastefulMachine, TWIN_PROFILE)


def test_the_twin_that_mails_twice_is_caught() -> None:
    with caught_by("each_mail_goes_once"):
        run(RepetitiveMachine, TWIN_PROFILE)

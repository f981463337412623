"""Who is admitted after a talk, and when the money is asked."""

import datetime as dt
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from betalingen.api import order_view
from betalingen.models import Order
from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message, User
from events import hooks
from events.actions import decide_intake
from events.actions.cancel_registration import cancel_registration
from events.actions.confirm_edition import confirm_edition
from events.actions.decide_intake import admit_registration, advise_otherwise, note_intake, refuse_registration
from events.actions.forget_intakes import forget_intakes
from events.actions.place_booking import PlacedBooking
from events.models import Booking, Edition, Intake, Registration
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.waiting import wait
from tests.factories.events import EditionFactory, ProgrammePageFactory
from tests.job_queue import run_due_jobs

pytestmark = pytest.mark.django_db

ANSWERS = {"intake": {"motivation": "Ik wil beter adviseren.", "experience": ""}, "details": {}}


@pytest.fixture
def edition() -> Edition:
    return paid_edition(has_intake=True, capacity=4)


def apply(edition: Edition, *people: Any, **changes: Any) -> PlacedBooking:
    placed = book(edition, *people, **{"answers": ANSWERS, **changes})
    assert {each.status for each in placed.registrations} == {"intake"}
    return placed


def states(edition: Edition) -> list[str]:
    return list(Registration.objects.filter(edition=edition).order_by("pk").values_list("status", flat=True))


def subjects() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def test_whoever_applies_keeps_a_place_and_owes_nothing(edition: Edition) -> None:
    placed = apply(edition)
    edition.refresh_from_db()
    assert (edition.taken, placed.order, Order.objects.count()) == (1, None, 0)
    assert placed.booking.payer["customer"]["name"] == "Gemeente Lindewaard"
    assert "voor een gesprek" in Message.objects.get(recipient=PIETER.email).text


def test_admitted_and_then_asked_to_pay(edition: Edition) -> None:
    edition.sessions.update(
        starts_at=timezone.now() + dt.timedelta(days=60), ends_at=timezone.now() + dt.timedelta(days=61)
    )
    (registration,) = apply(edition).registrations
    admit_registration(registration_id=registration.pk)

    booking = Booking.objects.get()
    order = order_view(f"booking:{booking.public_id}")
    assert order is not None
    assert (states(edition), order.status, order.is_held, order.total_cents) == (
        ["awaiting_payment"],
        "open",
        False,
        187_550,
    )
    assert order.expires_at is not None
    assert order.expires_at - timezone.now() > dt.timedelta(days=7)
    assert (booking.order_id, booking.payer) == (order.pk, {})
    assert sorted(subjects()[2:]) == [
        f"Toegelaten, u kunt nu betalen: {edition.offering.title}",
        f"U bent toegelaten: {edition.offering.title}",
    ]
    with pytest.raises(MoveNotAllowed):
        refuse_registration(registration_id=registration.pk, reason="Toch niet.")


def test_on_invoice_the_place_is_definite_at_once(edition: Edition) -> None:
    (registration,) = apply(edition, provider="invoice").registrations
    admit_registration(registration_id=registration.pk)
    assert states(edition) == ["confirmed"]
    assert Order.objects.get().is_deferred


def test_a_free_place_is_definite_at_once() -> None:
    edition = EditionFactory.create(has_intake=True)
    (registration,) = apply(edition).registrations
    admit_registration(registration_id=registration.pk)
    assert (states(edition), Order.objects.count()) == (["confirmed"], 0)


def test_who_pays_only_when_it_goes_ahead_still_does(edition: Edition) -> None:
    Edition.objects.update(pays_when="go_ahead")
    edition.refresh_from_db()
    (registration,) = apply(edition).registrations
    admit_registration(registration_id=registration.pk)
    assert (states(edition), Order.objects.get().is_held) == (["applied"], True)

    confirm_edition(edition_id=edition.pk)
    assert (states(edition), Order.objects.get().is_held) == (["awaiting_payment"], False)


def test_the_money_waits_until_everybody_is_decided_about(edition: Edition) -> None:
    first, second = apply(edition, PIETER, SANNE).registrations
    admit_registration(registration_id=first.pk)
    assert (states(edition), Order.objects.count()) == (["intake", "intake"], 0)
    assert "collega’s" in Message.objects.latest("pk").text

    refuse_registration(registration_id=second.pk, reason="Er is te weinig ervaring.")
    edition.refresh_from_db()
    assert states(edition) == ["awaiting_payment", "refused"]
    assert (edition.taken, Order.objects.get().lines.get().quantity) == (1, 1)
    assert any("Er is te weinig ervaring." in each.text for each in Message.objects.filter(recipient=SANNE.email))


def test_nobody_admitted_means_no_order(edition: Edition) -> None:
    (registration,) = apply(edition).registrations
    refuse_registration(registration_id=registration.pk, reason="Nu nog niet.")
    edition.refresh_from_db()
    assert (states(edition), edition.taken, Order.objects.count()) == (["refused"], 0, 0)
    assert Booking.objects.get().payer == {}


def test_another_programme_is_named_with_its_address(edition: Edition, page_tree: SimpleNamespace) -> None:
    other = ProgrammePageFactory.create(parent=page_tree.programmes, title="Basistraining", slug="basis")
    (registration,) = apply(edition).registrations
    advise_otherwise(registration_id=registration.pk, programme=other, reason="Begin daar.")
    mail = Message.objects.latest("pk")
    assert states(edition) == ["other_advice"]
    assert "Basistraining" in mail.text
    assert "/basis/" in mail.text
    assert Intake.objects.get().advice_id == other.pk

    other.unpublish()
    (again,) = apply(edition).registrations
    with pytest.raises(NotAllowed):
        advise_otherwise(registration_id=again.pk, programme=other, reason="Begin daar.")
    assert states(edition)[-1] == "intake"


def test_a_seat_that_comes_free_goes_to_the_queue(edition: Edition) -> None:
    Edition.objects.update(capacity=1)
    edition.refresh_from_db()
    (registration,) = apply(edition).registrations
    waiting = wait(edition, "Anna")
    refuse_registration(registration_id=registration.pk, reason="Nu nog niet.")
    waiting.refresh_from_db()
    edition.refresh_from_db()
    assert (waiting.status, edition.taken, edition.reserved) == ("offered", 0, 1)


def test_a_colleague_who_cancels_holds_nobody_up(edition: Edition) -> None:
    first, second = apply(edition, PIETER, SANNE).registrations
    admit_registration(registration_id=first.pk)
    cancel_registration(registration_id=second.pk)
    assert "events.settle_intake" in run_due_jobs()
    assert (states(edition), Order.objects.count()) == (["awaiting_payment", "cancelled"], 1)


def test_what_was_called_off_admits_nobody(edition: Edition) -> None:
    (registration,) = apply(edition).registrations
    Edition.objects.update(status="cancelled")
    with pytest.raises(NotAllowed):
        admit_registration(registration_id=registration.pk)
    assert states(edition) == ["intake"]


def test_plugins_hear_of_who_is_turned_away(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(hooks, "registration_cancelled", lambda view: heard.append(view.status))
    (registration,) = apply(edition).registrations
    refuse_registration(registration_id=registration.pk, reason="Nu nog niet.")
    assert heard == ["refused"]


def test_notes_and_answers_are_deleted_after_four_weeks(edition: Edition, programme_manager: User) -> None:
    (registration,) = apply(edition).registrations
    note_intake(registration_id=registration.pk, notes="Heel gemotiveerd.", user=programme_manager)
    refuse_registration(registration_id=registration.pk, reason="Nu nog niet.")
    with time_machine.travel(timezone.now() + dt.timedelta(days=27)):
        assert forget_intakes() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=29)):
        assert forget_intakes() == 1
        assert forget_intakes() == 0
    intake = Intake.objects.get()
    assert (intake.notes, intake.reason, "intake" in Booking.objects.get().answers) == ("", "", False)


def test_who_leaves_without_a_decision_is_forgotten_too_but_not_what_others_on_the_booking_need(
    edition: Edition, programme_manager: User
) -> None:
    first, second = apply(edition, PIETER, SANNE).registrations
    note_intake(registration_id=first.pk, notes="Heel gemotiveerd.", user=programme_manager)
    cancel_registration(registration_id=first.pk)
    later = timezone.now() + dt.timedelta(days=29)
    with time_machine.travel(later):
        assert forget_intakes() == 1
        assert (Intake.objects.get().notes, "intake" in Booking.objects.get().answers) == ("", True)
        cancel_registration(registration_id=second.pk, user=programme_manager)
        assert forget_intakes() == 0
        assert "intake" in Booking.objects.get().answers
    with time_machine.travel(later + dt.timedelta(days=29)):
        forget_intakes()
        assert "intake" not in Booking.objects.get().answers


def decide_at_once(registrations: Sequence[Registration]) -> None:
    """Admit all of them, each by a colleague of their own."""

    def admit(registration: Registration) -> None:
        try:
            admit_registration(registration_id=registration.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(registrations)) as pool:
        list(pool.map(admit, registrations))


@pytest.fixture
def both_look_first(monkeypatch: pytest.MonkeyPatch) -> threading.local:
    """Nobody goes on before both have seen that the other is not decided about; then they look again, as always."""
    ready, seen, look = threading.Barrier(2), threading.local(), decide_intake._undecided

    def looking(booking_id: int) -> set[int]:
        found = look(booking_id)
        if not hasattr(seen, "first"):
            seen.first = found
            ready.wait(timeout=60)
        return found

    monkeypatch.setattr(decide_intake, "_undecided", looking)
    return seen


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_decide_at_the_same_moment(both_look_first: threading.local) -> None:
    """Both think the other is not decided about yet: one of them must see that it was the last."""
    edition = paid_edition(has_intake=True)
    decide_at_once(apply(edition, PIETER, SANNE).registrations)

    assert states(edition) == ["awaiting_payment", "awaiting_payment"]
    assert Order.objects.get().lines.get().quantity == 2


@pytest.mark.django_db(transaction=True)
def test_the_twin_that_looks_once_leaves_both_waiting(
    both_look_first: threading.local, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = paid_edition(has_intake=True)
    look = decide_intake._undecided
    monkeypatch.setattr(decide_intake, "_undecided", lambda pk: getattr(both_look_first, "first", None) or look(pk))
    decide_at_once(apply(edition, PIETER, SANNE).registrations)

    assert (states(edition), Order.objects.count()) == (["intake", "intake"], 0)

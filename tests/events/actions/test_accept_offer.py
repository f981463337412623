import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cms.api import NotAllowed
from cms.models import Message
from events.actions.accept_offer import OfferGone
from events.contracts import Participant
from events.models import Booking, Edition, Registration, WaitingListEntry
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.waiting import begin, full_edition, leave_one, overdue, states, sums, wait

pytestmark = pytest.mark.django_db

ANNA = Participant("Anna Prins", "anna@merwestein.example")


def offered(seats: int = 1, edition: Edition | None = None) -> WaitingListEntry:
    """Anna has an offer; an edition with twice as many places."""
    edition = edition or full_edition(capacity=2 * seats)
    entry = wait(edition, "Anna", seats)
    for _place in range(seats):
        leave_one(edition)
    entry.refresh_from_db()
    assert entry.status == "offered"
    return entry


def test_the_held_place_becomes_a_registration() -> None:
    entry = offered()
    placed = book(entry.edition, ANNA, offer=entry.pk)

    assert [each.status for each in placed.registrations] == ["confirmed"]
    assert sums(entry.edition) == (2, 0, 0)
    entry.refresh_from_db()
    assert (entry.status, entry.booking) == ("accepted", placed.booking)
    assert Message.objects.filter(recipient=ANNA.email, subject__startswith="U bent aangemeld").count() == 1


def test_the_place_is_held_while_they_pay() -> None:
    edition = paid_edition(capacity=1)
    entry = wait_for_paid(edition)
    placed = book(edition, ANNA, offer=entry.pk)

    assert [each.status for each in placed.registrations] == ["awaiting_payment"]
    assert sums(edition) == (1, 0, 0)


def wait_for_paid(edition: Edition) -> WaitingListEntry:
    book(edition, PIETER, provider="invoice")
    entry = wait(edition, "Anna")
    leave_one(edition)
    entry.refresh_from_db()
    return entry


def test_the_same_form_again_books_once() -> None:
    entry = offered()
    key = uuid.uuid4()
    first = book(entry.edition, ANNA, offer=entry.pk, form_key=key)
    again = book(entry.edition, ANNA, offer=entry.pk, form_key=key)

    assert (again.is_new, again.booking) == (False, first.booking)
    assert sums(entry.edition) == (2, 0, 0)


def test_an_offer_is_accepted_once() -> None:
    entry = offered(seats=2)
    book(entry.edition, ANNA, offer=entry.pk)
    bookings = Booking.objects.count()

    with pytest.raises(OfferGone):
        book(entry.edition, PIETER, offer=entry.pk)

    assert (Booking.objects.count(), Registration.objects.filter(email=PIETER.email).count()) == (bookings, 0)


def test_fewer_people_than_seats_gives_the_rest_to_the_next() -> None:
    entry = offered(seats=2)
    wait(entry.edition, "Bram")
    book(entry.edition, ANNA, offer=entry.pk)

    assert states(entry.edition) == {"Anna": "accepted", "Bram": "offered"}
    assert sums(entry.edition) == (3, 1, 0)


def test_fewer_people_and_nobody_waits_gives_the_rest_to_everybody() -> None:
    entry = offered(seats=2)
    book(entry.edition, ANNA, offer=entry.pk)

    assert sums(entry.edition) == (3, 0, 1)


def test_more_people_than_seats_is_refused() -> None:
    entry = offered(seats=2)

    with pytest.raises(NotAllowed) as refusal:
        book(entry.edition, ANNA, PIETER, SANNE, offer=entry.pk)

    assert str(refusal.value.reason) == "We houden 2 plaatsen voor u vast; meer deelnemers kan niet."
    assert sums(entry.edition) == (2, 2, 0)


def test_too_late_is_too_late_whatever_the_job_did() -> None:
    entry = offered()
    overdue(entry)

    with pytest.raises(OfferGone) as refusal:
        book(entry.edition, ANNA, offer=entry.pk)

    assert "Er is niemand aangemeld." in str(refusal.value.reason)
    assert states(entry.edition) == {"Anna": "offered"}
    assert sums(entry.edition) == (1, 1, 0)


def test_nobody_accepts_what_has_begun() -> None:
    entry = offered()
    begin(entry.edition)

    with pytest.raises(NotAllowed) as refusal:
        book(entry.edition, ANNA, offer=entry.pk)

    assert str(refusal.value.reason) == "U kunt zich niet meer aanmelden: het is al begonnen."


def test_after_the_deadline_an_offer_still_stands() -> None:
    entry = offered()
    Edition.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))

    assert book(entry.edition, ANNA, offer=entry.pk).is_new


def test_an_offer_is_for_its_own_edition() -> None:
    entry = offered()
    other = full_edition()

    with pytest.raises(OfferGone):
        book(other, ANNA, offer=entry.pk)

    assert sums(other) == (2, 0, 0)


def test_who_still_waits_has_no_offer_to_accept() -> None:
    edition = full_edition()
    entry = wait(edition, "Anna")

    with pytest.raises(OfferGone):
        book(edition, ANNA, offer=entry.pk)

    assert (sums(edition), states(edition)) == ((2, 0, 0), {"Anna": "waiting"})

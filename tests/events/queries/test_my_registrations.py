"""Everything somebody registered, and what they can do about it."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.contracts import Participant
from events.models import Edition, Registration
from events.queries.my_registrations import Link, MyRegistrations, registrations_of
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.factories.events import (
    CertificateFactory,
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def edition_in(days: int, page_tree: SimpleNamespace) -> Edition:
    edition: Edition = EditionFactory.create(
        sessions=0, capacity=50, offering=ProgrammePageFactory.create(parent=page_tree.programmes)
    )
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=days))
    return edition


def mine(email: str = "p.deboer@lindewaard.example") -> MyRegistrations:
    return registrations_of([email])


def labels(found: MyRegistrations) -> list[list[str]]:
    return [[link.label for link in row.links] for row in [*found.coming, *found.over]]


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_for_one_as_for_thirty(
    page_tree: SimpleNamespace, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        edition = edition_in(number + 1, page_tree)
        RegistrationFactory.create(booking__edition=edition, email="P.deBoer@lindewaard.example")
        RegistrationFactory.create(
            booking__edition=edition, booking__email="p.deboer@lindewaard.example", email="a@b.nl"
        )
    with django_assert_num_queries(8):
        found = mine()
    assert (len(found.coming), len(found.for_others)) == (count, count)


@pytest.mark.parametrize(
    ("days", "status", "expected"),
    [
        (9, "confirmed", ["Zet in mijn agenda", "Geef mijn plaats door", "Meld mij af"]),
        (9, "intake", ["Zet in mijn agenda", "Geef mijn plaats door", "Meld mij af"]),
        (9, "cancelled", []),
        (-9, "confirmed", ["Alumnilijst"]),
        (-9, "attended", ["Alumnilijst"]),
        (-9, "absent", []),
    ],
)
def test_only_what_is_possible_is_offered(
    page_tree: SimpleNamespace, days: int, status: str, expected: list[str]
) -> None:
    registration = RegistrationFactory.create(
        booking__edition=edition_in(days, page_tree), email="p.deboer@lindewaard.example"
    )
    Registration.objects.filter(pk=registration.pk).update(status=status)
    assert labels(mine()) == [expected]


def test_who_booked_can_pay_and_a_colleague_cannot(page_tree: SimpleNamespace) -> None:
    edition = paid_edition(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    placed = book(edition, PIETER, SANNE)
    assert labels(mine(PIETER.email)) == [["Zet in mijn agenda", "Geef mijn plaats door", "Meld mij af"]]
    found = mine("facturen@lindewaard.example")
    assert (found.coming, found.over) == ([], [])
    assert [row.url for row in found.for_others] == [f"/aanmelding/{placed.booking.access_key}/"]
    assert found.for_others[0].note == "Pieter de Boer, Sanne Visser"
    pay_url = order_of(placed).pay_url
    assert found.for_others[0].links == [Link(pay_url, "Betaal nu")]
    Registration.objects.update(status="confirmed")
    assert mine("facturen@lindewaard.example").for_others[0].links == [Link(pay_url, "Betaling")]


def test_who_booked_for_oneself_has_the_payment_with_the_registration(page_tree: SimpleNamespace) -> None:
    edition = paid_edition(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    placed = book(edition, Participant("Sanne Visser", "facturen@lindewaard.example"))
    [row] = mine("facturen@lindewaard.example").coming
    assert row.links[-1] == Link(order_of(placed).pay_url, "Betaal nu")


def test_after_the_deadline_for_names_nobody_gives_a_place_away(page_tree: SimpleNamespace) -> None:
    edition = edition_in(9, page_tree)
    RegistrationFactory.create(booking__edition=edition, email="p.deboer@lindewaard.example")
    Edition.objects.update(names_until=timezone.now())
    assert labels(mine()) == [["Zet in mijn agenda", "Meld mij af"]]


def test_a_certificate_as_long_as_it_holds(page_tree: SimpleNamespace) -> None:
    certificate = CertificateFactory.create(
        registration__booking__edition=edition_in(-9, page_tree), registration__email="p.deboer@lindewaard.example"
    )
    key = certificate.registration.access_key
    [row] = mine().over
    assert row.links[0] == Link(f"/inschrijving/{key}/certificaat.pdf", "Certificaat (pdf)")
    Registration.objects.update(status="absent")
    assert labels(mine()) == [[]]


def test_a_booking_for_oneself_alone_is_no_second_row(page_tree: SimpleNamespace) -> None:
    RegistrationFactory.create(booking__edition=edition_in(9, page_tree), booking__email="p.deboer@lindewaard.example")
    found = mine()
    assert (len(found.coming), found.for_others) == (1, [])


def test_soonest_first_and_what_was_latest_first(page_tree: SimpleNamespace) -> None:
    made = {
        days: RegistrationFactory.create(
            booking__edition=edition_in(days, page_tree), email="p.deboer@lindewaard.example"
        ).number
        for days in (20, 5, -30, -3)
    }
    found = mine()
    assert [row.note for row in found.coming] == [made[5], made[20]]
    assert [row.note for row in found.over] == [made[-3], made[-30]]


def test_nobody_elses(page_tree: SimpleNamespace) -> None:
    RegistrationFactory.create(booking__edition=edition_in(9, page_tree))
    assert registrations_of(["iemand@anders.example"]) == MyRegistrations([], [], [])
    assert registrations_of([]) == MyRegistrations([], [], [])

"""The cockpit: three decisions, each with what it will do."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import Message
from events.actions.confirm_edition import confirm_edition
from events.contracts import Participant
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition
from tests.events.bookings import PIETER, SANNE, book, order_of, paid_edition
from tests.factories.cms import LeadFactory
from tests.factories.events import ConsentRequestFactory, EditionFactory, ProgrammePageFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

COCKPIT_QUERIES = 25


def interested_in(page_tree: SimpleNamespace, status: EditionStatus) -> Edition:
    """An edition of a programme on the site, of which one person wants to hear."""
    offering = ProgrammePageFactory.create(parent=page_tree.programmes)
    LeadFactory.create(kind="interest", page=offering)
    edition: Edition = EditionFactory.create(offering=offering, status=status)
    return edition


def test_opening_says_how_many_people_it_mails(page_tree: SimpleNamespace, manager: Client) -> None:
    edition = interested_in(page_tree, EditionStatus.DRAFT)
    address = reverse("editions:open", args=[edition.pk])
    assert "krijgt 1 persoon die op de hoogte wilde blijven een mail;" in manager.get(address).content.decode()
    edition.offering.unpublish()
    assert "het programma staat niet op de site;" in manager.get(address).content.decode()


def test_who_asked_later_is_told_from_the_screen(page_tree: SimpleNamespace, manager: Client) -> None:
    edition = interested_in(page_tree, EditionStatus.OPEN)
    screen = reverse("editions:inspect", args=[edition.pk])
    assert "1 persoon wil op de hoogte blijven van dit programma." in manager.get(screen).content.decode()
    address = reverse("editions:announce", args=[edition.pk])
    assert "1 persoon die op de hoogte wilde blijven krijgt een mail" in manager.get(address).content.decode()
    for _ in range(2):
        manager.post(address)
    assert Message.objects.count() == 1
    assert "wil op de hoogte blijven" not in manager.get(screen).content.decode()


def test_the_cockpit_says_where_it_stands_and_what_each_button_does(manager: Client) -> None:
    edition = paid_edition(
        offering__title="Leernetwerk HRM",
        pays_when="go_ahead",
        minimum=8,
        decision_date=dt.date(2030, 5, 26),
    )
    book(edition, PIETER, SANNE)
    html = manager.get(reverse("editions:decide", args=[edition.pk])).content.decode()
    for told in (
        "2 van 8",
        "nog 6 nodig",
        "zondag 26 mei 2030",
        "3 mails gaan de deur uit;",
        "1 order kan worden betaald: de betaallink gaat per mail (€\xa03.751,00);",
        "2 deelnemers met een plaats krijgen een mail met de nieuwe datum;",
        "2 deelnemers krijgen een mail;",
        "1 open order wordt geannuleerd (€\xa03.751,00);",
        "er hoeft niets te worden terugbetaald;",
        "Leernetwerk HRM</a> (nl)",
        "Betalen kan tot en met",
    ):
        assert told in html


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.CONFIRMED, EditionStatus.CANCELLED])
def test_there_is_nothing_to_decide_twice(status: EditionStatus, manager: Client) -> None:
    edition = EditionFactory.create(status=status)
    assert manager.get(reverse("editions:decide", args=[edition.pk])).status_code == 404


def test_it_goes_ahead_with_the_term_that_was_typed(manager: Client) -> None:
    edition = paid_edition(pays_when="go_ahead")
    placed = book(edition)
    term = timezone.localdate() + dt.timedelta(days=5)
    manager.post(reverse("editions:confirm", args=[edition.pk]), {"pay_until": term.isoformat()})
    expires_at = order_of(placed).expires_at
    assert expires_at is not None
    assert timezone.localdate(expires_at) == term


def test_who_decides_without_held_orders_is_asked_no_term(manager: Client) -> None:
    edition = EditionFactory.create()
    response = manager.get(reverse("editions:confirm", args=[edition.pk]))
    assert list(response.context["form"].fields) == []
    manager.post(reverse("editions:confirm", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.status == "confirmed"


def test_a_refused_day_stays_in_the_form(manager: Client) -> None:
    edition = EditionFactory.create(decision_date=timezone.localdate())
    RegistrationFactory.create(booking__edition=edition)
    address = reverse("editions:postpone", args=[edition.pk])
    html = manager.post(address, {"decision_date": "2020-05-26", "closes_on": ""}).content.decode()
    assert "De nieuwe beslisdatum is al voorbij." in html
    assert 'value="2020-05-26"' in html
    later = timezone.localdate() + dt.timedelta(days=9)
    manager.post(address, {"decision_date": later.isoformat(), "closes_on": ""})
    edition.refresh_from_db()
    assert edition.decision_date == later


def test_the_cockpit_costs_as_many_queries_with_one_booking_as_with_thirty(
    manager: Client, django_assert_num_queries: Any
) -> None:
    edition = paid_edition(pays_when="go_ahead", capacity=40)
    address = reverse("editions:decide", args=[edition.pk])
    book(edition)
    manager.get(address)
    with django_assert_num_queries(COCKPIT_QUERIES):
        manager.get(address)
    for number in range(29):
        book(edition, Participant(f"Deelnemer {number}", f"d{number}@lindewaard.example"))
    with django_assert_num_queries(COCKPIT_QUERIES):
        assert "30 orders kunnen worden betaald" in manager.get(address).content.decode()


def test_who_waits_for_a_talk_or_for_consent_is_counted_and_hears_nothing_yet(manager: Client) -> None:
    edition = EditionFactory.create(minimum=1)
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.INTAKE)
    ConsentRequestFactory.create(booking__edition=edition)

    screen = manager.get(f"/admin/inschrijvingen/edities/beslissen/{edition.pk}/").content.decode()

    assert "2 deelnemers wachten op een intake of op akkoord van een budgethouder" in screen
    confirm_edition(edition_id=edition.pk)
    assert not Message.objects.exists()

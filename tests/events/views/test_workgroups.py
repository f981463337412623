"""Choosing a workgroup on the pages: while signing up, and by the personal link."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Edition, Registration
from events.queries.snapshots import registration_url, registration_view
from tests.events.bookings import PIETER, SANNE, book
from tests.events.views.test_register import DETAILS, ONE, Visitor
from tests.events.workgroups import STREET, TABLE, workgroup
from tests.factories.events import EditionFactory, ProgrammePageFactory, RegistrationFactory, WebinarPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    """A free programme with two workgroups, of which “table” is full."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    made: Edition = EditionFactory.create(offering=page, workgroups=[STREET, TABLE])
    RegistrationFactory.create(booking__edition=made, workgroup="table")
    return made


@pytest.fixture
def pieter(edition: Edition) -> Registration:
    registration: Registration = book(edition, PIETER).registrations[0]
    return registration


def test_a_full_one_is_shown_and_cannot_be_pressed(edition: Edition) -> None:
    visitor = Visitor(edition)
    assert "Overleg aan tafel" in visitor.text
    assert re.search(r'value="table"[^>]* disabled', visitor.text)
    assert not re.search(r'value="street"[^>]* disabled', visitor.text)
    assert "nog 2 plaatsen · Begeleider: Anna Smit · Over werken op straat." in visitor.text
    assert "vol" in visitor.text


def test_the_choice_stands_on_the_check_and_is_booked(edition: Edition) -> None:
    visitor = Visitor(edition).send(**ONE, **{"p0-workgroup": "street"}).send(**DETAILS)
    assert "Werkgroep: Toezicht in de wijk" in visitor.text
    visitor.send(**{"check-terms": "on"})
    assert Registration.objects.get(email=ONE["p0-email"]).workgroup == "street"


def test_a_full_one_that_is_sent_all_the_same_is_refused_beside_its_field(edition: Edition) -> None:
    visitor = Visitor(edition).send(**ONE, **{"p0-workgroup": "table"})
    assert visitor.screen == "participants"
    assert "Werkgroep “Overleg aan tafel” is vol." in visitor.text
    assert 'value="Sanne"' in visitor.text


def test_by_the_personal_link(pieter: Registration, client: Client) -> None:
    url = f"/inschrijving/{pieter.access_key}/werkgroep/"
    assert url in client.get(f"/inschrijving/{pieter.access_key}/").content.decode()

    response = client.post(url, {"workgroup": "street"}, follow=True)
    text = response.content.decode()
    assert "Uw keuze is bewaard." in text
    assert "begeleider: Anna Smit" in text
    pieter.refresh_from_db()
    assert pieter.workgroup == "street"


def test_an_english_reader_chooses_and_reads_it_in_english(edition: Edition, client: Client) -> None:
    english = {"title_en": "Supervision in the street", "description_en": "About working outside."}
    edition.workgroups = json.dumps([workgroup("street", "Toezicht in de wijk", 2, **english), TABLE])
    edition.save()
    registration = RegistrationFactory.create(booking__edition=edition, booking__language="en", workgroup="street")
    for name in ("registration", "choose_workgroup"):
        text = client.get(registration_url(registration, name)).content.decode()
        assert "Supervision in the street" in text
        assert "Toezicht in de wijk" not in text
    assert "About working outside." in text
    assert "Overleg aan tafel" in text
    assert registration_view(registration).workgroup == "Toezicht in de wijk"


def test_a_full_one_by_the_personal_link_is_refused(pieter: Registration, client: Client) -> None:
    response = client.post(f"/inschrijving/{pieter.access_key}/werkgroep/", {"workgroup": "table"})
    assert "is vol. Kies een andere." in response.content.decode()
    pieter.refresh_from_db()
    assert pieter.workgroup == ""


def test_ones_own_full_one_stays_ones_own(edition: Edition, client: Client) -> None:
    registration = Registration.objects.get(workgroup="table")
    response = client.post(f"/inschrijving/{registration.access_key}/werkgroep/", {"workgroup": "table"})
    assert response.status_code == 302
    assert "disabled" not in client.get(f"/inschrijving/{registration.access_key}/werkgroep/").content.decode()


def test_a_key_that_nobody_has_opens_nothing_and_another_site_sends_nothing(
    pieter: Registration, client: Client
) -> None:
    assert client.get("/inschrijving/geraden/werkgroep/").status_code == 404
    response = client.post(
        f"/inschrijving/{pieter.access_key}/werkgroep/",
        {"workgroup": "street"},
        headers={"Origin": "https://x.example"},
    )
    assert response.status_code == 403
    pieter.refresh_from_db()
    assert pieter.workgroup == ""


def test_without_workgroups_there_is_nothing_to_choose(client: Client) -> None:
    [registration] = book(EditionFactory.create(), SANNE).registrations
    page = f"/inschrijving/{registration.access_key}/"
    assert client.get(f"{page}werkgroep/")["Location"] == page


def test_whoever_booked_sees_the_workgroup_of_each(
    edition: Edition, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    placed = book(edition, replace(PIETER, workgroup="street"), SANNE)
    url = f"/aanmelding/{placed.booking.access_key}/"
    text = client.get(url).content.decode()
    assert text.count("Werkgroep: Toezicht in de wijk") == text.count("Werkgroep: nog niet gekozen") == 1
    with django_assert_num_queries(9):
        client.get(url)
    for name in ("anna", "joris", "fatima"):
        RegistrationFactory.create(booking=placed.booking, email=f"{name}@lindewaard.example", workgroup="street")
    with django_assert_num_queries(9):
        client.get(url)


def test_the_queries_do_not_grow_with_the_workgroups(
    pieter: Registration, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = f"/inschrijving/{pieter.access_key}/werkgroep/"
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)
    Edition.objects.update(workgroups=[STREET | {"id": f"w{number}"} for number in range(30)])
    with django_assert_num_queries(11):
        client.get(url)


def test_on_the_page_of_a_webinar(page_tree: SimpleNamespace, client: Client) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, slug="goed-werk")
    page.save_revision().publish()
    Edition.objects.update(workgroups=[STREET, TABLE])
    edition = Edition.objects.get()
    assert "nog 1 plaats" in client.get("/agenda/goed-werk/").content.decode()
    typed = {
        "name": "Pieter de Boer", "email": "p.deboer@lindewaard.example", "organisation_name": "Lindewaard",
    }  # fmt: skip

    client.post(f"/aanmelden/{edition.public_id}/", {**typed, "workgroup": "table"})

    assert Registration.objects.get().workgroup == "table"
    text = client.get("/agenda/goed-werk/").content.decode()
    assert "nog 1 plaats ·" not in text
    assert "disabled" in text

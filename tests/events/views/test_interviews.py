"""Choosing a talk by the personal link."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.actions.choose_interview import choose_interview
from events.models import Edition, Registration
from tests.factories.events import EditionFactory, InterviewSlotFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

CHOOSING_QUERIES = 6
OWN_PAGE_QUERIES = 11


@pytest.fixture
def edition() -> Edition:
    found: Edition = EditionFactory.create(has_intake=True)
    return found


@pytest.fixture
def registration(edition: Edition) -> Registration:
    found: Registration = RegistrationFactory.create(booking__edition=edition, status="intake")
    return found


def page_of(registration: Registration) -> str:
    return f"/inschrijving/{registration.access_key}/"


def test_the_own_page_leads_to_the_moments(edition: Edition, registration: Registration, client: Client) -> None:
    assert "gesprek/" not in client.get(page_of(registration)).content.decode()
    slot = InterviewSlotFactory.create(edition=edition)
    assert f"{page_of(registration)}gesprek/" in client.get(page_of(registration)).content.decode()

    path = f"{page_of(registration)}gesprek/"
    response = client.get(path)
    assert str(slot.public_id) in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    for _click in range(2):
        assert client.post(path, {"slot": str(slot.public_id)})["Location"] == page_of(registration)
    slot.refresh_from_db()
    assert slot.registration_id == registration.pk
    assert "Ruben Hofstra" in client.get(page_of(registration)).content.decode()


def test_what_is_not_free_any_more_is_said_beside_the_field(
    edition: Edition, registration: Registration, client: Client
) -> None:
    taken, _free = InterviewSlotFactory.create(edition=edition), InterviewSlotFactory.create(edition=edition)
    other = RegistrationFactory.create(booking__edition=edition, status="intake")
    choose_interview(registration_id=other.pk, slot=taken.public_id)
    for wrong in (str(taken.public_id), str(InterviewSlotFactory.create().public_id), str(taken.pk), ""):
        text = client.post(f"{page_of(registration)}gesprek/", {"slot": wrong}).content.decode()
        assert 'href="#id_slot' in text
        assert not hasattr(Registration.objects.get(pk=registration.pk), "interview")
    assert other.name not in client.get(f"{page_of(registration)}gesprek/").content.decode()


def test_whoever_is_confirmed_has_nothing_to_choose(edition: Edition, client: Client) -> None:
    InterviewSlotFactory.create(edition=edition)
    confirmed = RegistrationFactory.create(booking__edition=edition)
    assert client.get(f"{page_of(confirmed)}gesprek/")["Location"] == page_of(confirmed)
    assert "gesprek/" not in client.get(page_of(confirmed)).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow(
    edition: Edition,
    registration: Registration,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    InterviewSlotFactory.create_batch(count, edition=edition)
    client.get(f"{page_of(registration)}gesprek/")
    with django_assert_num_queries(CHOOSING_QUERIES):
        client.get(f"{page_of(registration)}gesprek/")
    with django_assert_num_queries(OWN_PAGE_QUERIES):
        client.get(page_of(registration))

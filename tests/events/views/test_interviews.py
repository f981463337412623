"""Choosing a talk by the personal link, and the screen where colleagues offer them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.actions.choose_interview import choose_interview
from events.models import Edition, InterviewSlot, Registration
from tests.factories.events import EditionFactory, InterviewSlotFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

CHOOSING_QUERIES = 3
OWN_PAGE_QUERIES = 7


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
        assert 'class="error' in text or "error" in text
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


# Colleagues


def typed(**changes: object) -> dict[str, object]:
    day = timezone.localdate() + dt.timedelta(days=3)
    return {
        "date": day.isoformat(),
        "first": "09:00",
        "last": "10:45",
        "minutes": "30",
        "interviewer": "Ruben Hofstra",
        "place": "Raadhuisplein 1",
        "url": "",
        **changes,
    }


def test_a_row_of_talks_is_added_and_shown(manager: Client, edition: Edition, registration: Registration) -> None:
    path = reverse("editions:add_interviews", args=[edition.pk])
    assert manager.get(path).status_code == 200
    text = manager.post(path, typed(), follow=True).content.decode()
    assert "3 momenten toegevoegd." in text
    starts = [timezone.localtime(slot.starts_at).strftime("%H:%M") for slot in InterviewSlot.objects.all()]
    assert starts == ["09:00", "09:30", "10:00"]
    choose_interview(registration_id=registration.pk, slot=InterviewSlot.objects.all()[0].public_id)
    screen = manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    assert screen.count("nog vrij") == 2
    assert registration.name in screen


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place": ""}, "place"),
        ({"last": "09:10"}, "last"),
        ({"date": "2020-01-01"}, "date"),
        ({"minutes": "1"}, "minutes"),
    ],
)
def test_a_mistake_stands_beside_its_field(
    manager: Client, edition: Edition, changes: dict[str, object], field: str
) -> None:
    response = manager.post(reverse("editions:add_interviews", args=[edition.pk]), typed(**changes))
    assert list(response.context["form"].errors) == [field]
    assert not InterviewSlot.objects.exists()


def test_a_moment_is_removed_after_a_question(manager: Client, edition: Edition, registration: Registration) -> None:
    slot = InterviewSlotFactory.create(edition=edition)
    choose_interview(registration_id=registration.pk, slot=slot.public_id)
    path = reverse("editions:remove_interview", args=[slot.pk])
    assert f"{registration.name} krijgt een mail" in manager.get(path).content.decode()
    assert "Het moment is verwijderd." in manager.post(path, follow=True).content.decode()
    assert not InterviewSlot.objects.exists()


def test_an_edition_without_intake_shows_no_talks(manager: Client) -> None:
    edition = EditionFactory.create()
    assert "Intakegesprekken" not in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()

"""What participants get to read: from its release, by the key of a registration with a place, and in no other way."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import AcademyDocument, User
from events.lifecycles import RegistrationStatus
from events.models import Material, Registration
from tests.factories.cms import DocumentFactory
from tests.factories.events import MaterialFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def registration(page_tree: SimpleNamespace) -> Registration:
    made: Registration = RegistrationFactory.create(booking__edition__sessions=1)
    return made


@pytest.fixture
def material(registration: Registration) -> Material:
    made: Material = MaterialFactory.create(session=registration.edition.sessions.get())
    return made


def address(registration: Registration, material: Material) -> str:
    return f"/inschrijving/{registration.access_key}/materiaal/{material.public_id}/"


def file_of(material: Material) -> AcademyDocument:
    assert material.document is not None
    return material.document


def page_of(client: Client, registration: Registration) -> str:
    return client.get(f"/inschrijving/{registration.access_key}/").content.decode()


def status(client: Client, path: str) -> int:
    """What is answered; a file is read to its end, which closes it."""
    response = client.get(path)
    read(response)
    return response.status_code


def read(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_personal_page_has_it_and_gives_the_file(
    registration: Registration, material: Material, client: Client
) -> None:
    link = MaterialFactory.create(
        session=material.session, title="Achtergrond", document=None, url="https://example.org/lezen"
    )
    html = page_of(client, registration)
    assert address(registration, material) in html
    assert '<a href="https://example.org/lezen" rel="noreferrer">Achtergrond</a>' in html
    response = client.get(address(registration, material))
    assert read(response) == b"%PDF-1.7 voorbeeld"
    assert response["Content-Disposition"] == f'attachment; filename="{file_of(material).filename}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert response["Content-Type"] == "application/pdf"
    assert client.get(address(registration, link)).status_code == 404


@pytest.mark.parametrize(
    ("release", "days", "starts_in", "is_there"),
    [
        ("at_once", 0, 30 * DAY, True),
        ("before", 7, 7 * DAY + dt.timedelta(minutes=1), False),
        ("before", 7, 7 * DAY - dt.timedelta(minutes=1), True),
        ("before", 0, dt.timedelta(minutes=1), False),
        ("after", 0, -dt.timedelta(minutes=89), False),
        ("after", 0, -dt.timedelta(minutes=91), True),
        ("after", 2, -2 * DAY, False),
        ("after", 2, -2 * DAY - dt.timedelta(minutes=91), True),
    ],
)
def test_it_is_there_from_its_release(
    release: str, days: int, starts_in: dt.timedelta, *, is_there: bool, registration: Registration, client: Client
) -> None:
    session = SessionFactory.create(edition=registration.edition, starts_at=timezone.now() + starts_in)
    material = MaterialFactory.create(session=session, release=release, days=days)
    assert (address(registration, material) in page_of(client, registration)) is is_there
    assert ("Casus om vooraf te lezen" in page_of(client, registration)) is is_there
    assert status(client, address(registration, material)) == (200 if is_there else 404)


@pytest.mark.parametrize("state", RegistrationStatus)
def test_it_is_for_who_has_a_definite_place(
    state: RegistrationStatus, registration: Registration, material: Material, client: Client
) -> None:
    Registration.objects.update(status=state)
    is_reader = state in (RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT)
    assert ("Casus om vooraf te lezen" in page_of(client, registration)) is is_reader
    assert status(client, address(registration, material)) == (200 if is_reader else 404)


def test_nobody_gets_it_with_another_key_or_of_another_edition(
    registration: Registration, material: Material, client: Client
) -> None:
    other = RegistrationFactory.create()
    foreign = MaterialFactory.create(session=other.edition.sessions.get())
    assert status(client, address(other, foreign)) == 200
    assert status(client, address(other, material)) == status(client, address(registration, foreign)) == 404
    for key in (registration.public_id, registration.number, registration.pk, "None"):
        assert status(client, f"/inschrijving/{key}/materiaal/{material.public_id}/") == 404
    for guess in (uuid4(), registration.public_id, material.session.public_id, file_of(material).public_id):
        assert status(client, f"/inschrijving/{registration.access_key}/materiaal/{guess}/") == 404


def test_the_public_address_of_the_document_is_not_there_for_others(
    material: Material, client: Client, programme_manager: User, log_in: Callable[[User], Client]
) -> None:
    free = DocumentFactory.create()
    assert status(client, free.url) == 200
    assert status(client, file_of(material).url) == 404
    participant = log_in(User.objects.create_user("deelnemer@example.org"))
    assert status(participant, file_of(material).url) == 404
    assert status(log_in(programme_manager), file_of(material).url) == 200
    material.delete()
    assert status(client, file_of(material).url) == 200


def test_the_page_costs_as_many_queries_with_one_as_with_thirty(
    registration: Registration, material: Material, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page_of(client, registration)
    with django_assert_num_queries(PAGE_QUERIES):
        page_of(client, registration)
    for _number in range(29):
        MaterialFactory.create(session=material.session)
    with django_assert_num_queries(PAGE_QUERIES):
        assert page_of(client, registration).count("/materiaal/") == 30


PAGE_QUERIES = 11

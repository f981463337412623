"""Workgroups and files on the screens of the admin."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.models import Edition, Registration
from tests.events.workgroups import STREET, TABLE
from tests.factories.events import EditionFactory, RegistrationFactory, UploadFactory, answer_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Somebody sits at “table”, which is full, and somebody chose nothing."""
    made: Edition = EditionFactory.create(workgroups=[STREET, TABLE])
    RegistrationFactory.create(booking__edition=made, name="Sanne Visser", workgroup="table")
    RegistrationFactory.create(booking__edition=made, name="Pieter de Boer")
    return made


def posted(title: str, capacity: str) -> dict[str, Any]:
    start = "workgroups-0"
    return {
        "workgroups-count": "1",
        f"{start}-deleted": "",
        f"{start}-order": "0",
        f"{start}-type": "workgroup",
        f"{start}-id": "table",
        f"{start}-value-title": title,
        f"{start}-value-capacity": capacity,
        f"{start}-value-host": "",
        f"{start}-value-description": "",
    }


def test_the_editor_changes_a_workgroup(manager: Client, edition: Edition) -> None:
    url = f"/admin/inschrijvingen/edities/werkgroepen/{edition.pk}/"
    screen = f"/admin/inschrijvingen/edities/inspect/{edition.pk}/"
    assert url in manager.get(screen).content.decode()

    response = manager.post(url, posted("Aan tafel", "3"))

    assert (response.status_code, response["Location"]) == (302, screen)
    [stored] = Edition.objects.get(pk=edition.pk).workgroups.raw_data
    assert (stored["id"], stored["value"]["title"], stored["value"]["capacity"]) == ("table", "Aan tafel", 3)


def test_one_that_people_chose_cannot_go_and_what_was_typed_stays(manager: Client, edition: Edition) -> None:
    data = posted("In de tuin", "3") | {"workgroups-0-id": ""}
    text = manager.post(f"/admin/inschrijvingen/edities/werkgroepen/{edition.pk}/", data).content.decode()
    assert "Er zit al 1 deelnemer in" in text
    assert "In de tuin" in text
    assert len(Edition.objects.get(pk=edition.pk).workgroups) == 2


def test_two_with_one_title_are_refused(manager: Client) -> None:
    edition = EditionFactory.create()
    second = {name.replace("-0-", "-1-"): value for name, value in posted("Aan tafel", "3").items()}
    data = (
        posted("Aan tafel", "3") | second | {"workgroups-count": "2", "workgroups-1-order": "1", "workgroups-1-id": ""}
    )
    text = manager.post(f"/admin/inschrijvingen/edities/werkgroepen/{edition.pk}/", data).content.decode()
    assert "niet uit elkaar te houden" in text
    assert len(Edition.objects.get(pk=edition.pk).workgroups) == 0


def test_who_chose_what_stands_in_every_list(manager: Client, edition: Edition) -> None:
    for address in (
        f"/admin/inschrijvingen/edities/inspect/{edition.pk}/",
        f"/admin/inschrijvingen/edities/presentielijst/{edition.pk}/",
        "/admin/inschrijvingen/deelnemers/",
    ):
        assert "Overleg aan tafel" in manager.get(address).content.decode(), address
    assert "1 van 1 bezet" in manager.get(f"/admin/inschrijvingen/edities/inspect/{edition.pk}/").content.decode()

    sheet = manager.get("/admin/inschrijvingen/deelnemers/", {"export": "xlsx", "edition": edition.pk})
    head, *rows = openpyxl.load_workbook(io.BytesIO(sheet.getvalue())).active.values
    chosen = {(told := dict(zip(head, row, strict=True)))["Deelnemer"]: told["Werkgroep"] for row in rows}
    assert chosen == {"Sanne Visser": "Overleg aan tafel", "Pieter de Boer": None}


def test_staff_choose_for_somebody(manager: Client, edition: Edition) -> None:
    pieter = Registration.objects.get(name="Pieter de Boer")
    url = f"/admin/inschrijvingen/deelnemers/werkgroep/{pieter.pk}/"
    assert url in manager.get(f"/admin/inschrijvingen/deelnemers/inspect/{pieter.pk}/").content.decode()
    assert "Overleg aan tafel (vol)" in manager.get(url).content.decode()
    assert "is vol" in manager.post(url, {"workgroup": "table"}).content.decode()

    assert manager.post(url, {"workgroup": "street"}).status_code == 302
    pieter.refresh_from_db()
    assert pieter.workgroup == "street"


def test_the_queries_do_not_grow_with_the_people(
    manager: Client, edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = f"/admin/inschrijvingen/edities/presentielijst/{edition.pk}/"
    manager.get(url)
    with django_assert_num_queries(10):
        manager.get(url)
    RegistrationFactory.create_batch(10, booking__edition=edition, workgroup="street")
    with django_assert_num_queries(10):
        manager.get(url)


def test_a_file_is_given_with_the_answer_it_belongs_to_only(manager: Client, client: Client) -> None:
    sent, foreign = UploadFactory.create(), UploadFactory.create()
    registration = RegistrationFactory.create(answers=[answer_with(sent)])
    url = f"/admin/inschrijvingen/deelnemers/bestand/{registration.pk}/{sent.public_id}/"
    assert url in manager.get(f"/admin/inschrijvingen/deelnemers/inspect/{registration.pk}/").content.decode()
    response = manager.get(url)
    assert (response.content, response["Content-Disposition"]) == (b"%PDF-1.7", 'attachment; filename="cv.pdf"')
    assert manager.get(url.replace(str(sent.public_id), str(foreign.public_id))).status_code == 404
    assert client.get(url).status_code == 302

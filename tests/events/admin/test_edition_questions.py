"""The screen with the questions of an edition, and where their answers are read."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from events.lifecycles import EditionStatus
from events.models import Edition
from events.questions import questions_in
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

ROLE = {"key": "role", "label": "Wat is uw rol?", "answer": "adviseur", "passing": False}
WHY = {"key": "why", "label": "Waarom nu?", "answer": "Omdat.", "passing": False}


def posted(label: str, **changes: str) -> dict[str, Any]:
    value = {"label": label, "kind": "line", "scope": "person", **changes}
    return {
        "questions-count": "1",
        "questions-0-deleted": "",
        "questions-0-order": "0",
        "questions-0-type": "question",
        "questions-0-id": "7ad2a4b9-52a5-4a26-8f0a-0f4f9d5d8a11",
        **{f"questions-0-value-{name}": text for name, text in value.items()},
    }


def test_the_editor_adds_a_question(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT)
    url = f"/admin/inschrijvingen/edities/vragen/{edition.pk}/"
    screen = f"/admin/inschrijvingen/edities/inspect/{edition.pk}/"
    assert url in manager.get(screen).content.decode()
    assert "Vragen bij het aanmelden" in manager.get(url).content.decode()

    response = manager.post(url, posted("Wat is uw rol?"))

    assert (response.status_code, response["Location"]) == (302, screen)
    stored = Edition.objects.get(pk=edition.pk).questions.raw_data
    assert [(child["id"], child["value"]["label"]) for child in stored] == [
        ("7ad2a4b9-52a5-4a26-8f0a-0f4f9d5d8a11", "Wat is uw rol?")
    ]


def test_a_mistake_stays_on_the_screen(manager: Client) -> None:
    edition = EditionFactory.create()
    url = f"/admin/inschrijvingen/edities/vragen/{edition.pk}/"

    response = manager.post(url, posted("Eet u mee?", kind="choice", choices="Ja"))

    assert "Geef minstens twee keuzes." in response.content.decode()
    assert len(Edition.objects.get(pk=edition.pk).questions) == 0
    assert not ModelLogEntry.objects.filter(action="events.questions_set").exists()


def test_an_edition_that_is_over_refuses_and_keeps_what_was_typed(manager: Client) -> None:
    edition = EditionFactory.create(status=EditionStatus.COMPLETED)
    url = f"/admin/inschrijvingen/edities/vragen/{edition.pk}/"

    response = manager.post(url, posted("Wat is uw rol?"))

    assert "er valt niets meer te vragen" in response.content.decode()
    assert "Wat is uw rol?" in response.content.decode()
    assert len(Edition.objects.get(pk=edition.pk).questions) == 0


def test_answers_stand_on_the_screen_of_the_registration_and_in_the_sheet(manager: Client) -> None:
    booking = BookingFactory.create(answers={"questions": {"given": [WHY]}})
    registration = RegistrationFactory.create(booking=booking, answers=[ROLE])

    screen = manager.get(f"/admin/inschrijvingen/deelnemers/inspect/{registration.pk}/").content.decode()
    assert "Wat is uw rol?" in screen
    assert "Omdat." in screen
    sheet = manager.get("/admin/inschrijvingen/deelnemers/", {"export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.getvalue())).active.values)
    assert dict(zip(*rows, strict=True))["Antwoorden"] == "Wat is uw rol? adviseur\nWaarom nu? Omdat."


def test_of_one_edition_each_question_is_a_column(manager: Client) -> None:
    edition = EditionFactory.create()
    manager.post(f"/admin/inschrijvingen/edities/vragen/{edition.pk}/", posted("Wat is uw rol?"))
    [question] = questions_in(Edition.objects.get(pk=edition.pk).questions.raw_data)
    booking = BookingFactory.create(edition=edition, answers={"questions": {"given": [WHY]}})
    RegistrationFactory.create(booking=booking, answers=[ROLE | {"key": question.key}])
    RegistrationFactory.create(booking__edition=edition)

    sheet = manager.get("/admin/inschrijvingen/deelnemers/", {"export": "xlsx", "edition": edition.pk})
    head, *rows = openpyxl.load_workbook(io.BytesIO(sheet.getvalue())).active.values
    told = {dict(zip(head, row, strict=True))["Wat is uw rol?"] for row in rows}
    others = {dict(zip(head, row, strict=True))["Andere antwoorden"] for row in rows}
    assert (told, others) == ({"adviseur", None}, {"Waarom nu? Omdat.", None})


def test_the_usual_questions_stand_ready(manager: Client) -> None:
    edition = EditionFactory.create()
    url = f"/admin/inschrijvingen/edities/vragen/{edition.pk}/"
    html = manager.get(url).content.decode()
    for told in (
        "Dieet en toegankelijkheid",
        "Waar moeten we rekening mee houden?",
        "What should we take into account?",
    ):
        assert told in html
    typed = posted("Waar moeten we rekening mee houden?", passing="on") | {"questions-0-type": "needs"}
    manager.post(url, typed)
    (question,) = questions_in(Edition.objects.get(pk=edition.pk).questions.raw_data)
    assert (question.label, question.passing) == ("Waar moeten we rekening mee houden?", True)
    assert "Waar moeten we rekening mee houden?" in manager.get(url).content.decode()

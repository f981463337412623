"""Sending a file along on the pages, and getting it back by the personal links."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.actions.keep_upload import keep_upload
from events.models import Edition, Registration, Upload
from tests.events.questions import A_PDF, CV, ORDER, PHOTO, WHY
from tests.events.views.test_register import DETAILS, ONE, Visitor
from tests.factories.events import (
    BookingFactory,
    EditionFactory,
    ProgrammePageFactory,
    RegistrationFactory,
    WebinarPageFactory,
)

pytestmark = pytest.mark.django_db

TYPED = {"name": "Pieter de Boer", "email": "p.deboer@lindewaard.example", "organisation_name": "Gemeente Lindewaard"}


def a_file(content: bytes = A_PDF, name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def visitor(page_tree: SimpleNamespace) -> Visitor:
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    return Visitor(EditionFactory.create(offering=page, questions=[CV, ORDER]))


def test_files_of_participant_and_booker_come_along_to_the_booking(visitor: Visitor, client: Client) -> None:
    assert 'enctype="multipart/form-data"' in visitor.text
    visitor.send(**ONE, **{"p0-question-cv": a_file()}).send(**DETAILS)
    assert visitor.screen == "questions"
    assert 'enctype="multipart/form-data"' in visitor.text
    visitor.send(**{"questions-question-order": a_file(name="opdracht.pdf")})
    assert visitor.screen == "check"
    assert "cv.pdf" in visitor.text
    assert "opdracht.pdf" in visitor.text
    visitor.send(**{"check-terms": "on"})

    registration = Registration.objects.get()
    own, booked = registration.answers[0], registration.booking.answers["questions"]["given"][0]
    assert (own["answer"], booked["answer"]) == ("cv.pdf", "opdracht.pdf")
    page = f"/inschrijving/{registration.access_key}/"
    assert f"{page}bestand/{own['upload']}/" in client.get(page).content.decode()
    given = client.get(f"{page}bestand/{own['upload']}/")
    assert (given.content, given["Content-Type"], given["Content-Disposition"]) == (
        A_PDF,
        "application/pdf",
        'attachment; filename="cv.pdf"',
    )
    assert "no-store" in given["Cache-Control"]
    assert given["X-Content-Type-Options"] == "nosniff"
    booking = f"/aanmelding/{registration.booking.access_key}/"
    assert f"{booking}bestand/{booked['upload']}/" in client.get(booking).content.decode()
    assert client.get(f"{booking}bestand/{booked['upload']}/").content == A_PDF


def test_a_mistake_elsewhere_does_not_lose_the_file(visitor: Visitor) -> None:
    visitor.send(**(ONE | {"p0-email": "geen adres"}), **{"p0-question-cv": a_file()})
    assert visitor.screen == "participants"
    assert "is bewaard bij dit formulier" in visitor.text
    assert Upload.objects.count() == 1

    # The browser sends the hidden note of what is kept, and an empty file field.
    note = visitor.text.split('name="p0-question-cv" value="')[1].split('"')[0]
    visitor.send(**ONE, **{"p0-question-cv": note})
    assert visitor.screen == "details"
    assert Upload.objects.count() == 1


def test_a_file_can_be_taken_away(visitor: Visitor) -> None:
    visitor.send("add", **ONE, **{"p0-question-cv": a_file()})
    note = visitor.text.split('name="p0-question-cv" value="')[1].split('"')[0]
    visitor.send(**ONE, **{"p0-question-cv": note, "p0-question-cv-remove": "on"})
    assert "Vul dit in." in visitor.text
    assert "is bewaard bij dit formulier" not in visitor.text


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (a_file(b"<script>alert(1)</script>"), "Dit bestand kunnen we niet gebruiken."),
        (a_file(A_PDF + b" " * 5_000_000), "Dit bestand is te groot."),
    ],
    ids=["kind", "size"],
)
def test_what_is_not_allowed_is_said_beside_the_field(visitor: Visitor, file: SimpleUploadedFile, told: str) -> None:
    file.seek(0)
    visitor.send(**ONE, **{"p0-question-cv": file})
    assert visitor.screen == "participants"
    assert told in visitor.text
    assert 'value="Sanne"' in visitor.text
    assert not Upload.objects.exists()


def test_a_note_that_somebody_made_up_is_no_file(visitor: Visitor) -> None:
    upload = keep_upload(name="cv.pdf", content=A_PDF)
    visitor.send(**ONE, **{"p0-question-cv": f'["{upload.public_id}","cv.pdf"]'})
    assert visitor.screen == "participants"
    assert "Kies het bestand nog eens." in visitor.text


def test_a_file_that_nobody_asked_for_is_not_kept(visitor: Visitor) -> None:
    visitor.send(**(ONE | {"p0-function": a_file(), "other": a_file()}))
    assert not Upload.objects.exists()


def test_nobody_gets_what_belongs_to_another(client: Client) -> None:
    mine, yours = (keep_upload(name="cv.pdf", content=A_PDF) for _each in range(2))
    given = {"key": "cv", "label": "Cv", "answer": "cv.pdf", "passing": False}
    booking = BookingFactory.create(answers={"questions": {"given": [given | {"upload": str(yours.public_id)}]}})
    registration = RegistrationFactory.create(booking=booking, answers=[given | {"upload": str(mine.public_id)}])
    other = RegistrationFactory.create()

    for address in (
        f"/inschrijving/{registration.access_key}/bestand/{yours.public_id}/",  # the booker's
        f"/aanmelding/{booking.access_key}/bestand/{mine.public_id}/",  # the participant's
        f"/inschrijving/{other.access_key}/bestand/{mine.public_id}/",
        f"/inschrijving/{registration.access_key}/bestand/{uuid4()}/",
        f"/inschrijving/geraden/bestand/{mine.public_id}/",
    ):
        assert client.get(address).status_code == 404


def test_a_webinar_asks_all_kinds_of_questions(page_tree: SimpleNamespace, client: Client) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda, slug="goed-werk")
    page.save_revision().publish()
    Edition.objects.update(questions=[WHY, PHOTO, CV])
    url = f"/aanmelden/{Edition.objects.get().public_id}/"
    text = client.get("/agenda/goed-werk/").content.decode()
    assert "Waarom nu?" in text
    assert 'enctype="multipart/form-data"' in text

    text = client.post(url, TYPED | {"question-cv": a_file()}).content.decode()
    assert "Vul dit in." in text
    assert "is bewaard bij dit formulier" in text
    note = text.split('name="question-cv" value="')[1].split('"')[0]
    response = client.post(url, TYPED | {"question-why": "Omdat.", "question-cv": note, "question-photo": "on"})

    assert response.status_code == 302
    registration = Registration.objects.get()
    assert [(each["key"], each["answer"]) for each in registration.answers] == [("photo", "ja"), ("cv", "cv.pdf")]
    assert [each["answer"] for each in registration.booking.answers["questions"]["given"]] == ["Omdat."]
    assert Upload.objects.get().booking == registration.booking

"""A participant puts their own details right by personal link, until it must be known who comes."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import Message
from events.actions.decide_intake import admit_registration
from events.actions.keep_upload import keep_upload
from events.models import Booking, Edition, Registration, Upload
from events.steps.uploads import KeptFile, note_of
from tests.events.bookings import book
from tests.events.questions import A_PDF, CV, DIET, LUNCH, PHOTO
from tests.factories.events import EditionFactory, ProgrammePageFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

TYPED = {"p0-first_name": "Pieter", "p0-last_name": "de Boer", "p0-function": ""}


def answer(key: str, label: str, words: str, **changes: object) -> dict[str, object]:
    return {"key": key, "label": label, "answer": words, "passing": False, "upload": "", **changes}


@pytest.fixture
def registration(page_tree: SimpleNamespace) -> Registration:
    """Pieter, who eats everything and allows pictures; one question is asked no more."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    made = book(EditionFactory.create(offering=page, questions=[LUNCH, DIET, PHOTO])).registrations[0]
    made.answers = [
        answer("old", "Hoe komt u?", "Met de trein"),
        answer("lunch", "Eet u mee?", "Nee"),
        answer("photo", "Ik vind foto’s goed.", "ja"),
    ]
    made.save()
    Message.objects.all().delete()
    return made


def address(registration: Registration) -> str:
    return f"/inschrijving/{registration.access_key}/gegevens/"


def answers(registration: Registration) -> dict[str, str]:
    registration.refresh_from_db()
    return {each["key"]: each["answer"] for each in registration.answers}


def test_what_was_filled_in_stands_there_and_a_diet_changes(registration: Registration, client: Client) -> None:
    url = address(registration)
    assert url in client.get(f"/inschrijving/{registration.access_key}/").content.decode()
    shown = client.get(url)
    assert shown["Cache-Control"] == "no-store, private"
    html = shown.content.decode()
    assert 'value="de Boer"' in html
    assert shown.context["form"].initial["question-photo"] is True
    assert 'name="p0-email"' not in html

    response = client.post(
        url,
        TYPED | {"p0-last_name": "de Boer-Smit", "p0-question-lunch": "Ja", "p0-question-diet": "Noten"},
    )

    assert response["Location"] == f"/inschrijving/{registration.access_key}/"
    assert answers(registration) == {"old": "Met de trein", "lunch": "Ja", "diet": "Noten"}
    assert (registration.name, registration.email) == ("Pieter de Boer-Smit", "p.deboer@lindewaard.example")
    entry = ModelLogEntry.objects.get(action="events.registration_corrected")
    assert entry.data == {"number": registration.number, "changed": ["name", "answers"]}
    assert Message.objects.count() == 0


def test_a_mistake_stays_with_what_was_typed(registration: Registration, client: Client) -> None:
    shown = client.post(address(registration), TYPED | {"p0-last_name": "", "p0-function": "Adviseur"})

    html = " ".join(shown.content.decode().split())
    assert "Achternaam: Vul dit in." in html
    assert "Eet u mee: Maak een keuze." in html
    assert 'value="Adviseur"' in html
    assert answers(registration)["lunch"] == "Nee"


def test_what_does_not_change_leaves_no_line(registration: Registration, client: Client) -> None:
    client.post(address(registration), TYPED | {"p0-question-lunch": "Nee", "p0-question-photo": "on"})

    assert not ModelLogEntry.objects.filter(action="events.registration_corrected").exists()


def test_after_the_cut_off_the_page_says_to_call(registration: Registration, client: Client) -> None:
    Edition.objects.update(names_until=timezone.now() - dt.timedelta(seconds=1))
    mine = f"/inschrijving/{registration.access_key}/"

    assert "Uw gegevens wijzigen kan hier niet meer." in client.get(mine).content.decode()
    assert client.get(address(registration))["Location"] == mine
    assert client.post(address(registration), TYPED | {"p0-last_name": "Ander"})["Location"] == mine
    registration.refresh_from_db()
    assert registration.name == "Pieter de Boer"


def test_a_form_of_another_site_changes_nothing(registration: Registration, client: Client) -> None:
    response = client.post(
        address(registration),
        TYPED | {"p0-last_name": "Ander", "p0-question-lunch": "Nee"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == 403
    registration.refresh_from_db()
    assert registration.name == "Pieter de Boer"


def test_whoever_was_admitted_keeps_the_name(registration: Registration, client: Client) -> None:
    Registration.objects.update(status="intake")
    Booking.objects.update(payer={})
    admit_registration(registration_id=registration.pk)

    client.post(
        address(registration), TYPED | {"p0-first_name": "Ander", "p0-function": "Griffier", "p0-question-lunch": "Nee"}
    )

    registration.refresh_from_db()
    assert (registration.name, registration.function) == ("Pieter de Boer", "Griffier")


def test_another_file_takes_the_place_of_the_first(registration: Registration, client: Client) -> None:
    Edition.objects.update(questions=[CV])
    first = keep_upload(name="oud.pdf", content=A_PDF)
    Upload.objects.update(booking=registration.booking)
    Registration.objects.update(answers=[answer("cv", "Stuur uw cv mee", "oud.pdf", upload=str(first.public_id))])
    note = client.get(address(registration)).context["form"]["question-cv"].value()
    client.post(address(registration), TYPED | {"p0-question-cv": note, "p0-function": "Griffier"})
    assert answers(registration) == {"cv": "oud.pdf"}

    client.post(address(registration), TYPED | {"p0-question-cv": SimpleUploadedFile("nieuw.pdf", A_PDF)})

    assert answers(registration) == {"cv": "nieuw.pdf"}
    assert [upload.name for upload in Upload.objects.all()] == ["nieuw.pdf"]
    assert Upload.objects.get().booking == registration.booking


def test_nobody_takes_the_file_of_another(registration: Registration, client: Client) -> None:
    Edition.objects.update(questions=[CV])
    other = RegistrationFactory.create()
    theirs = keep_upload(name="geheim.pdf", content=A_PDF)
    Upload.objects.update(booking=other.booking)
    note = note_of(KeptFile(str(theirs.public_id), "geheim.pdf"))

    shown = client.post(address(registration), TYPED | {"p0-question-cv": note})

    assert "is niet meer bewaard" in shown.content.decode()
    assert "cv" not in answers(registration)

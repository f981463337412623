"""The pages under the personal page."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from events.api import RegistrationView
from events.plugins.leertraject.models import Assignment, AssignmentWork
from events.plugins.leertraject.tests.making import PDF, key_of, make_assignment, make_edition, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def edition() -> Any:
    return make_edition("Anna van den Berg")


@pytest.fixture
def anna(edition: Any) -> RegistrationView:
    (found,) = people_of(edition)
    return found


def page(registration: RegistrationView, assignment: Assignment, more: str = "") -> str:
    return f"/inschrijving/{key_of(registration)}/leertraject/opdracht/{assignment.public_id}/{more}"


def test_what_is_due_stands_on_the_personal_page(client: Client, edition: Any, anna: RegistrationView) -> None:
    personal = f"/inschrijving/{key_of(anna)}/"
    assert "Opdrachten" not in client.get(personal).content.decode()
    casus = make_assignment(edition, session=edition.sessions.order_by("starts_at")[1].public_id, required=True)
    html = client.get(personal).content.decode()
    assert page(anna, casus) in html
    assert "nodig voor het certificaat" in html
    assert "Te doen" in html
    answer = client.get(f"{personal}leertraject/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{personal}#opdrachten")


def test_text_and_file_are_handed_in_and_fetched(client: Client, edition: Any, anna: RegistrationView) -> None:
    casus = make_assignment(edition, description="Beschrijf een casus.")
    address = page(anna, casus)
    assert "Beschrijf een casus." in client.get(address).content.decode()
    file = SimpleUploadedFile("verslag.pdf", PDF)
    html = client.post(address, {"go": "hand_in", "text": "Mijn casus", "file": file}, follow=True).content.decode()
    assert "Uw werk is ingeleverd." in html
    assert "Mijn casus</textarea>" in html
    assert "Lever opnieuw in" in html
    answer = client.get(page(anna, casus, "bestand/"))
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    told = client.post(address, {"go": "take_back"}, follow=True).content.decode()
    assert "Wat u inleverde, is verwijderd." in told
    assert client.get(page(anna, casus, "bestand/")).status_code == 404


def test_mistakes_are_told_and_nothing_typed_is_lost(client: Client, edition: Any, anna: RegistrationView) -> None:
    address = page(anna, make_assignment(edition))
    assert "Schrijf iets op, of kies een bestand." in client.post(address, {"text": " "}).content.decode()
    file = SimpleUploadedFile("virus.pdf", b"MZ")
    html = client.post(address, {"text": "Mijn casus", "file": file}).content.decode()
    assert "Een PDF, een Word-bestand" in html
    assert "Mijn casus</textarea>" in html
    assert not AssignmentWork.objects.exists()


def test_a_tick_goes_on_and_off(client: Client, edition: Any, anna: RegistrationView) -> None:
    address = page(anna, make_assignment(edition, handed_in=Assignment.HandedIn.TICK))
    assert "Gedaan" in client.post(address, {"go": "tick"}, follow=True).content.decode()
    assert "Ik heb dit gedaan" in client.post(address, {"go": "take_back"}, follow=True).content.decode()
    assert not AssignmentWork.objects.exists()


def test_what_only_the_academy_ticks_has_no_form(client: Client, edition: Any, anna: RegistrationView) -> None:
    address = page(anna, make_assignment(edition, handed_in=Assignment.HandedIn.NOTHING))
    html = client.get(address).content.decode()
    assert "uw begeleider vinkt het af" in html
    for go in ("tick", "hand_in"):
        assert "kunt u niets inleveren" in client.post(address, {"go": go, "text": "x"}).content.decode()
    assert not AssignmentWork.objects.exists()


def test_guessing_gives_nothing(client: Client, edition: Any, anna: RegistrationView) -> None:
    casus = make_assignment(edition)
    others = make_edition("Bert")
    (bert,) = people_of(others)
    foreign = make_assignment(others)
    start = f"/inschrijving/{key_of(anna)}/leertraject/"
    guesses = [
        f"{start}opdracht/{foreign.public_id}/",
        f"{start}opdracht/{foreign.public_id}/bestand/",
        f"{start}opdracht/{uuid.uuid4()}/",
        f"{start}opdracht/x/",
        f"{start}opdracht/{casus.public_id}",
        f"{start}anders/",
        f"/inschrijving/{uuid.uuid4().hex}/leertraject/opdracht/{casus.public_id}/",
        f"/inschrijving/{key_of(bert)}/leertraject/opdracht/{casus.public_id}/",
    ]
    assert [client.get(path).status_code for path in guesses] == [404] * len(guesses)
    posted = [client.post(path, {"go": "hand_in", "text": "Tekst"}).status_code for path in guesses]
    assert posted == [404] * len(guesses)
    assert not AssignmentWork.objects.exists()


def test_a_form_of_another_site_is_refused(client: Client, edition: Any, anna: RegistrationView) -> None:
    address = page(anna, make_assignment(edition, handed_in=Assignment.HandedIn.TICK))
    assert client.post(address, {"go": "tick"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not AssignmentWork.objects.exists()

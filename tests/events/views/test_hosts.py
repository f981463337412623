"""The page of whoever is asked to receive a session: asked, answered, withdrawn and too late."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.actions.cancel_edition import cancel_edition
from events.actions.withdraw_host import withdraw_host
from events.models import Edition, HostInvitation
from tests.events.hosts import ADDRESS, edition_out, invite
from tests.events.questions import DIET, stored
from tests.events.waiting import begin
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

MENU = stored("menu", "Wat eet u?", kind="choice", choices="Alles\nVegetarisch\nHalal", passing=True)
TYPED = {"place": ADDRESS.place, "address": ADDRESS.address, "directions": ADDRESS.directions}
PAGE_QUERIES = 6


@pytest.fixture
def edition() -> Edition:
    edition = edition_out(capacity=40)
    edition.questions = [MENU, DIET]
    edition.save()
    return edition


def eats(edition: Edition, *answers: str) -> None:
    for answer in answers:
        given = {"key": "menu", "label": "Wat eet u?", "answer": answer, "passing": True}
        told = {"key": "diet", "label": "Wat eet u niet?", "answer": "Ik heb coeliakie", "passing": True}
        RegistrationFactory.create(booking__edition=edition, booking__name="Yasmin el Amrani", answers=[given, told])


def page_of(invitation: HostInvitation) -> str:
    return f"/ontvangst/{invitation.access_key}/"


def test_it_says_what_is_asked_and_counts_without_names(edition: Edition, client: Client) -> None:
    invitation = invite(edition, asks_lunch=True, also_asked="Een scherm", counted=["menu", "diet"])
    eats(edition, "Halal", "Alles", "Halal")
    response = client.get(page_of(invitation))
    text = " ".join(response.content.decode().split())
    for told in (
        "We vragen Gemeente Linge om de deelnemers van Leernetwerk HRM",
        "nu 3, hoogstens 40",
        "<li>Een lunch voor alle deelnemers.</li>",
        "<li>Een scherm</li>",
        "<dt>Alles</dt><dd>1</dd>",
        "<dt>Halal</dt><dd>2</dd>",
    ):
        assert told in text
    for hidden in ("Yasmin", "coeliakie", "Vegetarisch", "csrfmiddlewaretoken"):
        assert hidden not in text
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "no-referrer")


def test_a_question_that_nobody_chose_is_not_counted(edition: Edition, client: Client) -> None:
    invitation = invite(edition)
    eats(edition, "Halal")
    assert "Halal" not in client.get(page_of(invitation)).content.decode()


def test_yes_writes_the_place_once_and_only_then(edition: Edition, client: Client) -> None:
    own = f"/inschrijving/{RegistrationFactory.create(booking__edition=edition).access_key}/"
    invitation = invite(edition)
    assert "plaats nader te bepalen" in client.get(own).content.decode()
    for _click in range(2):
        response = client.post(f"{page_of(invitation)}bevestigen/", TYPED)
        assert (response.status_code, response["Location"]) == (302, page_of(invitation))
    text = client.get(page_of(invitation)).content.decode()
    assert "U ontvangt ons" in text
    assert ADDRESS.address in text
    assert "bevestigen/" not in text
    told = client.get(own).content.decode()
    assert all(value in told for value in (ADDRESS.place, ADDRESS.address, "Er is een lift."))


def test_after_a_yes_the_place_is_put_right_until_it_begins(edition: Edition, client: Client) -> None:
    own = f"/inschrijving/{RegistrationFactory.create(booking__edition=edition).access_key}/"
    invitation = invite(edition)
    path, other = f"{page_of(invitation)}wijzigen/", {**TYPED, "address": "Plein 1, 1234 AB Linge"}
    assert client.get(path)["Location"] == page_of(invitation)
    client.post(path, other)  # before the yes
    assert edition.sessions.get().address == ""

    client.post(f"{page_of(invitation)}bevestigen/", TYPED)
    text = client.get(page_of(invitation)).content.decode()
    assert path in text
    assert f'value="{ADDRESS.address}"' in text
    assert '<a href="#id_place">' in client.post(path, {**other, "place": ""}).content.decode()
    assert client.post(path, other)["Location"] == page_of(invitation)
    assert "Plein 1" in client.get(own).content.decode()

    begin(edition)
    assert path not in client.get(page_of(invitation)).content.decode()
    assert "Het adres kan hier niet meer anders." in client.post(path, TYPED, follow=True).content.decode()
    assert edition.sessions.get().address == "Plein 1, 1234 AB Linge"


def test_how_to_get_there_is_for_participants_only(edition: Edition, client: Client) -> None:
    invitation = invite(edition)
    client.post(f"{page_of(invitation)}bevestigen/", TYPED)
    public = client.get(f"/inschrijven/{edition.public_id}/").content.decode()
    assert "Stadskantoor, Linge" in public
    assert "Er is een lift." not in public + client.get("/agenda.json").content.decode()
    gone = RegistrationFactory.create(booking__edition=edition, status="cancelled", seat=False)
    assert "Er is een lift." not in client.get(f"/inschrijving/{gone.access_key}/").content.decode()


def test_a_mistake_stands_beside_its_field_and_keeps_what_was_typed(edition: Edition, client: Client) -> None:
    invitation = invite(edition)
    text = client.post(f"{page_of(invitation)}bevestigen/", {**TYPED, "address": ""}).content.decode()
    assert '<a href="#id_address">' in text
    assert f'value="{ADDRESS.place}"' in text
    invitation.refresh_from_db()
    assert invitation.status == "invited"


def test_no_wants_a_reason(edition: Edition, client: Client) -> None:
    invitation = invite(edition)
    path = f"{page_of(invitation)}afwijzen/"
    assert "Kunt u ons niet ontvangen?" in client.get(path).content.decode()
    assert '<a href="#id_reason">' in client.post(path, {"reason": " "}).content.decode()
    for _click in range(2):
        assert client.post(path, {"reason": "Wij verbouwen."})["Location"] == page_of(invitation)
    assert "We zoeken een andere plek." in client.get(page_of(invitation)).content.decode()
    refused = client.post(f"{page_of(invitation)}bevestigen/", TYPED, follow=True).content.decode()
    assert "Hierop is al geantwoord, of het is niet meer nodig." in refused
    assert edition.sessions.get().place == ""


@pytest.mark.parametrize("because", ["withdrawn", "cancelled"])
def test_not_needed_any_more_it_says_so_and_counts_nobody(edition: Edition, client: Client, because: str) -> None:
    invitation = invite(edition, counted=["menu"])
    eats(edition, "Halal")
    if because == "withdrawn":
        withdraw_host(invitation_id=invitation.pk)
    else:
        cancel_edition(edition_id=edition.pk, reason="Te weinig deelnemers.")
    text = client.get(page_of(invitation)).content.decode()
    assert "U hoeft ons niet te ontvangen." in text
    assert "Halal" not in text
    assert "<form" not in text.partition("<main")[2]


def test_another_site_cannot_answer(edition: Edition, client: Client) -> None:
    invitation = invite(edition)
    for verb in ("bevestigen", "wijzigen", "afwijzen"):
        answer = client.post(
            f"{page_of(invitation)}{verb}/", {**TYPED, "reason": "Nee."}, headers={"origin": "https://evil.example"}
        )
        assert answer.status_code == 403
    invitation.refresh_from_db()
    assert invitation.status == "invited"


@pytest.mark.parametrize("count", [1, 30])
def test_the_queries_do_not_grow(
    edition: Edition, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    invitation = invite(edition, counted=["menu"])
    eats(edition, *["Halal"] * count)
    client.get(page_of(invitation))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(page_of(invitation))

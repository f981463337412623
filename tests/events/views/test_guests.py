"""The link that a participant passes on, and the page of a guest."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import Message
from events.actions.cancel_edition import cancel_edition
from events.models import Edition, Guest, Registration
from events.queries.guests import guest_key
from tests.events.guests import bring, edition_with_guests, inviter_of, taken

pytestmark = pytest.mark.django_db
LINK_QUERIES, PERSONAL_QUERIES = 6, 12
TYPED = {"name": "Gijs de Gast", "email": "gijs@buiten.example"}


@pytest.fixture
def edition() -> Edition:
    return edition_with_guests(each=2)


@pytest.fixture
def mila(edition: Edition) -> Registration:
    return inviter_of(edition)


def link_of(registration: Registration) -> str:
    return f"/gasten/{guest_key(registration.public_id)}/"


def personal_page(client: Client, registration: Registration) -> str:
    return " ".join(client.get(f"/inschrijving/{registration.access_key}/").content.decode().split())


def test_a_participant_passes_on_a_link_and_sees_who_of_their_own_comes(
    client: Client, edition: Edition, mila: Registration
) -> None:
    noor = inviter_of(edition, "Noor")
    bring(noor, "Gast van Noor", email="noor@buiten.example")
    text = personal_page(client, mila)
    assert link_of(mila) in text
    assert "Er heeft zich nog niemand aangemeld." in text
    assert mila.access_key not in link_of(mila)
    bring(mila, "Een")
    text = personal_page(client, mila)
    assert "1 gast komt:" in text
    assert "<li>Een</li>" in text
    bring(mila, "Twee")
    text = personal_page(client, mila)
    assert "2 gasten komen:" in text
    assert "hoogste aantal gasten" in text
    assert link_of(mila) not in text
    assert "Gast van Noor" not in text


def test_the_link_says_what_when_and_where_and_takes_a_name(
    client: Client, edition: Edition, mila: Registration
) -> None:
    response = client.get(link_of(mila))
    text = response.content.decode()
    for told in ("Mila Jansen nodigt u uit", "Leernetwerk HRM", "Slotmanifestatie", "Stadskantoor", "Kade 4, Linge"):
        assert told in text
    for hidden in (mila.access_key, mila.email, "csrfmiddlewaretoken"):
        assert hidden not in text
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    receipt = client.post(link_of(mila), TYPED, follow=True)
    assert receipt.redirect_chain == [(f"{link_of(mila)}gelukt/", 302)]
    assert "Tot dan, Gijs de Gast" in receipt.content.decode()
    assert "gijs@buiten.example" in receipt.content.decode()
    guest = Guest.objects.get()
    assert guest.access_key not in receipt.content.decode()
    assert (guest.name, guest.invited_by, guest.language) == ("Gijs de Gast", mila, "nl")


def test_whoever_comes_already_gets_the_same_receipt_and_the_mail_again(client: Client, mila: Registration) -> None:
    receipts = [client.post(link_of(mila), TYPED, follow=True).content for _time in range(2)]
    assert receipts[0] == receipts[1]
    assert (Guest.objects.count(), Message.objects.filter(recipient=TYPED["email"]).count()) == (1, 2)


def test_a_mistake_stands_beside_its_field_and_keeps_what_was_typed(client: Client, mila: Registration) -> None:
    text = client.post(link_of(mila), {**TYPED, "email": "gijs"}).content.decode()
    assert 'value="Gijs de Gast"' in text
    assert "Vul een volledig e-mailadres in" in text
    assert not Guest.objects.exists()


@pytest.mark.parametrize("wrong", [{"website": "http://spam.example"}, {"elapsed": "3"}])
def test_a_robot_is_told(client: Client, mila: Registration, wrong: dict[str, str]) -> None:
    assert "door een robot ingevuld" in client.post(link_of(mila), TYPED | wrong).content.decode()
    assert not Guest.objects.exists()


def test_another_site_neither_signs_up_nor_withdraws(client: Client, mila: Registration) -> None:
    guest = bring(mila)
    for path in (link_of(mila), f"/gast/{guest.access_key}/"):
        assert client.post(path, TYPED, headers={"origin": "https://evil.example"}).status_code == 403
    guest.refresh_from_db()
    assert (Guest.objects.count(), guest.withdrawn_at) == (1, None)


def test_a_link_that_is_full_says_so_and_keeps_what_was_typed(
    client: Client, edition: Edition, mila: Registration
) -> None:
    bring(mila, "Een")
    bring(mila, "Twee")
    assert "<form" not in client.get(link_of(mila)).content.decode().partition("<main")[2]
    text = client.post(link_of(mila), TYPED).content.decode()
    assert "hoogste aantal gasten" in text
    assert 'value="Gijs de Gast"' in text
    assert taken(edition) == 2


@pytest.mark.parametrize("key", ["", "x", "x.y", "00000000000000000000000000000000"])
def test_a_key_that_we_did_not_make_opens_nothing(client: Client, mila: Registration, key: str) -> None:
    signed = guest_key(mila.public_id)
    for guess in (key, f"{mila.public_id.hex}.{key}", signed[:-1], signed.replace(mila.public_id.hex, "0" * 32)):
        for tail in ("", "gelukt/"):
            assert client.get(f"/gasten/{guess}/{tail}").status_code == 404


def test_a_guest_withdraws_with_one_click(client: Client, edition: Edition, mila: Registration) -> None:
    guest = bring(mila)
    edition.sessions.update(directions="Bel aan bij de zijdeur.")
    path = f"/gast/{guest.access_key}/"
    text = client.get(path).content.decode()
    for told in ("U bent er als gast bij", "Gijs, we verwachten u", "Stadskantoor", "Bel aan bij de zijdeur."):
        assert told in text
    assert taken(edition) == 1  # a mail program that opens links changes nothing
    text = client.post(path, follow=True).content.decode()
    assert "U bent afgemeld" in text
    assert "Meld mij af" not in text
    assert taken(edition) == 0


def test_cancelled_the_guest_reads_so(client: Client, edition: Edition, mila: Registration) -> None:
    guest = bring(mila)
    cancel_edition(edition_id=edition.pk, reason="De zaal is ondergelopen.")
    text = client.get(f"/gast/{guest.access_key}/").content.decode()
    assert "Het gaat niet door" in text
    assert "Meld mij af" not in text


@pytest.mark.parametrize("count", [1, 2])
def test_the_queries_do_not_grow(
    client: Client, mila: Registration, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        bring(mila, f"Gast {number}", email=f"{number}@buiten.example")
    client.get(link_of(mila))
    with django_assert_num_queries(LINK_QUERIES):
        client.get(link_of(mila))
    client.get(f"/inschrijving/{mila.access_key}/")
    with django_assert_num_queries(PERSONAL_QUERIES):
        client.get(f"/inschrijving/{mila.access_key}/")

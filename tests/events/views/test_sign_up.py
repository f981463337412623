import datetime as dt
import uuid
from types import SimpleNamespace

import pytest
from django.contrib.messages import INFO
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Locale

from cms.models import Message
from events.lifecycles import EditionStatus
from events.models import Edition, Registration, Session
from tests.factories.events import RegistrationFactory, WebinarPageFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Pieter de Boer",
    "email": "p.deboer@lindewaard.example",
    "organisation_name": "Gemeente Lindewaard",
    "website": "",
    "form_key": "",
    "elapsed": "",
}


@pytest.fixture
def webinar(page_tree: SimpleNamespace) -> SimpleNamespace:
    """A published webinar with its edition; `page_url` and `url` of the form."""
    page = WebinarPageFactory.create(parent=page_tree.agenda, title="Goed werk onder druk", slug="goed-werk")
    page.save_revision().publish()
    edition = Edition.objects.get()
    return SimpleNamespace(
        page=page, edition=edition, page_url="/agenda/goed-werk/", url=f"/aanmelden/{edition.public_id}/"
    )


def message_for(name: str) -> str:
    """The cookie of somebody who still has to read a message of their own."""
    storage, response = CookieStorage(RequestFactory().get("/")), HttpResponse()
    storage.add(INFO, f"Alleen voor {name}")
    storage.update(response)
    return response.cookies[CookieStorage.cookie_name].value


def nobody_signed_up() -> bool:
    return not Registration.objects.exists() and not Message.objects.exists() and Edition.objects.get().taken == 0


def test_the_page_shows_facts_and_a_form_without_csrf_token_or_cookie(webinar: SimpleNamespace, client: Client) -> None:
    response = client.get(webinar.page_url)
    text = response.content.decode()

    assert response.status_code == 200
    assert f'action="{webinar.url}"' in text
    assert "csrfmiddlewaretoken" not in text
    assert not response.cookies
    assert "digitale inloop" in text.lower()
    assert "meet.example.org" not in text


def test_signing_up_ends_on_a_receipt(webinar: SimpleNamespace, client: Client) -> None:
    response = client.post(webinar.url, TYPED)
    assert (response.status_code, response["Location"]) == (302, f"{webinar.url}gelukt/")
    registration = Registration.objects.get()
    assert (registration.name, registration.status, registration.booking.organisation_name) == (
        "Pieter de Boer",
        "confirmed",
        "Gemeente Lindewaard",
    )
    assert Message.objects.get().recipient == "p.deboer@lindewaard.example"

    receipt = client.get(response["Location"])
    text = receipt.content.decode()
    assert "U bent erbij, Pieter de Boer" in text
    assert "p.deboer@lindewaard.example" in text
    assert registration.access_key not in text
    assert receipt["Cache-Control"] == "no-store, private"


def test_the_receipt_of_somebody_else_shows_no_name(webinar: SimpleNamespace, client: Client) -> None:
    client.post(webinar.url, TYPED)
    text = Client().get(f"{webinar.url}gelukt/").content.decode()

    assert "U bent erbij" in text
    assert "Pieter" not in text
    assert "p.deboer" not in text


def test_receipts_are_written_once_and_everybody_reads_their_own(webinar: SimpleNamespace, settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS = 300
    read = []
    for name, email in (("Pieter <b>de Boer</b>", TYPED["email"]), ("Zoë Kuipers", "z.kuipers@lindewaard.example")):
        visitor = Client()
        visitor.cookies["messages"] = message_for(name)
        response = visitor.post(webinar.url, TYPED | {"name": name, "email": email})
        read.append(visitor.get(response["Location"]).content.decode())
    later = Client().get(response["Location"]).content.decode()

    assert "U bent erbij, Pieter &lt;b&gt;de Boer&lt;/b&gt;" in read[0]
    assert "U bent erbij, Zoë Kuipers" in read[1]
    assert "z.kuipers@lindewaard.example" in read[1]
    assert not any("Pieter" in text for text in (read[1], later))
    assert "Kuipers" not in later
    assert not any("Alleen voor" in text for text in (*read, later))


def test_signing_up_twice_looks_the_same_and_mails_again(webinar: SimpleNamespace) -> None:
    receipts = []
    for _time in range(2):
        visitor = Client()
        response = visitor.post(webinar.url, TYPED)
        receipts.append(visitor.get(response["Location"]).content)

    assert receipts[0] == receipts[1]
    assert Registration.objects.count() == 1
    subjects = list(Message.objects.values_list("recipient", "subject"))
    assert subjects == [("p.deboer@lindewaard.example", "U bent aangemeld: Goed werk onder druk")] * 2


def test_a_double_click_signs_up_once_and_mails_once(webinar: SimpleNamespace, client: Client) -> None:
    typed = {**TYPED, "form_key": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(webinar.url, typed).status_code == 302

    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)


def test_a_mistake_keeps_what_was_typed_and_takes_focus(webinar: SimpleNamespace, client: Client) -> None:
    response = client.post(webinar.url, {**TYPED, "email": "p.deboer@lindewaard"})
    text = response.content.decode()

    assert response.status_code == 200
    assert 'value="Pieter de Boer"' in text
    assert 'value="p.deboer@lindewaard"' in text
    assert 'role="alert" tabindex="-1" aria-labelledby="fouten" autofocus' in text
    assert '<a href="#id_email">' in text
    assert nobody_signed_up()


@pytest.mark.parametrize("missing", ["name", "email", "organisation_name"])
def test_every_field_is_needed(webinar: SimpleNamespace, client: Client, missing: str) -> None:
    response = client.post(webinar.url, {**TYPED, missing: " "})

    assert f'href="#id_{missing}"' in response.content.decode()
    assert nobody_signed_up()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"status": EditionStatus.CANCELLED}, "U kunt zich hiervoor niet (meer) aanmelden"),
        ({"closes_at": timezone.now() - dt.timedelta(minutes=1)}, "De aanmelding is gesloten."),
        ({"capacity": 1, "taken": 1}, "Alle plaatsen zijn bezet. U bent niet aangemeld."),
    ],
)
def test_closed_or_full_while_typing_says_so_and_keeps_the_text(
    webinar: SimpleNamespace, client: Client, change: dict[str, object], told: str
) -> None:
    Edition.objects.update(**change)
    response = client.post(webinar.url, TYPED)
    text = response.content.decode()

    assert told in text
    assert "Pieter de Boer" in text
    assert "p.deboer@lindewaard.example" in text
    assert not Registration.objects.exists()
    assert not Message.objects.exists()


def test_a_full_webinar_says_the_same_to_who_is_registered_and_mails_them(webinar: SimpleNamespace) -> None:
    RegistrationFactory.create(booking__edition=webinar.edition, email=TYPED["email"])
    Edition.objects.update(capacity=1)
    known = Client().post(webinar.url, TYPED).content
    stranger = Client().post(webinar.url, {**TYPED, "email": "iemand@anders.example"}).content

    assert known.replace(b"p.deboer@lindewaard.example", b"") == stranger.replace(b"iemand@anders.example", b"")
    assert list(Message.objects.values_list("recipient", flat=True)) == [TYPED["email"]]


def test_after_it_began_nobody_gets_in(webinar: SimpleNamespace, client: Client) -> None:
    Session.objects.update(starts_at=timezone.now() - dt.timedelta(minutes=1), walk_in_at=None)
    text = client.post(webinar.url, TYPED).content.decode()

    assert "het is al begonnen" in text
    assert nobody_signed_up()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elders.example"},
    ],
)
def test_a_form_from_another_site_is_refused(webinar: SimpleNamespace, client: Client, headers: dict[str, str]) -> None:
    assert client.post(webinar.url, TYPED, headers=headers).status_code == 403
    assert nobody_signed_up()


@pytest.mark.parametrize("robot", [{"website": "http://spam.example"}, {"elapsed": "40"}])
def test_a_robot_reads_why_and_signs_nobody_up(webinar: SimpleNamespace, client: Client, robot: dict[str, str]) -> None:
    response = client.post(webinar.url, {**TYPED, **robot})

    assert "Dit leek door een robot ingevuld." in response.content.decode()
    assert nobody_signed_up()


def test_one_mailbox_gets_only_so_many_mails(webinar: SimpleNamespace, client: Client) -> None:
    answers = [client.post(webinar.url, TYPED).status_code for _time in range(9)]

    assert answers == [302] * 8 + [429]
    assert Message.objects.count() == 8


def test_typing_the_address_of_the_form_leads_to_the_page(webinar: SimpleNamespace, client: Client) -> None:
    response = client.get(webinar.url)
    assert (response.status_code, response["Location"]) == (302, "/agenda/goed-werk/#aanmelden")


@pytest.mark.parametrize("path", ["/aanmelden/00000000-0000-4000-8000-000000000000/", "/aanmelden/geen-uuid/"])
def test_an_edition_that_is_not_there(webinar: SimpleNamespace, client: Client, path: str) -> None:
    assert client.post(path, TYPED).status_code == 404


def test_a_preview_shows_what_the_editor_typed(webinar: SimpleNamespace) -> None:
    webinar.page.medium = "Teams"
    webinar.page.capacity = 1
    response = webinar.page.make_preview_request()
    text = response.render().content.decode() if hasattr(response, "render") else response.content.decode()

    assert "Teams" in text
    assert "disabled" in text
    assert Session.objects.get().medium == "Webex"


def test_a_webinar_page_costs_a_fixed_number_of_queries(
    webinar: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(webinar.page_url)
    with django_assert_num_queries(9):
        client.get(webinar.page_url)


def test_signing_up_on_the_english_page_books_in_english(webinar: SimpleNamespace, client: Client) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    for page in (webinar.page.get_parent().get_parent(), webinar.page.get_parent()):
        page.specific.copy_for_translation(english).save_revision().publish()
    translated = webinar.page.copy_for_translation(english)
    translated.title, translated.slug = "Good work under pressure", "good-work"
    translated.save_revision().publish()
    response = client.post(f"/en{webinar.url}", TYPED)

    assert response["Location"] == f"/en{webinar.url}gelukt/"
    registration = Registration.objects.get()
    assert (registration.edition, registration.booking.language) == (webinar.edition, "en")
    assert "Good work under pressure" in Message.objects.get().text
    assert f"/en/inschrijving/{registration.access_key}/" in Message.objects.get().text

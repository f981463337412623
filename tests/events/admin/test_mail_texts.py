"""Editors write what mails say, and look at it first."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.models import Message, User
from events.mail_moments import MOMENTS
from events.models import Edition, MailText
from tests.factories.events import EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

MAILS = "/admin/inschrijvingen/mails/"
CONFIRMED = f"{MAILS}confirmed/nl/"


@pytest.fixture
def edition(page_tree: SimpleNamespace) -> Edition:
    made: Edition = EditionFactory.create(offering__title="Goed werk")
    return made


def test_the_list_says_when_each_goes_and_where_an_editor_wrote(manager: Client, edition: Edition) -> None:
    MailText.objects.create(moment="confirmed", language="nl", subject="a", body="b")
    MailText.objects.create(moment="after", language="en", subject="a", body="b", offering=edition.offering)
    html = manager.get(MAILS).content.decode()
    # Twice for each kind of mail, less the one that an editor wrote, and once in the explanation.
    assert html.count("tekst van het huis") == 2 * len(MOMENTS)
    assert html.count("eigen tekst") == 1
    assert f'{MAILS}after/en/?voor={edition.offering_id}">Goed werk</a>' in html


def test_the_form_starts_with_the_text_of_the_house(manager: Client) -> None:
    html = manager.get(CONFIRMED).content.decode()
    assert 'value="U bent aangemeld: {titel}"' in html
    assert "U bent aangemeld voor {titel}.</textarea>" in html
    assert "<code>&#123;persoonlijke_link&#125;</code>" in html
    english = manager.get(f"{MAILS}confirmed/en/").content.decode()
    assert 'value="You are registered: {titel}"' in english


def test_saving_keeps_the_words_and_the_log_says_who(manager: Client, programme_manager: User) -> None:
    response = manager.post(CONFIRMED, {"subject": "Welkom", "body": "Dag {naam},\r\n\r\nTot dan."})
    assert response.headers["Location"] == MAILS
    text = MailText.objects.get()
    assert (text.moment, text.language, text.offering) == ("confirmed", "nl", None)
    assert (text.subject, text.body) == ("Welkom", "Dag {naam},\n\nTot dan.")
    line = ModelLogEntry.objects.get(action="events.mail_worded")
    assert (line.user, line.data) == (programme_manager, {"moment": "confirmed", "language": "nl"})


def test_a_wrong_placeholder_is_said_beside_the_field_and_nothing_is_kept(manager: Client) -> None:
    html = manager.post(CONFIRMED, {"subject": "Welkom", "body": "Dag {name}"}).content.decode()
    assert "{name} bestaat niet. Bedoelt u {naam}?" in html
    assert "Dag {name}</textarea>" in html
    assert not MailText.objects.exists()


def test_looking_shows_what_was_typed_and_keeps_nothing(manager: Client, edition: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=edition, booking__name="Anna Berg")
    typed = {"subject": "Voor {naam}", "body": "Dag {naam}", "show": ""}
    html = manager.post(CONFIRMED, typed | {"registration": registration.pk}).content.decode()
    assert "<strong>Voor Anna Berg</strong>" in html
    assert re.findall(r'srcdoc="([^"<>]*)"', html)[0].strip().startswith("&lt;!doctype html&gt;")
    assert f"/inschrijving/{registration.access_key}/" in html
    assert "<strong>Voor Sanne Visser</strong>" in manager.post(CONFIRMED, typed).content.decode()
    assert not MailText.objects.exists()
    assert not Message.objects.exists()


def test_an_editor_writes_without_seeing_who_takes_part(
    edition: Edition, editor: User, log_in: Callable[[User], Client]
) -> None:
    registration = RegistrationFactory.create(booking__edition=edition, booking__name="Anna Berg")
    client = log_in(editor)
    assert "Anna Berg" not in client.get(CONFIRMED).content.decode()
    typed = {"subject": "Voor {naam}", "body": "Dag", "show": "", "registration": registration.pk}
    html = client.post(CONFIRMED, typed).content.decode()
    assert "<strong>Voor Sanne Visser</strong>" in html
    assert "Anna Berg" not in html


def test_one_offering_can_have_a_text_of_its_own(manager: Client, edition: Edition) -> None:
    MailText.objects.create(moment="confirmed", language="nl", subject="Voor allen", body="b")
    address = f"{CONFIRMED}?voor={edition.offering_id}"
    html = manager.get(address).content.decode()
    assert "Goed werk heeft nog geen eigen tekst." in html
    assert 'value="Voor allen"' in html
    manager.post(address, {"subject": "Alleen hier", "body": "b"})
    assert MailText.objects.get(offering=edition.offering_id).subject == "Alleen hier"


def test_going_back_takes_away_only_that_text(manager: Client, edition: Edition) -> None:
    for offering in (None, edition.offering):
        MailText.objects.create(moment="confirmed", language="nl", subject="a", body="b", offering=offering)
    manager.post(f"{CONFIRMED}?voor={edition.offering_id}", {"reset": ""})
    assert MailText.objects.get().offering is None
    manager.post(CONFIRMED, {"reset": ""})
    assert not MailText.objects.exists()
    assert ModelLogEntry.objects.filter(action="events.mail_unworded").count() == 2


@pytest.mark.parametrize("address", ["onbekend/nl/", "confirmed/de/", "confirmed/nl/?voor=0", "confirmed/nl/?voor=x"])
def test_what_does_not_exist_is_not_there(manager: Client, address: str) -> None:
    assert manager.get(f"{MAILS}{address}").status_code == 404


def test_a_mail_of_the_waiting_list_is_shown_with_somebody_who_does_not_exist(
    manager: Client, edition: Edition
) -> None:
    url = "/admin/inschrijvingen/mails/waiting_offered/nl/"
    assert "Voorbeeld met" not in manager.get(url).content.decode()
    typed = {"subject": "Plek bij {titel}", "body": "Beslis vóór {uiterlijk}, {naam}.", "show": ""}
    html = manager.post(url, typed).content.decode()
    assert "Sanne Visser" in html
    wrong = manager.post(url, typed | {"body": "Er is plaats, {naam}."}).content.decode()
    assert "{uiterlijk} moet in de tekst staan" in wrong
    assert not MailText.objects.exists()


def test_a_mail_to_whoever_booked_is_shown_with_a_real_booking(manager: Client, edition: Edition) -> None:
    registration = RegistrationFactory.create(booking__edition=edition, booking__name="Anna Berg")
    url = f"{MAILS}booking_confirmed/nl/"
    assert "<code>&#123;ordernummer&#125;</code>" in manager.get(url).content.decode()
    typed = {"subject": "Voor {naam}", "body": "Dag. {betaling}", "show": "", "registration": registration.pk}
    html = manager.post(url, typed).content.decode()
    assert "<strong>Voor Anna Berg</strong>" in html
    assert registration.number in html
    assert registration.booking.access_key in html
    assert "<strong>Voor Sanne Visser</strong>" in manager.post(url, typed | {"registration": ""}).content.decode()
    assert "{betaling} moet in de tekst staan" in manager.post(url, typed | {"body": "Dag."}).content.decode()
    assert not MailText.objects.exists()

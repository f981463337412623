"""The mails about a registration: all of them on its screen, each once more when asked."""

import uuid
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.models import Message, User
from events.mails import mail_confirmed
from events.models import Booking, Registration
from events.queries.snapshots import registration_view
from tests.events.bookings import PIETER, book, paid_edition
from tests.events.waiting import full_edition, wait
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/inschrijvingen/deelnemers/"


@pytest.fixture
def registration(db: None) -> Registration:
    made: Registration = RegistrationFactory.create(booking__name="Anna Berg", booking__email="a.berg@linge.example")
    mail_confirmed(registration_view(made))
    return made


def mail(registration: Registration, message: Message, below: str = "") -> str:
    return f"{LIST}mail/{registration.pk}/{message.public_id}/{below}"


def test_the_screen_lists_the_mails_with_their_state(manager: Client, registration: Registration) -> None:
    message = Message.objects.get()
    Message.objects.update(state="bounced", error="5.1.1")
    html = manager.get(reverse("registrations:inspect", args=[registration.pk])).content.decode()
    assert mail(registration, message) in html
    assert '<span class="ev-lost">kwam terug</span>' in html
    assert "(5.1.1)" in html


def test_a_mail_is_shown_as_it_went(manager: Client, registration: Registration) -> None:
    html = manager.get(mail(registration, Message.objects.get())).content.decode()
    assert "<strong>U bent aangemeld: " in html
    assert "vakwerk.ics" in html
    assert 'sandbox="allow-popups"' in html


def test_a_mail_about_somebody_else_is_not_there(manager: Client, registration: Registration) -> None:
    other = RegistrationFactory.create()
    message = Message.objects.get()
    for below in ("", "opnieuw/"):
        assert manager.get(mail(other, message, below)).status_code == 404
        assert manager.post(mail(other, message, below)).status_code in (404, 405)
    assert manager.get(f"{LIST}mail/{registration.pk}/{uuid.uuid4()}/").status_code == 404
    assert Message.objects.count() == 1


def test_sending_again_goes_to_the_address_of_now(manager: Client, registration: Registration) -> None:
    first = Message.objects.get()
    Registration.objects.update(email="anna.berg@linge.example")
    address = mail(registration, first, "opnieuw/")
    assert "anna.berg@linge.example" in manager.get(address).content.decode()
    manager.post(address)
    again = Message.objects.exclude(pk=first.pk).get()
    assert (again.recipient, again.state) == ("anna.berg@linge.example", "queued")
    assert (again.subject, again.text, again.html) == (first.subject, first.text, first.html)
    assert (again.attachments, again.about) == (first.attachments, first.about)
    assert again.message_id != first.message_id
    assert ModelLogEntry.objects.get(action="events.mail_resent").data == {"message": str(first.public_id)}


def test_what_was_forgotten_cannot_be_sent(manager: Client, registration: Registration) -> None:
    Message.objects.update(text="", html="", subject="", recipient="")
    html = manager.post(mail(registration, Message.objects.get(), "opnieuw/")).content.decode()
    assert "De tekst van deze mail is gewist" in html
    assert Message.objects.count() == 1
    assert not ModelLogEntry.objects.filter(action="events.mail_resent").exists()


@pytest.mark.parametrize(("state", "times"), [("sent", 0), ("queued", 0), ("bounced", 1), ("failed", 1)])
def test_the_list_shows_whose_mail_is_lost(manager: Client, registration: Registration, state: str, times: int) -> None:
    Message.objects.update(state=state)
    assert manager.get(LIST).content.decode().count("mail kwam niet aan") == times


def test_a_corrected_address_is_lost_no_more(manager: Client, registration: Registration) -> None:
    Message.objects.update(state="bounced")
    Registration.objects.update(email="anna.berg@linge.example")
    assert "mail kwam niet aan" not in manager.get(LIST).content.decode()


def write(*registrations: Registration, query: str = "") -> str:
    chosen = query or "&".join(f"id={registration.pk}" for registration in registrations)
    return f"/admin/bulk/events/registration/write/?next={LIST}&{chosen}"


def typed(**changes: Any) -> dict[str, Any]:
    return {"form_key": str(uuid.uuid4()), "subject": "Over {titel}", "body": "Beste {naam}, tot {wanneer}."} | changes


def test_a_message_is_looked_at_first_and_then_goes_once_to_each(manager: Client) -> None:
    people = [RegistrationFactory.create(booking__name=f"Deelnemer {number}") for number in range(4)]
    data = typed()
    html = manager.post(write(*people), data).content.decode()
    assert html.count("<iframe") == 3
    assert "Verstuur aan 4 deelnemers" in html
    assert not Message.objects.exists()
    for _twice in range(2):
        response = manager.post(write(*people), data | {"send": ""})
        assert response.headers["Location"] == LIST
    assert {message.recipient for message in Message.objects.all()} == {person.email for person in people}
    assert Message.objects.count() == 4
    assert (
        Message.objects.filter(about=f"registration:{people[0].public_id}")
        .get()
        .text.startswith("Beste Deelnemer 0, tot ")
    )


def test_all_of_the_filter_are_written_to(manager: Client) -> None:
    inside = RegistrationFactory.create()
    RegistrationFactory.create()
    manager.post(write(query=f"id=all&edition={inside.edition_id}"), typed(send=""))
    assert [message.recipient for message in Message.objects.all()] == [inside.email]


def test_a_mistake_keeps_what_was_typed_and_mails_nobody(manager: Client) -> None:
    person = RegistrationFactory.create()
    html = manager.post(write(person), typed(body="Dag {name}", send="")).content.decode()
    assert "{name} bestaat niet. Bedoelt u {naam}?" in html
    assert "Dag {name}</textarea>" in html
    assert not Message.objects.exists()


def test_too_many_at_once_is_refused(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.admin.write_to_many.MOST", 1)
    people = [RegistrationFactory.create() for _ in range(2)]
    html = manager.post(write(*people), typed(send="")).content.decode()
    assert "Kies er hooguit 1 tegelijk" in html
    assert not Message.objects.exists()


def test_the_screen_also_lists_what_whoever_booked_got(manager: Client) -> None:
    placed = book(paid_edition(), PIETER, provider="invoice")
    registration = placed.registrations[0]
    message = Message.objects.get(key=f"booking:{placed.booking.public_id}:booking_confirmed")
    html = manager.get(reverse("registrations:inspect", args=[registration.pk])).content.decode()
    assert mail(registration, message) in html
    Booking.objects.update(email="nieuw@lindewaard.example")
    address = mail(registration, message, "opnieuw/")
    assert "nieuw@lindewaard.example" in manager.get(address).content.decode()
    told = manager.post(address, follow=True).content.decode()
    assert "De mail is onderweg naar nieuw@lindewaard.example." in told
    assert Message.objects.latest("pk").recipient == "nieuw@lindewaard.example"


def test_a_lost_mail_to_whoever_booked_is_seen_in_the_list(manager: Client) -> None:
    placed = book(paid_edition(), PIETER, provider="invoice")
    told = "mail aan wie aanmeldde kwam niet aan"
    Message.objects.filter(about__startswith="registration:").update(state="sent")
    assert told not in manager.get(LIST).content.decode()
    Message.objects.filter(about=f"booking:{placed.booking.public_id}").update(state="bounced")
    html = manager.get(LIST).content.decode()
    assert html.count(told) == 1
    assert ">mail kwam niet aan<" not in html
    Booking.objects.update(email="nieuw@lindewaard.example")
    assert told not in manager.get(LIST).content.decode()


def test_a_lost_mail_to_whoever_waits_is_seen_in_their_list(manager: Client) -> None:
    entry = wait(full_edition(1), "Yasmin")
    for state, count in (("sent", 0), ("failed", 1)):
        Message.objects.filter(about=f"waiting:{entry.public_id}").update(state=state)
        html = manager.get(reverse("waiting_list:index")).content.decode()
        assert html.count("mail kwam niet aan") == count
    html = manager.get(reverse("waiting_list:inspect", args=[entry.pk])).content.decode()
    assert "U staat op de wachtlijst: " in html
    assert 'class="ev-lost"' in html


def test_an_edition_shows_its_last_mails_and_what_was_lost_first(manager: Client) -> None:
    edition = full_edition(1)
    registration = edition.registrations.get()
    entry = wait(edition, "Yasmin")
    for number in range(25):
        mail_confirmed(registration_view(registration), again=str(number))
    lost = Message.objects.get(about=f"waiting:{entry.public_id}")
    Message.objects.filter(pk=lost.pk).update(state="bounced", error="5.1.1")
    mail_confirmed(registration_view(RegistrationFactory.create()))
    shown = manager.get(reverse("editions:inspect", args=[edition.pk])).context["mails"]
    newest = Message.objects.filter(about=f"registration:{registration.public_id}").order_by("-pk")[:19]
    assert [each.line.public_id for each in shown] == [lost.public_id, *(each.public_id for each in newest)]
    assert [(each.registration, each.entry) for each in shown[:2]] == [(None, entry.pk), (registration.pk, None)]


def test_who_may_not_see_people_sees_no_addresses_of_mails(
    page_tree: SimpleNamespace, editor: User, log_in: Callable[[User], Client]
) -> None:
    edition = full_edition(1)
    registration = edition.registrations.get()
    mail_confirmed(registration_view(registration))
    editor.user_permissions.add(Permission.objects.get(codename="view_edition"))
    html = log_in(editor).get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    assert "Laatste mails" not in html
    assert registration.email not in html

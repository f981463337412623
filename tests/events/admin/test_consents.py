"""What a programme manager sees of a budget holder, and does for one."""

import pytest
from django.test import Client
from django.urls import reverse

from betalingen.models import Order
from cms.models import Message
from events.models import ConsentRequest, Registration
from tests.events.bookings import paid_edition
from tests.events.consents import HOLDER, ask, overdue
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

VERBS = ("remind_consent", "give_consent", "decline_consent")
ANSWER = {
    "purchase_order_number": "45001",
    "cost_centre": "",
    "organisation_name": "Gemeente Lindewaard",
    "department": "",
    "email": "crediteuren@lindewaard.example",
    "note": "Gebeld op 3 december.",
}


@pytest.fixture
def request_asked() -> ConsentRequest:
    return ask(paid_edition())


def screen(manager: Client) -> str:
    return manager.get(reverse("registrations:inspect", args=[Registration.objects.get().pk])).content.decode()


def act(manager: Client, verb: str, **typed: str) -> str:
    path = reverse(f"registrations:{verb}_consent", args=[Registration.objects.get().pk])
    assert manager.get(path).status_code == 200
    return manager.post(path, typed, follow=True).content.decode()


def test_the_screen_shows_who_decides_until_when(manager: Client, request_asked: ConsentRequest) -> None:
    text = screen(manager)
    assert HOLDER.name in text
    assert "nog geen; eerst het akkoord van de budgethouder" in text
    assert all(reverse(f"registrations:{verb}", args=[Registration.objects.get().pk]) in text for verb in VERBS)


def test_reminding_goes_once_a_day(manager: Client, request_asked: ConsentRequest) -> None:
    assert "De herinnering is onderweg." in act(manager, "remind")
    assert "Vandaag ging er al een herinnering." in act(manager, "remind")
    assert Message.objects.filter(recipient=HOLDER.email, subject__startswith="Herinnering").count() == 1


def test_agreeing_on_behalf_with_a_note(manager: Client, request_asked: ConsentRequest) -> None:
    assert "Order" not in act(manager, "give", **{**ANSWER, "note": ""}).partition("Gebeld")[2]
    assert not Order.objects.exists()  # without a note it is not done
    act(manager, "give", **ANSWER)
    assert Order.objects.get().purchase_order_number == "45001"
    text = screen(manager)
    assert "Gebeld op 3 december." in text
    assert not any(reverse(f"registrations:{verb}", args=[Registration.objects.get().pk]) in text for verb in VERBS)


def test_declining_on_behalf_with_a_note(manager: Client, request_asked: ConsentRequest) -> None:
    act(manager, "decline", reason="Het budget is op.", note="Gebeld op 3 december.")
    request_asked.refresh_from_db()
    assert (request_asked.status, request_asked.reason) == ("declined", "Het budget is op.")
    assert "Gebeld" not in Message.objects.latest("pk").text


def test_too_late_for_a_colleague_too(manager: Client, request_asked: ConsentRequest) -> None:
    overdue(request_asked)
    assert "De tijd om te beslissen is voorbij." in act(manager, "give", **ANSWER)
    assert not Order.objects.exists()


@pytest.mark.parametrize("verb", VERBS)
def test_a_registration_of_which_nobody_else_decides_has_no_such_screen(manager: Client, verb: str) -> None:
    registration = RegistrationFactory.create()
    assert manager.get(reverse(f"registrations:{verb}", args=[registration.pk])).status_code == 404

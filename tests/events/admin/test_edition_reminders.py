"""Staff choose which mails the clock sends about an edition."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def test_the_form_shows_what_is_set_and_keeps_what_is_chosen(manager: Client) -> None:
    edition = EditionFactory.create(thanks_after=False)
    address = reverse("editions:reminders", args=[edition.pk])
    html = manager.get(address).content.decode()
    assert html.count(" checked") == 2
    response = manager.post(address, {"thanks_after": "on"})
    edition.refresh_from_db()
    assert response.headers["Location"] == reverse("editions:inspect", args=[edition.pk])
    assert (edition.reminds_day_before, edition.reminds_hour_before, edition.thanks_after) == (False, False, True)
    assert address in manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()


def test_a_colleague_can_hear_of_each_booking(manager: Client) -> None:
    edition = EditionFactory.create()
    address = reverse("editions:reminders", args=[edition.pk])
    assert "geldig e-mailadres" in manager.post(address, {"notify": "hrm"}).content.decode()
    manager.post(address, {"notify": "hrm@vakwerk.example"})
    assert 'value="hrm@vakwerk.example"' in manager.get(address).content.decode()
    screen = manager.get(reverse("editions:inspect", args=[edition.pk])).content.decode()
    assert "Van elke aanmelding gaat een bericht naar hrm@vakwerk.example." in screen
    entry = ModelLogEntry.objects.get(action="events.notify_set")
    assert entry.data == {"is_set": True}

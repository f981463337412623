"""Applying is refused where there is nothing to apply for, also when it closed a moment ago."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest
from django.utils import timezone

from cms.actions.accept_lead import accept_lead
from cms.actions.apply_to_call import apply_to_call
from cms.actions.receive_lead import LeadDetails
from cms.contracts import NotAllowed
from cms.models import CallPage, CallPlace, Lead, Message
from tests.factories.cms import ApplicationFactory, CallPageFactory, CallPlaceFactory

pytestmark = pytest.mark.django_db

DETAILS = LeadDetails(name="Sanne Visser", email="s@example.org", organisation_name="Gemeente Lindewaard")


@pytest.fixture
def page(page_tree: SimpleNamespace) -> CallPage:
    page: CallPage = CallPageFactory.create(parent=page_tree.home)
    page.save_revision().publish()
    return page


def apply(page: CallPage, place: CallPlace, form_key: uuid.UUID | None = None) -> Lead:
    key = form_key or uuid.uuid4()
    return apply_to_call(page=page, place_id=place.pk, form_key=key, details=DETAILS, language="nl")


def test_past_its_last_day(page: CallPage) -> None:
    page.closes_on = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(NotAllowed, match="De oproep is gesloten"):
        apply(page, CallPlace.objects.get(kind="municipality"))
    assert not Lead.objects.exists()
    assert not Message.objects.exists()


def test_no_place_left_of_this_kind(page: CallPage) -> None:
    place = CallPlace.objects.get(kind="municipality")
    accept_lead(lead_id=ApplicationFactory.create(place=place).pk)
    for wanted in (place, CallPlaceFactory.create()):  # full, and of another call
        with pytest.raises(NotAllowed, match="geen plaats meer"):
            apply(page, wanted)
    assert (Lead.objects.count(), Message.objects.count()) == (1, 1)


def test_sent_twice_is_once_also_when_it_closed_in_between(page: CallPage) -> None:
    place = CallPlace.objects.get(kind="municipality")
    key = uuid.uuid4()
    lead = apply(page, place, key)
    accept_lead(lead_id=lead.pk)
    assert apply(page, place, key) == lead
    assert Lead.objects.count() == 1

"""A call counts its places and closes by itself."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from cms.actions.accept_lead import accept_lead
from cms.models import Lead, Message
from tests.cms.views.typed import nothing_happened
from tests.factories.cms import ApplicationFactory

pytestmark = pytest.mark.django_db


def test_the_page_counts_accepted_applications(call: SimpleNamespace, client: Client) -> None:
    text = client.get(call.page_url).content.decode()
    assert "Nog 3 plaatsen" in text
    assert "<dt>2 plaatsen</dt>\n      <dd>Rijksuitvoeringsorganisatie<small>nog vrij</small></dd>" in text
    accept_lead(lead_id=ApplicationFactory.create(place=call.state).pk)
    accept_lead(lead_id=ApplicationFactory.create(place=call.municipality).pk)
    text = client.get(call.page_url).content.decode()
    assert "Nog 1 plaats<" in text
    assert "Rijksuitvoeringsorganisatie<small>nog 1 vrij</small>" in text
    assert "Gemeente<small>vergeven</small>" in text
    assert f'name="place" value="{call.state.pk}"' in text
    assert f'name="place" value="{call.municipality.pk}"' not in text


def test_a_kind_that_is_full_takes_no_applications(call: SimpleNamespace, client: Client) -> None:
    accept_lead(lead_id=ApplicationFactory.create(place=call.municipality).pk)
    before = (Lead.objects.count(), Message.objects.count())
    text = client.post(call.url, call.typed).content.decode()
    assert "Voor deze soort organisatie is geen plaats meer." in text
    assert "Drie teams." in text
    assert (Lead.objects.count(), Message.objects.count()) == before


def test_after_the_last_day_it_is_closed(call: SimpleNamespace, client: Client) -> None:
    today = timezone.localdate()
    call.page.closes_on = today
    call.page.save()
    assert "Verstuur de aanmelding" in client.get(call.page_url).content.decode()
    call.page.closes_on = today - dt.timedelta(days=1)
    call.page.save()
    text = client.get(call.page_url).content.decode()
    assert "Verstuur de aanmelding" not in text
    assert "De laatste dag om aan te melden is voorbij." in text

    text = client.post(call.url, call.typed).content.decode()
    assert "De oproep is gesloten. Uw organisatie is niet aangemeld." in text
    assert "s.visser@lindewaard.example" in text
    assert nothing_happened()


def test_full_means_closed(call: SimpleNamespace, client: Client) -> None:
    for where in (call.municipality, call.state, call.state):
        accept_lead(lead_id=ApplicationFactory.create(place=where).pk)
    text = client.get(call.page_url).content.decode()
    assert "Alle plaatsen zijn vergeven." in text
    assert "Verstuur de aanmelding" not in text

    before = (Lead.objects.count(), Message.objects.count())
    text = client.post(call.url, call.typed | {"email": "fout"}).content.decode()
    assert "De oproep is gesloten. Uw organisatie is niet aangemeld." in text
    assert "Het is niet gelukt" in text
    assert "Drie teams." in text
    assert (Lead.objects.count(), Message.objects.count()) == before


def test_the_place_of_another_call_is_none_of_this_one(call: SimpleNamespace, client: Client) -> None:
    other = ApplicationFactory.create().place_id
    text = client.post(call.url, call.typed | {"place": other}).content.decode()
    assert "Voor deze soort organisatie is geen plaats meer." in text
    assert Lead.objects.count() == 1

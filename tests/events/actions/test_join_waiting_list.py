import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.api import NotAllowed
from cms.models import Message
from events.actions.join_waiting_list import AlreadyWaiting
from events.models import WaitingListEntry
from tests.events.waiting import begin, full_edition, states, sums, wait
from tests.factories.events import EditionFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db


def test_whoever_joins_a_full_edition_stands_last_and_hears_where() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    entry = wait(edition, "Bram", seats=2)

    assert states(edition) == {"Anna": "waiting", "Bram": "waiting"}
    assert sums(edition) == (2, 0, 0)
    message = Message.objects.get(recipient="bram@merwestein.example")
    assert message.subject == f"U staat op de wachtlijst: {edition.offering.title}"
    assert "voor 2 plaatsen. Uw plek is nu 2." in message.text
    assert f"/wachtplaats/{entry.access_key}/" in message.text
    assert f"/wachtplaats/{entry.access_key}/" in message.html


def test_the_same_form_again_returns_the_first_entry() -> None:
    edition = full_edition()
    key = uuid.uuid4()
    first = wait(edition, "Anna", form_key=key)

    assert wait(edition, "Anna", form_key=key) == first
    assert (WaitingListEntry.objects.count(), Message.objects.count()) == (1, 1)


def test_an_address_stands_on_a_list_once_whatever_its_case() -> None:
    edition = full_edition()
    first = wait(edition, "Anna")

    with pytest.raises(AlreadyWaiting) as refusal:
        wait(edition, "Anna", email="ANNA@merwestein.example")

    assert refusal.value.entry == first
    assert (WaitingListEntry.objects.count(), Message.objects.count()) == (1, 1)


def test_the_database_refuses_an_address_twice_too() -> None:
    entry = WaitingListEntryFactory.create(email="anna@merwestein.example")
    with pytest.raises(IntegrityError, match="waiting_once"), transaction.atomic():
        WaitingListEntryFactory.create(edition=entry.edition, email="Anna@merwestein.example")
    WaitingListEntryFactory.create(email="anna@merwestein.example")  # another edition has a list of its own


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"status": "cancelled"}, "Er is geen wachtlijst (meer): het gaat niet door of is al begonnen."),
        ({"status": "draft"}, "Er is geen wachtlijst (meer): het gaat niet door of is al begonnen."),
        (
            {"closes_at": timezone.now() - dt.timedelta(seconds=1)},
            "De aanmelding is gesloten, en er is niet genoeg plaats meer.",
        ),
        (
            {"capacity": 3},
            "Er is nog 1 plaats vrij. U kunt zich gewoon aanmelden; de wachtlijst begint pas als alles bezet is.",
        ),
    ],
)
def test_there_is_a_list_only_where_everything_is_taken(change: dict[str, Any], told: str) -> None:
    edition = EditionFactory.create(**{"capacity": 2, "taken": 2, **change})

    with pytest.raises(NotAllowed) as refusal:
        wait(edition, "Anna")

    assert str(refusal.value.reason) == told
    assert not WaitingListEntry.objects.exists()
    assert not Message.objects.exists()


def test_nobody_waits_for_what_has_begun() -> None:
    edition = full_edition()
    begin(edition)

    with pytest.raises(NotAllowed):
        wait(edition, "Anna")


def test_nobody_waits_for_more_places_than_there_are() -> None:
    edition = full_edition()

    with pytest.raises(NotAllowed) as refusal:
        wait(edition, "Anna", seats=3)

    assert str(refusal.value.reason) == "Zoveel plaatsen zijn er niet: er zijn er 2."

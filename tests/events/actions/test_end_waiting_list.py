import pytest

from cms.models import Message
from events.actions.cancel_edition import cancel_edition
from events.actions.end_waiting_list import end_started_lists
from tests.events.waiting import begin, full_edition, leave_one, mails_to, states, sums, wait

pytestmark = pytest.mark.django_db


def test_when_it_begins_everybody_on_the_list_is_told_once() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    wait(edition, "Bram")
    leave_one(edition)
    begin(edition)

    assert (end_started_lists(), end_started_lists()) == (1, 0)
    assert states(edition) == {"Anna": "expired", "Bram": "expired"}
    assert sums(edition) == (1, 0, 1)
    assert (mails_to("Anna"), mails_to("Bram")) == (["joined", "offered", "ended"], ["joined", "ended"])
    anna, bram = Message.objects.filter(key__endswith=":ended").order_by("recipient")
    assert "Het aanbod geldt niet meer." in anna.text
    assert "Er is voor u geen plaats vrijgekomen." in bram.text


def test_an_edition_that_is_to_come_keeps_its_list() -> None:
    edition = full_edition()
    wait(edition, "Anna")

    assert end_started_lists() == 0
    assert states(edition) == {"Anna": "waiting"}


def test_when_it_does_not_go_ahead_the_list_hears_why() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    leave_one(edition)
    wait(edition, "Bram")
    cancel_edition(edition_id=edition.pk, reason="De spreker is ziek.")

    assert states(edition) == {"Anna": "expired", "Bram": "expired"}
    assert sums(edition) == (0, 0, 2)
    told = Message.objects.filter(key__endswith=":ended")
    assert told.count() == 2
    assert all("gaat niet door. De spreker is ziek." in message.text for message in told)

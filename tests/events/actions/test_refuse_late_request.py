import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message, User
from events.actions.advance_queue import advance_queue
from events.actions.offer_out_of_turn import offer_out_of_turn
from events.actions.refuse_late_request import refuse_late_request
from events.models import Edition
from tests.events.waiting import begin, full_edition, mails_to, states, sums, wait
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def closed(**facts: int) -> Edition:
    """After the deadline, with room for two."""
    ago = timezone.now() - dt.timedelta(days=1)
    edition: Edition = EditionFactory.create(**{"capacity": 3, "taken": 1, "closes_at": ago, **facts})
    return edition


def test_a_request_holds_no_seat_and_waits_for_a_colleague() -> None:
    edition = closed()
    entry = wait(edition, "Anna")
    advance_queue(edition.pk)
    assert (entry.is_late, states(edition), sums(edition)) == (True, {"Anna": "waiting"}, (1, 0, 2))
    assert mails_to("Anna") == ["requested"]
    assert "U bent nog niet aangemeld" in Message.objects.get().text
    assert ModelLogEntry.objects.filter(action="events.late_request_made").count() == 1


def test_it_is_admitted_by_an_offer_that_passes_the_deadline(administrator: User) -> None:
    edition = closed()
    entry = wait(edition, "Anna")
    offer_out_of_turn(entry_id=entry.pk, user=administrator)
    assert (states(edition), sums(edition)) == ({"Anna": "offered"}, (1, 1, 1))
    assert mails_to("Anna") == ["requested", "offered"]
    line = ModelLogEntry.objects.get(action="events.late_request_admitted")
    assert line.user == administrator


def test_it_is_refused_with_a_mail(administrator: User) -> None:
    edition = closed()
    entry = wait(edition, "Anna")
    refuse_late_request(entry_id=entry.pk, user=administrator)
    assert (states(edition), sums(edition)) == ({"Anna": "withdrawn"}, (1, 0, 2))
    assert mails_to("Anna") == ["requested", "refused"]
    assert ModelLogEntry.objects.get(action="events.late_request_refused").user == administrator
    with pytest.raises(MoveNotAllowed):
        refuse_late_request(entry_id=entry.pk, user=administrator)
    assert mails_to("Anna") == ["requested", "refused"]


def test_who_stands_in_the_queue_is_not_refused_as_late(administrator: User) -> None:
    edition = full_edition()
    entry = wait(edition, "Anna")
    with pytest.raises(MoveNotAllowed):
        refuse_late_request(entry_id=entry.pk, user=administrator)
    assert states(edition) == {"Anna": "waiting"}


def test_who_was_in_time_goes_first_and_keeps_what_is_free() -> None:
    edition = full_edition(3)
    wait(edition, "Anna", seats=2)
    Edition.objects.filter(pk=edition.pk).update(closes_at=timezone.now(), taken=2)
    advance_queue(edition.pk)
    with pytest.raises(NotAllowed):
        wait(edition, "Bram")  # the free seat is Anna's
    assert (states(edition), sums(edition)) == ({"Anna": "waiting"}, (2, 1, 0))


@pytest.mark.parametrize("facts", [{"taken": 3}, {"taken": 2}])
def test_without_room_there_is_nothing_to_ask(facts: dict[str, int]) -> None:
    edition = closed(**facts)
    with pytest.raises(NotAllowed):
        wait(edition, "Anna", seats=2)
    assert not Message.objects.exists()


def test_nothing_after_the_start() -> None:
    edition = closed()
    begin(edition)
    with pytest.raises(NotAllowed):
        wait(edition, "Anna")
    assert states(edition) == {}

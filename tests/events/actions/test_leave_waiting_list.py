import pytest

from cms.models import User
from events.actions.leave_waiting_list import leave_waiting_list
from tests.events.bookings import PIETER, book
from tests.events.waiting import full_edition, leave_one, mails_to, states, sums, wait

pytestmark = pytest.mark.django_db


def test_whoever_leaves_is_told_once_and_the_others_move_up() -> None:
    edition = full_edition()
    entry = wait(edition, "Anna")
    wait(edition, "Bram")
    for _time in range(2):
        leave_waiting_list(entry_id=entry.pk)

    assert states(edition) == {"Anna": "withdrawn", "Bram": "waiting"}
    assert mails_to("Anna") == ["joined", "left"]


def test_a_declined_place_goes_to_the_next_at_once() -> None:
    edition = full_edition()
    entry = wait(edition, "Anna")
    wait(edition, "Bram")
    leave_one(edition)
    leave_waiting_list(entry_id=entry.pk)

    assert states(edition) == {"Anna": "declined", "Bram": "offered"}
    assert sums(edition) == (1, 1, 0)


def test_when_the_last_leaves_the_place_is_everybodys() -> None:
    edition = full_edition()
    entry = wait(edition, "Anna", seats=2)
    leave_one(edition)
    assert sums(edition) == (1, 1, 0)

    leave_waiting_list(entry_id=entry.pk)

    assert sums(edition) == (1, 0, 1)
    assert book(edition, PIETER).is_new


def test_when_who_wanted_more_leaves_the_next_gets_what_was_kept() -> None:
    edition = full_edition()
    entry = wait(edition, "Anna", seats=2)
    wait(edition, "Bram")
    leave_one(edition)
    leave_waiting_list(entry_id=entry.pk)

    assert states(edition) == {"Anna": "withdrawn", "Bram": "offered"}


def test_what_was_accepted_stays(administrator: User) -> None:
    edition = full_edition()
    entry = wait(edition, "Anna")
    leave_one(edition)
    book(edition, PIETER, offer=entry.pk)
    leave_waiting_list(entry_id=entry.pk, user=administrator)

    assert states(edition) == {"Anna": "accepted"}
    assert mails_to("Anna") == ["joined", "offered"]


def test_who_left_may_come_back_at_the_end() -> None:
    edition = full_edition()
    leave_waiting_list(entry_id=wait(edition, "Anna").pk)
    wait(edition, "Bram")
    wait(edition, "Anna")
    leave_one(edition)

    assert list(edition.waiting_list.values_list("name", "status")) == [
        ("Anna", "withdrawn"),
        ("Bram", "offered"),
        ("Anna", "waiting"),
    ]

import pytest
from wagtail.models import ModelLogEntry

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import User
from events.actions.offer_out_of_turn import offer_out_of_turn
from tests.events.waiting import begin, full_edition, leave_one, mails_to, states, sums, wait

pytestmark = pytest.mark.django_db


def test_a_colleague_passes_the_first_and_the_log_says_so(administrator: User) -> None:
    edition = full_edition()
    wait(edition, "Anna", seats=2)
    bram = wait(edition, "Bram")
    leave_one(edition)
    offer_out_of_turn(entry_id=bram.pk, user=administrator)

    assert states(edition) == {"Anna": "waiting", "Bram": "offered"}
    assert sums(edition) == (1, 1, 0)
    line = ModelLogEntry.objects.get(action="events.offered_out_of_turn")
    assert (line.user, line.data) == (administrator, {"passed": 1})


def test_what_is_offered_to_somebody_else_cannot_be_offered_again(administrator: User) -> None:
    edition = full_edition()
    wait(edition, "Anna")
    bram = wait(edition, "Bram")
    leave_one(edition)

    with pytest.raises(NotAllowed) as refusal:
        offer_out_of_turn(entry_id=bram.pk, user=administrator)

    assert str(refusal.value.reason) == (
        "Er zijn niet genoeg plaatsen vrij: 0, en dit zijn er 1. Verhoog eerst het maximum."
    )
    assert states(edition) == {"Anna": "offered", "Bram": "waiting"}
    assert mails_to("Bram") == ["joined"]


def test_an_offer_is_made_once(administrator: User) -> None:
    edition = full_edition()
    anna = wait(edition, "Anna")
    leave_one(edition)

    with pytest.raises(MoveNotAllowed):
        offer_out_of_turn(entry_id=anna.pk, user=administrator)


def test_nothing_after_the_start(administrator: User) -> None:
    edition = full_edition()
    wait(edition, "Anna", seats=2)
    bram = wait(edition, "Bram")
    leave_one(edition)
    begin(edition)

    with pytest.raises(NotAllowed):
        offer_out_of_turn(entry_id=bram.pk, user=administrator)

    assert states(edition) == {"Anna": "waiting", "Bram": "waiting"}

import pytest

from events.actions.expire_offers import expire_offers
from tests.events.waiting import full_edition, leave_one, mails_to, overdue, states, sums, wait

pytestmark = pytest.mark.django_db


def test_an_overdue_offer_goes_to_the_next_and_both_are_told() -> None:
    edition = full_edition()
    anna = wait(edition, "Anna")
    wait(edition, "Bram")
    leave_one(edition)
    overdue(anna)

    assert (expire_offers(), expire_offers()) == (1, 0)
    assert states(edition) == {"Anna": "expired", "Bram": "offered"}
    assert sums(edition) == (1, 1, 0)
    assert (mails_to("Anna"), mails_to("Bram")) == (["joined", "offered", "expired"], ["joined", "offered"])


def test_the_last_overdue_offer_makes_the_place_everybodys() -> None:
    edition = full_edition()
    anna = wait(edition, "Anna")
    leave_one(edition)
    overdue(anna)
    expire_offers()

    assert sums(edition) == (1, 0, 1)


def test_an_offer_that_stands_is_left_alone() -> None:
    edition = full_edition()
    wait(edition, "Anna")
    leave_one(edition)

    assert expire_offers() == 0
    assert states(edition) == {"Anna": "offered"}

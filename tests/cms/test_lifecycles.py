"""The table of leads, state by state: what is not listed here is refused. That of mails stands in tests/cms/mail."""

import pytest

from cms.lifecycle import MoveNotAllowed, move
from cms.lifecycles import LEAD, SETTLED_LEADS, LeadStatus

ALLOWED = {
    ("new", "in_progress"),
    ("new", "answered"),
    ("new", "accepted"),
    ("new", "refused"),
    ("new", "closed"),
    ("in_progress", "answered"),
    ("in_progress", "accepted"),
    ("in_progress", "refused"),
    ("in_progress", "closed"),
    ("answered", "in_progress"),
    ("answered", "accepted"),
    ("answered", "refused"),
    ("answered", "closed"),
    ("accepted", "withdrawn"),
    ("accepted", "closed"),
}


@pytest.mark.parametrize("now", LeadStatus)
@pytest.mark.parametrize("then", LeadStatus)
def test_every_pair(now: LeadStatus, then: LeadStatus) -> None:
    if now is then or (now.value, then.value) in ALLOWED:
        assert move(LEAD, now, then) is then
    else:
        with pytest.raises(MoveNotAllowed):
            move(LEAD, now, then)


def test_what_is_settled_is_forgotten_and_what_was_accepted_is_not() -> None:
    assert {"answered", "refused", "withdrawn", "closed"} == SETTLED_LEADS

"""The waiting list, state by state: what is not listed here is refused."""

import pytest

from cms.lifecycle import MoveNotAllowed, move
from events.lifecycles import WAITING_LIST, WaitingListStatus

ALLOWED = {
    ("waiting", "offered"),
    ("waiting", "withdrawn"),
    ("waiting", "expired"),
    ("offered", "accepted"),
    ("offered", "declined"),
    ("offered", "expired"),
}


@pytest.mark.parametrize("now", WaitingListStatus)
@pytest.mark.parametrize("then", WaitingListStatus)
def test_every_pair(now: WaitingListStatus, then: WaitingListStatus) -> None:
    if now is then or (now.value, then.value) in ALLOWED:
        assert move(WAITING_LIST, now, then) is then
    else:
        with pytest.raises(MoveNotAllowed):
            move(WAITING_LIST, now, then)

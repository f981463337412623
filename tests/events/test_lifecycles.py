"""The waiting list and the invitation to a host, state by state: what is not listed here is refused."""

import pytest

from cms.lifecycle import MoveNotAllowed, move
from events.lifecycles import HOST, WAITING_LIST, HostStatus, WaitingListStatus

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


HOST_MOVES = {
    ("invited", "confirmed"),
    ("invited", "declined"),
    ("invited", "withdrawn"),
    ("confirmed", "withdrawn"),
}


@pytest.mark.parametrize("now", HostStatus)
@pytest.mark.parametrize("then", HostStatus)
def test_every_pair_of_a_host(now: HostStatus, then: HostStatus) -> None:
    if now is then or (now.value, then.value) in HOST_MOVES:
        assert move(HOST, now, then) is then
    else:
        with pytest.raises(MoveNotAllowed):
            move(HOST, now, then)

"""The state machine, and every table in the site against a full cross product."""

from enum import StrEnum

import pytest

from cms.lifecycle import MoveNotAllowed, Table, final, move, picture, states


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    AMBER = "amber"
    BROKEN = "broken"


LIGHT: Table[Light] = {
    Light.RED: {Light.GREEN, Light.BROKEN},
    Light.GREEN: {Light.AMBER, Light.BROKEN},
    Light.AMBER: {Light.RED, Light.BROKEN},
    Light.BROKEN: set(),
}
ALLOWED = {
    ("red", "green"),
    ("red", "broken"),
    ("green", "amber"),
    ("green", "broken"),
    ("amber", "red"),
    ("amber", "broken"),
}


@pytest.mark.parametrize("now", Light)
@pytest.mark.parametrize("then", Light)
def test_a_move_is_allowed_when_the_table_has_its_arrow(now: Light, then: Light) -> None:
    if now == then or (now.value, then.value) in ALLOWED:
        assert move(LIGHT, now, then) is then
    else:
        with pytest.raises(MoveNotAllowed) as refused:
            move(LIGHT, now, then)
        assert (refused.value.now, refused.value.then) == (now, then)
        assert str(refused.value) == f"Light: {now.value} -> {then.value} is not allowed"


def test_a_column_holds_a_plain_string() -> None:
    assert move(LIGHT, "red", Light.GREEN) is Light.GREEN
    with pytest.raises(MoveNotAllowed):
        move(LIGHT, "red", Light.AMBER)


def test_a_state_the_machine_does_not_know_is_an_error() -> None:
    with pytest.raises(ValueError, match="'purple' is not a valid Light"):
        move(LIGHT, "purple", Light.RED)


def test_states_and_final_states() -> None:
    assert states(LIGHT) == (Light.RED, Light.GREEN, Light.AMBER, Light.BROKEN)
    assert final(LIGHT) == frozenset({Light.BROKEN})


def test_the_picture_lists_every_arrow() -> None:
    assert picture(LIGHT) == "\n".join(
        [
            "stateDiagram-v2",
            "    [*] --> red",
            "    red --> green",
            "    red --> broken",
            "    green --> amber",
            "    green --> broken",
            "    amber --> red",
            "    amber --> broken",
            "    broken --> [*]",
        ]
    )

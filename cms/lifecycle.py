"""State machines as closed tables: what is not in the table cannot happen.

A table gives for every state the states that may follow it; a final state has an empty set:

    class Light(str, Enum): RED = "red"; GREEN = "green"
    LIGHT: Table[Light] = {Light.RED: {Light.GREEN}, Light.GREEN: set()}
"""

from collections.abc import Mapping, Set
from enum import Enum
from typing import TypeAlias, TypeVar

State = TypeVar("State", bound=Enum)
Table: TypeAlias = Mapping[State, Set[State]]


class MoveNotAllowed(Exception):
    """The table has no arrow from `now` to `then`."""

    def __init__(self, now: Enum, then: Enum) -> None:
        super().__init__(f"{type(now).__name__}: {now.value} -> {then.value} is not allowed")
        self.now = now
        self.then = then


def move(table: Table[State], now: State | str, then: State) -> State:
    """Return `then`. Staying in the same state is allowed; any other missing arrow raises MoveNotAllowed.

    `now` may be the plain string a database column holds; an unknown string raises ValueError.
    """
    current = type(then)(now)
    if then is not current and then not in table[current]:
        raise MoveNotAllowed(current, then)
    return then


def states(table: Table[State]) -> tuple[State, ...]:
    """Every state, in the order of the table."""
    return tuple(table)


def final(table: Table[State]) -> frozenset[State]:
    """The states nothing follows on."""
    return frozenset(state for state in table if not table[state])


def picture(table: Table[State]) -> str:
    """The table as a Mermaid diagram: the text each README carries and a test compares."""
    order = list(table)
    arrows = [f"    {now.value} --> {then.value}" for now in order for then in order if then in table[now]]
    ends = [f"    {state.value} --> [*]" for state in order if not table[state]]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {order[0].value}", *arrows, *ends])

"""What the machines share: each run in a transaction that is taken back, with the bank as a plugin."""

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from cms.api import MoveNotAllowed, NotAllowed
from cms.plugins.manager import manager
from tests.stateful.bank import BankPlugin

Table = Mapping[Any, Set[Any]]

PROFILE = hypothesis.settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(hypothesis.HealthCheck),
)
# A twin has to fail, each time and soon; how small its failure can be made does not matter.
TWIN_PROFILE = hypothesis.settings(
    PROFILE, max_examples=60, derandomize=True, phases=[hypothesis.Phase.generate], print_blob=False
)


class Machine(RuleBasedStateMachine):
    """Open a transaction with `begin` in an @initialize rule; it ends with the run."""

    atomic: Any = None

    def begin(self) -> None:
        self.atomic = transaction.atomic()
        # As in Django's own TestCase: durable blocks may run inside.
        self.atomic._from_testcase = True
        self.atomic.__enter__()
        self.plugin = BankPlugin()
        self.bank = self.plugin.bank
        manager().register(self.plugin, name="bank")
        self.seen: dict[tuple[str, int], Any] = {}

    def teardown(self) -> None:
        if self.atomic is not None:
            manager().unregister(self.plugin)
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def check_moves(self, label: str, states: type[StrEnum], table: Table, rows: Mapping[int, str]) -> None:
        """Since the last step every row made moves that the table allows; a final state stays."""
        for pk, value in rows.items():
            now = states(value)
            before = self.seen.get((label, pk), now)
            assert now in _reachable(table, before), f"{label} {pk} went from {before} to {now}"
            self.seen[label, pk] = now


def _reachable(table: Table, state: Any) -> set[Any]:
    found, new = {state}, {state}
    while new:
        new = {then for now in new for then in table[now]} - found
        found |= new
    return found


@contextmanager
def may_refuse() -> Iterator[None]:
    """The action may say no; whether it left something behind is for the invariants."""
    with suppress(NotAllowed, MoveNotAllowed):
        yield


@contextmanager
def caught_by(name: str) -> Iterator[None]:
    """A twin must fail in this block, in the rule or the invariant with this name: for the reason that it was made for."""
    with pytest.raises(AssertionError) as caught:
        yield
    assert name in {frame.name for frame in caught.traceback}, f"{name} did not see it"


def run(machine: type[Machine], settings: hypothesis.settings = PROFILE) -> None:
    """Run it; raises what an invariant or a rule raised."""
    run_state_machine_as_test(machine, settings=settings)

"""Without its guard each fault does harm, and its scenario says so."""

import pytest

from tests.betalingen.drill.conftest import Drill
from tests.betalingen.drill.mutants import Mutant
from tests.betalingen.drill.table import FAULTS, Fault

UNGUARDED = [
    pytest.param(fault, mutant, id=f"{number:02}-{mutant.__name__}")
    for number, fault in FAULTS.items()
    for mutant in fault.mutants
]


def test_every_fault_has_a_scenario_and_a_mutant() -> None:
    assert sorted(FAULTS) == list(range(1, 53))
    for number, fault in FAULTS.items():
        assert fault.scenario.__name__.startswith(f"test_fault_{number:02}_")
        assert fault.mutants


@pytest.mark.parametrize(("fault", "mutant"), UNGUARDED)
def test_the_scenario_fails_without_its_guard(drill: Drill, fault: Fault, mutant: Mutant) -> None:
    with pytest.MonkeyPatch.context() as patch:
        mutant(patch)
        # What fails must be an expectation of the scenario; any other error would be a broken mutant.
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            fault.scenario(drill)

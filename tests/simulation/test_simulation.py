"""Whether the simulation would notice a cent that is missing. The simulation itself: `python -m tests.simulation`."""

from collections import Counter
from dataclasses import replace

from tests.simulation.reckoning import Figure
from tests.simulation.run import Outcome


def test_a_cent_that_is_missing_is_seen() -> None:
    right = Outcome(
        Counter(), [Figure("Received", {"Stripe": 100, "journal": 100, "files": 100})], {}, seconds=1, orders=1
    )
    assert right.is_right
    assert not replace(right, figures=[Figure("Received", {"Stripe": 100, "journal": 100, "files": 99})]).is_right
    assert not replace(right, mistakes={"payments": ["py_1: 100 / None"]}).is_right

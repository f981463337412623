"""A small simulation, and whether it would notice a cent that is missing. A large one: `python -m tests.simulation`."""

from collections import Counter
from dataclasses import replace

import pytest
from pytest_django import Settings

from betalingen.models import JournalEntry
from cms.models import User
from tests.betalingen.conftest import sell
from tests.simulation.reckoning import Figure
from tests.simulation.run import Outcome, simulate

ORDERS, SEED = 8, 1


def test_a_cent_that_is_missing_is_seen() -> None:
    right = Outcome(
        Counter(), [Figure("Received", {"Stripe": 100, "journal": 100, "files": 100})], {}, seconds=1, orders=1
    )
    assert right.is_right
    assert not replace(right, figures=[Figure("Received", {"Stripe": 100, "journal": 100, "files": 99})]).is_right
    assert not replace(right, mistakes={"payments": ["py_1: 100 / None"]}).is_right


@pytest.mark.django_db(transaction=True)
def test_every_cent_of_a_few_orders_is_where_it_should_be(settings: Settings) -> None:
    """With the site, workers that are killed, and faults: the processes race, so what happens differs a little each time."""
    settings.DEMO = True  # as the processes have it: all of it is play money
    sell()
    outcome = simulate(ORDERS, SEED, User.objects.create_superuser("finance@example.org"))
    assert [(figure.label, dict(figure.found)) for figure in outcome.figures if figure.difference] == []
    assert outcome.mistakes == {}
    assert (outcome.is_right, outcome.orders) == (True, ORDERS)
    happened = outcome.happened
    assert happened["paid"] > 0
    assert happened["workers killed"] > 0
    assert JournalEntry.objects.count() > ORDERS

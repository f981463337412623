"""The simulation, small: real processes, faults at random, workers that are killed, and every cent where it should be."""

from collections import Counter
from dataclasses import replace

import pytest
from pytest_django import Settings

from betalingen.models import Attempt
from cms.models import User
from tests.betalingen.conftest import sell
from tests.simulation.reckoning import Figure
from tests.simulation.run import Outcome, simulate

ORDERS = 60


@pytest.mark.django_db(transaction=True)
def test_every_cent_is_where_it_should_be(settings: Settings) -> None:
    settings.DEMO = True  # play money, and files that hold it
    sell()
    outcome = simulate(ORDERS, 1, User.objects.create_superuser("finance@example.org"))
    assert outcome.mistakes == {}
    assert [figure for figure in outcome.figures if figure.difference] == []
    assert outcome.orders == ORDERS
    assert Attempt.objects.filter(status="succeeded").count() > ORDERS / 3


def test_a_cent_that_is_missing_is_seen() -> None:
    right = Outcome(
        Counter(), [Figure("Received", {"Stripe": 100, "journal": 100, "files": 100})], {}, seconds=1, orders=1
    )
    assert right.is_right
    assert not replace(right, figures=[Figure("Received", {"Stripe": 100, "journal": 100, "files": 99})]).is_right
    assert not replace(right, mistakes={"payments": ["py_1: 100 / None"]}).is_right

"""Every discount through the same exam."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import time_machine
from vakwerk_example.discounts import discounts_on

from betalingen import hooks
from betalingen.api import Article, Buyer, Discount, Supply
from tests.contracts.common import apart, assert_key, assert_words
from tests.contracts.twins import discount as twins

pytestmark = pytest.mark.django_db

Source = Callable[[Article], Sequence[Discount]]
Exam = Callable[[Source], None]
ARTICLES = [
    Article(
        reference="edition:1",
        title="Leernetwerk HRM",
        gross_cents=310_000,
        supply=Supply(dt.date(2026, 9, 22), dt.date(2026, 11, 26)),
    ),
    Article(reference="edition:2", title="Modern gezag", gross_cents=1),
]
BUYERS = [Buyer(), Buyer("municipality", "50112233"), Buyer("company", "27312152")]


def given(source: Source) -> list[Discount]:
    return [discount for article in ARTICLES for discount in source(article)]


def facts(discount: Discount) -> tuple[Any, ...]:
    return (
        *(discount.key, discount.percentage, discount.amount_cents),
        *(discount.valid_from, discount.valid_until, discount.least_places),
    )


# The exam


def has_a_key(source: Source) -> None:
    for discount in given(source):
        assert_key(discount)


def has_words(source: Source) -> None:
    for discount in given(source):
        assert_words(discount.label)


def says_for_whom(source: Source) -> None:
    for discount in given(source):
        if discount.is_for:
            assert_words(discount.whom)


def answers_the_same_at_any_time(source: Source) -> None:
    """Pages remember it, so the days must tell when it changes, and the key is kept with the order."""
    found = []
    for moment in (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, tzinfo=dt.UTC)):
        with time_machine.travel(moment):
            found.append([facts(discount) for discount in given(source)])
    assert found[0] == found[1]


def judges_any_buyer_by_itself(source: Source) -> None:
    """Asked for each screen of a registration."""
    for discount in given(source):
        with apart():
            assert {discount.is_for(buyer) for buyer in BUYERS if discount.is_for} <= {True, False}


BROKEN: dict[Exam, list[Source]] = {
    has_a_key: [twins.no_key],
    has_words: [twins.one_language],
    says_for_whom: [twins.for_nobody_named],
    answers_the_same_at_any_time: [twins.by_the_clock, twins.another_key_each_time],
    judges_any_buyer_by_itself: [twins.asks_for_each_buyer],
}


@pytest.mark.parametrize("exam", BROKEN)
@pytest.mark.parametrize("source", [hooks.discounts, discounts_on, twins.sound])
def test_discounts(source: Source, exam: Exam) -> None:
    exam(source)


@pytest.mark.parametrize(
    ("exam", "twin"),
    [
        pytest.param(exam, twin, id=f"{exam.__name__}-{twin.__name__}")
        for exam, broken in BROKEN.items()
        for twin in broken
    ],
)
def test_a_broken_discount_fails(exam: Exam, twin: Source) -> None:
    with pytest.raises(AssertionError):
        exam(twin)

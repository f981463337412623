import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.models import User
from tests.betalingen.admin.test_invoices import issued
from tests.factories.betalingen import PaidAttemptFactory, RefundFactory

LogIn = Callable[[User], Client]


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def noon(year: int, month: int, day: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(year, month, day, 12))  # noqa: DTZ001


def test_received_per_month_and_per_programme(finance: Client) -> None:
    PaidAttemptFactory.create(succeeded_at=noon(2026, 1, 1), order__title="Aarde")
    march = PaidAttemptFactory.create(succeeded_at=noon(2026, 3, 31), order__title="Boek")
    RefundFactory.create(attempt=march, amount_cents=50_000, succeeded_at=noon(2026, 4, 1))
    RefundFactory.create(
        attempt=march, amount_cents=7, status="returned", succeeded_at=noon(2026, 4, 2), returned_at=noon(2026, 5, 1)
    )
    PaidAttemptFactory.create(succeeded_at=noon(2025, 12, 31), order__title="Cel")

    context = finance.get(reverse("overview:index") + "?jaar=2026").context

    months = {number: cents for number, (_bar, cents) in enumerate(context["months"], start=1) if cents}
    assert months == {1: 187_550, 3: 187_550, 4: -50_007, 5: 7}
    assert [(bar.name, bar.cents) for bar in context["titles"]] == [("Aarde", 187_550), ("Boek", 137_550)]
    assert context["received"] == 187_550 + 137_550
    assert [(bar.height, bar.y) for bar in context["bars"]][:4] == [(100, 0), (0, 100), (100, 0), (0, 100)]


def test_open_invoices_by_age(finance: Client) -> None:
    for days_late in (-30, 0, 1, 30, 31, 60, 61, 90, 91, 400):
        issued(paid=87_550, days_ago=30 + days_late)
    issued(paid=187_550, days_ago=60)

    ages = finance.get(reverse("overview:index")).context["ages"]

    assert [(bar.count, bar.cents) for bar in ages] == [(2, 200_000)] * 5


@pytest.mark.parametrize("year", ["", "twee", "²", "1999", "999999999999"])
def test_a_year_that_is_none_is_this_year(finance: Client, year: str) -> None:
    response = finance.get(reverse("overview:index"), {"jaar": year})

    assert (response.status_code, response.context["year"]) == (200, timezone.localdate().year)


@pytest.mark.parametrize("count", [1, 30])
def test_queries(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for number in range(count):
        PaidAttemptFactory.create(order__title=f"Leergang {number}")
        issued()
    finance.get(reverse("overview:index"))

    with django_assert_num_queries(20):
        finance.get(reverse("overview:index"))

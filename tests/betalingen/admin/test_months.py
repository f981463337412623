"""Closing a month on the screen: the controls, what waits, the button."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.issue_invoice import issue_invoice
from betalingen.models import BankLine, ClosedMonth, Order
from betalingen.queries.order_lists import orders_to_invoice
from cms.models import User
from tests.betalingen.conftest import place
from tests.factories.betalingen import BankLineFactory, PaidAttemptFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]

ADDRESS = "/admin/financien/maand/"


@pytest.fixture
def finance(log_in: Callable[[User], Client], bookkeeper: User) -> Client:
    return log_in(bookkeeper)


def invoice_in_october() -> None:
    with time_machine.travel("2026-10-06 12:00+02:00"):
        issue_invoice(order=place(provider="invoice").pk)


@time_machine.travel("2026-11-03 12:00+01:00")
def test_the_month_that_is_over_is_closed_with_one_button(finance: Client) -> None:
    invoice_in_october()
    text = finance.get(ADDRESS).content.decode()
    assert "oktober 2026" in text
    assert "Ja. Elk verschil is nul." in text
    answer = finance.post(ADDRESS, {"first_day": "2026-10-01"}, follow=True)
    told = answer.content.decode()
    assert "De maand is afgesloten." in told
    assert (
        f'<a href="{reverse("exports:index")}" class="button button-small button-secondary">Neem het journaal mee</a>'
        in told
    )
    month = ClosedMonth.objects.get()
    assert (month.first_day, month.totals["debtors"]) == (dt.date(2026, 10, 1), 187_550)
    assert "Alle maanden die voorbij zijn, zijn afgesloten." in finance.get(ADDRESS).content.decode()


@time_machine.travel("2026-11-03 12:00+01:00")
def test_home_tells_that_a_month_can_be_closed_and_what_the_bank_asks(finance: Client) -> None:
    home = reverse("wagtailadmin_home")
    assert "Niets: alles past" in finance.get(home).content.decode()
    invoice_in_october()
    BankLineFactory.create_batch(2, state="open")
    BankLineFactory.create(state="ignored", note="privé")

    for page in (finance.get(home).content.decode(), finance.get(ADDRESS).content.decode()):
        assert "2 regels van de bank wachten op uw beslissing." in page
        assert f'href="{reverse("bank:index")}"' in page
    page = finance.get(home).content.decode()
    assert f'<a href="{ADDRESS}">De maand oktober 2026 is voorbij en kan worden afgesloten.</a>' in page
    assert "Niets: alles past" not in page

    BankLine.objects.filter(state="open").delete()
    finance.post(ADDRESS, {"first_day": "2026-10-01"})
    assert "Bank en boekhouding" not in finance.get(home).content.decode()
    assert "Over elke regel van de bank is beslist." in finance.get(ADDRESS).content.decode()


def test_an_order_that_was_given_up_before_its_invoice_waits_for_none() -> None:
    order = PaidAttemptFactory.create().order
    assert list(orders_to_invoice()) == [order]

    Order.objects.update(waived_cents=F("total_cents"))

    assert not orders_to_invoice().exists()


@time_machine.travel("2026-11-03 12:00+01:00")
def test_what_differs_is_shown_and_keeps_the_month_open(finance: Client) -> None:
    invoice_in_october()
    PaidAttemptFactory.create()  # no action wrote this in the journal
    text = finance.get(ADDRESS).content.decode()
    assert "Zoek eerst de verschillen uit" in text
    assert "Sluit oktober" not in text
    answer = finance.post(ADDRESS, {"first_day": "2026-10-01"}, follow=True)
    assert "De boeken kloppen niet" in answer.content.decode()
    assert not ClosedMonth.objects.exists()


@time_machine.travel("2026-11-03 12:00+01:00")
@pytest.mark.parametrize("first_day", ["", "oktober", "2026-10-02", "2026-11-01"])
def test_another_day_than_that_of_the_screen_closes_nothing(finance: Client, first_day: str) -> None:
    invoice_in_october()
    assert finance.post(ADDRESS, {"first_day": first_day}).status_code == 302
    assert not ClosedMonth.objects.exists()


@time_machine.travel("2026-11-03 12:00+01:00")
@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_screen(finance: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with time_machine.travel("2026-10-06 12:00+02:00"):
        for number in range(count):
            issue_invoice(order=place(reference=f"test:{number}", provider="invoice").pk)
    finance.get(ADDRESS)
    with django_assert_num_queries(37):
        finance.get(ADDRESS)

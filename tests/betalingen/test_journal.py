"""The journal only grows, balances, and keeps out of closed months; the database sees to it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from betalingen.actions.close_month import close_month
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.next_number import next_number
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.models import Account, ClosedMonth, Invoice, JournalEntry, JournalLine
from betalingen.queries import books
from cms.api import NotAllowed
from cms.models import User
from tests.betalingen.conftest import place
from tests.factories.betalingen import PaidAttemptFactory

pytestmark = pytest.mark.django_db


def post(key: str = "a", day: dt.date = dt.date(2026, 11, 3), cents: int = 100) -> JournalEntry:
    return post_entry(
        key=key,
        occurred_on=day,
        description="iets",
        postings=[Posting(Account.BAD_DEBT, cents), Posting(Account.DEBTORS, -cents)],
    )


def test_the_same_thing_is_written_once() -> None:
    assert post() == post(cents=900)
    assert [line.amount_cents for line in JournalLine.objects.all()] == [100, -100]


def test_what_does_not_balance_is_refused_before_it_reaches_the_database() -> None:
    with pytest.raises(ValueError, match="does not balance"):
        post_entry(key="a", occurred_on=dt.date(2026, 11, 3), description="", postings=[Posting(Account.BANK, 1)])
    assert not JournalEntry.objects.exists()


def test_outside_a_transaction_nothing_is_written(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        post()


CHANGES: dict[str, Callable[[], Any]] = {
    "an entry changed": lambda: JournalEntry.objects.update(description="anders"),
    "an entry removed": lambda: JournalLine.objects.all()._raw_delete("default"),
    "a line changed": lambda: JournalLine.objects.update(amount_cents=5),
    "a line added": lambda: JournalLine.objects.create(
        entry=JournalEntry.objects.earliest("pk"), account=Account.BANK, amount_cents=5
    ),
    "an invoice changed": lambda: Invoice.objects.update(amount_cents=1),
    "an invoice removed": lambda: Invoice.objects.all()._raw_delete("default"),
    "a month opened again": lambda: ClosedMonth.objects.all()._raw_delete("default"),
}


@pytest.mark.usefixtures("academy")
@pytest.mark.parametrize("change", CHANGES)
def test_what_was_written_stays(change: str, administrator: User) -> None:
    post()
    issue_invoice(order=place(provider="invoice").pk)
    ClosedMonth.objects.create(first_day=dt.date(2026, 9, 1), user=administrator)
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        CHANGES[change]()


@time_machine.travel("2026-12-03 12:00+01:00")
def test_a_closed_month_takes_nothing_more(administrator: User) -> None:
    post("before")
    close_month(first_day=dt.date(2026, 11, 1), user=administrator)
    late = post("late", dt.date(2026, 11, 30))
    late.refresh_from_db()
    assert (late.occurred_on, late.booked_on) == (dt.date(2026, 11, 30), dt.date(2026, 12, 1))
    month = ClosedMonth.objects.get()
    assert (month.totals["bad_debt"], month.totals["debtors"], month.totals["vat"]) == (100, -100, 0)
    assert close_month(first_day=dt.date(2026, 11, 1), user=administrator) == month


@time_machine.travel("2026-12-03 12:00+01:00")
def test_months_are_closed_in_order_when_they_are_over(administrator: User) -> None:
    post("september", dt.date(2026, 9, 3))
    with pytest.raises(NotAllowed, match="niet voorbij"):
        close_month(first_day=dt.date(2026, 12, 1), user=administrator)
    with pytest.raises(NotAllowed, match="ervoor"):
        close_month(first_day=dt.date(2026, 11, 1), user=administrator)
    close_month(first_day=dt.date(2026, 9, 1), user=administrator)
    close_month(first_day=dt.date(2026, 11, 1), user=administrator)
    with pytest.raises(NotAllowed, match="latere maand"):
        close_month(first_day=dt.date(2026, 10, 1), user=administrator)


@time_machine.travel("2026-12-03 12:00+01:00")
def test_a_month_is_not_closed_while_the_books_disagree(administrator: User) -> None:
    PaidAttemptFactory.create()  # money that no action wrote in the journal
    wrong = {str(control.label): control.difference for control in books.controls() if control.difference}
    assert wrong == {
        "Debiteuren en oninbaar: gefactureerd, min ontvangen": 187_550,
        "Betaaldienst: ontvangen, min teruggegeven en kosten": -187_515,
        "Kosten van de betaaldienst": -35,
    }
    with pytest.raises(NotAllowed, match="kloppen niet: Debiteuren"):
        close_month(first_day=dt.date(2026, 11, 1), user=administrator)


@pytest.mark.usefixtures("academy")
def test_a_number_without_an_invoice_is_seen() -> None:
    issue_invoice(order=place(provider="invoice").pk)
    assert books.missing_numbers() == []
    lost = next_number("FA")
    assert books.missing_numbers() == [lost]

"""Finance's lists of invoices and of the journal, and what an order shows of both."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.models import Account, Invoice
from betalingen.queries.invoice_lists import invoice_totals, invoices_for_finance
from cms.models import User
from tests.factories.betalingen import InvoiceFactory

LogIn = Callable[[User], Client]
TODAY = timezone.localdate()


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@transaction.atomic
def post(invoice: Invoice, account: Account, cents: int) -> None:
    """The customer owes so much more or, below zero, less."""
    post_entry(
        key=f"{invoice.number}:{account}:{cents}",
        occurred_on=invoice.issued_on,
        description=invoice.order.title,
        document=invoice.number,
        order=invoice.order,
        postings=[Posting(Account.DEBTORS, cents), Posting(account, -cents)],
    )


def issued(*, paid: int = 0, days_ago: int = 0) -> Invoice:
    """€ 1.875,50 of which so many cents came in."""
    invoice = InvoiceFactory.create(issued_on=TODAY - dt.timedelta(days=days_ago))
    post(invoice, Account.REVENUE, invoice.amount_cents)
    if paid:
        post(invoice, Account.BANK, -paid)
    return invoice


def credited(invoice: Invoice, cents: int) -> Invoice:
    note = InvoiceFactory.create(
        kind="credit_note", credits=invoice, order=invoice.order, due_on=None, amount_cents=cents, vat_cents=0
    )
    post(note, Account.REVENUE, -cents)
    return note


@pytest.mark.django_db
def test_what_is_open_and_how_it_stands() -> None:
    whole, part = issued(), issued(paid=87_550)
    paid, late = issued(paid=187_550), issued(paid=1, days_ago=31)
    last_day = issued(days_ago=30)
    given_up, lowered = issued(), issued()
    note = credited(given_up, 187_550)
    credited(lowered, 50_000)
    written_off = issued(days_ago=60)
    post(written_off, Account.BAD_DEBT, -187_550)

    found = {invoice.pk: (invoice.state, invoice.open_cents) for invoice in invoices_for_finance()}  # type: ignore[attr-defined]

    assert found[whole.pk] == ("open", 187_550)
    assert found[part.pk] == ("open", 100_000)
    assert found[paid.pk] == ("paid", 0)
    assert found[late.pk] == ("overdue", 187_549)
    assert found[last_day.pk] == ("open", 187_550)
    assert found[given_up.pk] == ("credited", 0)
    assert found[lowered.pk] == ("open", 137_550)
    assert found[note.pk] == ("credit", 0)
    assert found[written_off.pk] == ("paid", 0)
    assert invoice_totals(invoices_for_finance()) == {
        "count": 10,
        "asked": 8 * 187_550,
        "given_up": 237_550,
        "vat": 8 * 32_550,
        "open": 187_550 + 100_000 + 187_549 + 187_550 + 137_550,
    }


def test_the_list_filters_and_adds_up(finance: Client) -> None:
    late, paid = issued(days_ago=40), issued(paid=187_550)

    everything = text(finance, reverse("invoices:index"))
    overdue = text(finance, reverse("invoices:index") + "?state=overdue")
    month_ago = f"?issued_on_from={TODAY - dt.timedelta(days=45)}&issued_on_to={TODAY - dt.timedelta(days=35)}"
    old = text(finance, reverse("invoices:index") + month_ago)

    assert "€\N{NO-BREAK SPACE}3.751,00" in everything
    for shown in (overdue, old):
        assert late.number in shown
        assert paid.number not in shown
        assert "€\N{NO-BREAK SPACE}3.751,00" not in shown


@pytest.mark.parametrize(
    "query", ["{number}", "{order}", "{reference}", "{spaced}", "{lower}", "Lindewaard", "HRM", "facturen@", "PO-77"]
)
def test_search_finds_every_reference(finance: Client, query: str) -> None:
    invoice = InvoiceFactory.create(order__purchase_order_number="PO-77")
    reference = invoice.facts.payment_reference
    spaced = " ".join(reference[place : place + 4] for place in range(0, len(reference), 4))
    asked = query.format(
        number=invoice.number, order=invoice.order.number, reference=reference, spaced=spaced, lower=spaced.lower()
    )

    screen = reverse("invoices:inspect", args=[invoice.pk])

    assert screen in text(finance, reverse("invoices:index") + f"?q={asked}")
    assert screen not in text(finance, reverse("invoices:index") + f"?q={asked}x9")


def test_one_invoice_with_what_belongs_to_it(finance: Client) -> None:
    invoice = issued(paid=1_000)
    note = credited(invoice, 50_000)

    shown = text(finance, reverse("invoices:inspect", args=[invoice.pk]))
    of_note = text(finance, reverse("invoices:inspect", args=[note.pk]))
    order = text(finance, reverse("orders:inspect", args=[invoice.order_id]))

    for part in (invoice.facts.payment_reference, invoice.order.number, note.number, "debiteuren", "1.365,50"):
        assert part in shown
    assert reverse("invoices:inspect", args=[invoice.pk]) in of_note
    for part in (invoice.number, note.number, "−\N{NO-BREAK SPACE}€\N{NO-BREAK SPACE}500,00", "omzet"):
        assert part in order


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_list(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for _time in range(count):
        issued()
    finance.get(reverse("invoices:index"))

    with django_assert_num_queries(16):
        finance.get(reverse("invoices:index"))


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_one(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    invoice = issued()
    for number in range(1, count + 1):
        credited(invoice, number)
    address = reverse("invoices:inspect", args=[invoice.pk])
    finance.get(address)

    with django_assert_num_queries(17):
        finance.get(address)


def test_the_journal_adds_up_per_account(finance: Client) -> None:
    issued(paid=1_000)
    issued(days_ago=400)
    days = f"?first_day={TODAY}&last_day={TODAY}"

    shown = finance.get(reverse("ledger:index") + days)
    of_bank = finance.get(reverse("ledger:index") + days + "&account=bank")

    assert shown.context["balances"] == [("debiteuren", 187_550, 1_000), ("omzet", 0, 187_550), ("bank", 1_000, 0)]
    assert (shown.context["debit"], shown.context["credit"]) == (188_550, 188_550)
    assert [len(entry.lines.all()) for entry in shown.context["entries"]] == [2, 2]
    # Of an entry on the bank the other side is shown too; what adds up is the account alone.
    assert of_bank.context["balances"] == [("bank", 1_000, 0)]
    assert [len(entry.lines.all()) for entry in of_bank.context["entries"]] == [2]


def test_a_journal_of_days_that_cannot_be(finance: Client) -> None:
    shown = text(finance, reverse("ledger:index") + "?first_day=2026-12-02&last_day=2026-12-01")

    assert "De laatste dag ligt voor de eerste." in shown


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_journal(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for _time in range(count):
        issued()
    finance.get(reverse("ledger:index"))

    with django_assert_num_queries(17):
        finance.get(reverse("ledger:index"))

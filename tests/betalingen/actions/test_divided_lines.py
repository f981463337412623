"""One line of the bank that pays several invoices."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from betalingen.actions.book_line import Part, book_on_order, book_on_several
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.issue_invoice import issue_due_invoices, issue_invoice
from betalingen.actions.match_lines import match_lines
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.suspend_line import suspend_line
from betalingen.api import Customer
from betalingen.models import (
    Account,
    Attempt,
    BankLine,
    BankLinePart,
    Discrepancy,
    Invoice,
    JournalEntry,
    JournalLine,
    Order,
)
from betalingen.queries.bank_matching import open_debts_of_payer, proposals
from betalingen.queries.books import controls, unbalanced_entries
from cms.api import NotAllowed
from cms.models import User
from tests.factories.betalingen import BankLineFactory, InvoiceOrderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

WHOLE = 187_550


@pytest.fixture
def invoices() -> list[Invoice]:
    """Two of € 1.875,50, of one customer."""
    return [issue_invoice(order=InvoiceOrderFactory.create().pk) for _turn in range(2)]


def halves(invoices: list[Invoice]) -> list[Part]:
    return [Part(invoice.order_id, WHOLE) for invoice in invoices]


def differences() -> list[str]:
    """Controls of the books that do not come to nothing."""
    return [str(each.label) for each in controls() if each.difference]


def balance(account: Account) -> int:
    return JournalLine.objects.filter(account=account).aggregate(cents=Sum("amount_cents"))["cents"] or 0


def test_all_parts_are_booked_in_one_go(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE, text="diverse facturen")

    book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)

    line.refresh_from_db()
    assert (line.state, line.is_divided, line.entry, line.order, line.user) == ("booked", True, None, None, bookkeeper)
    assert {order.status for order in Order.objects.all()} == {"paid"}
    assert [part.order for part in line.parts.all()] == [invoice.order for invoice in invoices]
    assert [part.entry.key for part in line.parts.all()] == [
        f"attempt:{attempt.public_id}" for attempt in Attempt.objects.order_by("pk")
    ]
    assert (balance(Account.BANK), balance(Account.DEBTORS)) == (2 * WHOLE, 0)
    assert (unbalanced_entries(), differences()) == ([], [])
    assert not Discrepancy.objects.exists()


def test_never_twice(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)

    with pytest.raises(NotAllowed, match="al geboekt"):
        book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)
    with pytest.raises(NotAllowed, match="al geboekt"):
        book_on_order(line=line.pk, order=invoices[0].order_id)

    assert (Attempt.objects.count(), balance(Account.BANK)) == (2, 2 * WHOLE)


@pytest.mark.parametrize(
    ("cents", "message"),
    [
        ([WHOLE, WHOLE - 1], "niet precies"),
        ([WHOLE, WHOLE + 1], "niet precies"),
        ([2 * WHOLE], "minstens twee"),
        ([3 * WHOLE, -WHOLE], "hoger is dan nul"),
        ([2 * WHOLE, 0], "hoger is dan nul"),
    ],
)
def test_parts_that_are_not_what_came(
    invoices: list[Invoice], bookkeeper: User, cents: list[int], message: str
) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    parts = [Part(invoice.order_id, each) for invoice, each in zip(invoices, cents, strict=False)]

    with pytest.raises(NotAllowed, match=message):
        book_on_several(line=line.pk, parts=parts, user=bookkeeper)

    line.refresh_from_db()
    assert (line.state, Attempt.objects.exists(), BankLinePart.objects.exists()) == ("open", False, False)


def test_one_invoice_twice(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)

    with pytest.raises(NotAllowed, match="één keer"):
        book_on_several(line=line.pk, parts=halves([invoices[0], invoices[0]]), user=bookkeeper)

    assert not Attempt.objects.exists()


def test_what_fails_halfway_books_nothing(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE, booked_on=timezone.localdate() + dt.timedelta(days=1))

    with pytest.raises(NotAllowed, match="toekomst"):
        book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)

    assert not Attempt.objects.exists()
    assert not BankLinePart.objects.exists()


def test_too_much_and_too_little_are_exceptions(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    parts = [Part(invoices[0].order_id, WHOLE + 100), Part(invoices[1].order_id, WHOLE - 100)]

    book_on_several(line=line.pk, parts=parts, user=bookkeeper)

    assert set(Discrepancy.objects.values_list("kind", flat=True)) == {"overpaid", "underpaid"}
    assert differences() == []


def test_from_what_was_still_to_be_found_out(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    suspend_line(line=line.pk, note="gebeld")

    book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)

    assert (balance(Account.BANK), balance(Account.SUSPENSE), balance(Account.DEBTORS)) == (2 * WHOLE, 0, 0)
    assert differences() == []


def test_a_part_that_was_booked_by_hand_is_not_booked_again(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    book_transfer(
        order=invoices[1].order_id, amount_cents=WHOLE, received_on=line.booked_on, bank_reference="met de hand"
    )

    book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)

    assert (Attempt.objects.count(), balance(Account.BANK)) == (2, 2 * WHOLE)
    again = BankLineFactory.create(amount_cents=WHOLE, statement=line.statement, text=invoices[1].number)
    [proposal] = proposals([again])
    assert proposal.match != "known"


def test_instalments_of_one_order(bookkeeper: User) -> None:
    order = InvoiceOrderFactory.create()
    today = timezone.localdate()
    payer = Customer(
        name="Gemeente Lindewaard", email="facturen@lindewaard.example", street="Plein 1", city="Lindewaard"
    )
    planned = [PlannedInstalment(cents=cents, invoice_on=today, payer=payer) for cents in (100_000, 87_550)]
    plan_instalments(order=order.pk, planned=planned)
    issue_due_invoices(order=order.pk)
    line = BankLineFactory.create(amount_cents=WHOLE, text=order.number)
    [proposal] = proposals([line])
    assert [debt.due_cents for debt in proposal.debts] == [100_000, 87_550]

    rows = list(order.instalments.all())
    book_on_several(line=line.pk, parts=[Part(order.pk, row.planned_cents, row.pk) for row in rows], user=bookkeeper)

    order.refresh_from_db()
    assert order.status == "paid"
    assert [part.instalment for part in line.parts.all()] == rows
    assert differences() == []


def said(invoices: list[Invoice], words: str) -> str:
    return words.format(*invoices, *(invoice.facts.payment_reference for invoice in invoices))


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("{0} en {1}", 2 * WHOLE),
        ("{2} {3}", 2 * WHOLE),
        ("{2} {1}", 2 * WHOLE),
        ("{0} {1}", 2 * WHOLE - 100),
    ],
)
def test_what_the_payer_names_is_proposed(invoices: list[Invoice], text: str, cents: int) -> None:
    line = BankLineFactory.create(amount_cents=cents, text=said(invoices, text), counterparty_name="Iemand")

    match_lines()

    line.refresh_from_db()
    assert (line.state, line.match, line.order) == ("proposed", "several", None)
    assert [debt.number for debt in proposals([line])[0].debts] == [
        each.order.number if f"{{{place}}}" not in text and f"{{{place + 2}}}" not in text else each.number
        for place, each in enumerate(invoices)
    ]


def test_named_are_two_and_paid_is_one(invoices: list[Invoice]) -> None:
    [proposal] = proposals([BankLineFactory.create(amount_cents=WHOLE, text=said(invoices, "{0} {1}"))])

    assert (proposal.match, proposal.debts) == ("number", ())


def test_everything_of_one_customer_is_proposed(invoices: list[Invoice]) -> None:
    InvoiceOrderFactory.create(customer_name="Gemeente Anders")
    line = BankLineFactory.create(amount_cents=2 * WHOLE)

    [proposal] = proposals([line])

    assert (proposal.state, proposal.match) == ("proposed", "several")
    assert [debt.number for debt in proposal.debts] == [invoice.number for invoice in invoices]
    assert open_debts_of_payer(line) == list(proposal.debts)


@pytest.mark.parametrize("change", [{"amount_cents": 2 * WHOLE - 1}, {"counterparty_name": "Iemand anders"}])
def test_no_guess_is_made(invoices: list[Invoice], change: dict[str, Any]) -> None:
    [proposal] = proposals([BankLineFactory.create(**{"amount_cents": 2 * WHOLE} | change)])

    assert (proposal.state, proposal.match) == ("open", "")


def test_what_was_not_invoiced_does_not_count(invoices: list[Invoice]) -> None:
    InvoiceOrderFactory.create()

    [two] = proposals([BankLineFactory.create(amount_cents=2 * WHOLE)])
    [three] = proposals([BankLineFactory.create(amount_cents=3 * WHOLE)])

    assert (two.match, three.match) == ("several", "")


def test_an_account_that_paid_several_is_known(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE, counterparty_name="SSC Noord")
    book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)
    order = InvoiceOrderFactory.create()

    [proposal] = proposals([BankLineFactory.create(counterparty_name="SSC Noord", statement=line.statement)])

    assert (proposal.match, proposal.order) == ("customer", order.pk)


def test_the_database_itself_keeps_the_parts(invoices: list[Invoice], bookkeeper: User) -> None:
    line = BankLineFactory.create(amount_cents=2 * WHOLE)
    book_on_several(line=line.pk, parts=halves(invoices), user=bookkeeper)
    other = JournalEntry.objects.create(
        key=uuid4().hex, occurred_on=line.booked_on, booked_on=line.booked_on, description="x"
    )

    with pytest.raises(IntegrityError, match="not what came"), transaction.atomic():
        BankLinePart.objects.create(line=line, order=invoices[0].order, amount_cents=1, entry=other)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        line.parts.update(amount_cents=1)
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        line.parts.all().delete()
    undivided = BankLineFactory.create()
    with pytest.raises(IntegrityError, match="not what came"), transaction.atomic():
        BankLine.objects.filter(pk=undivided.pk).update(state="booked", is_divided=True)


@pytest.mark.parametrize("count", [2, 12])
def test_queries_of_a_proposal(django_assert_num_queries: Any, count: int) -> None:
    invoices = [issue_invoice(order=InvoiceOrderFactory.create().pk) for _turn in range(count)]
    line = BankLineFactory.create(text=" ".join(invoice.number for invoice in invoices), amount_cents=count * WHOLE)
    unknown = BankLineFactory.create(amount_cents=count * WHOLE)

    with django_assert_num_queries(10):
        found = proposals([line, unknown])

    assert [len(proposal.debts) for proposal in found] == [count, count]

"""From the file of the bank to the books."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from betalingen.actions.book_line import book_on_order, book_on_refund, book_payout
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.ignore_line import ignore_line
from betalingen.actions.import_statement import import_statement
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.match_lines import match_lines
from betalingen.actions.post_entry import Posting, post_entry
from betalingen.actions.suspend_line import suspend_line
from betalingen.api import ProviderUnavailable
from betalingen.camt import StatementRefused
from betalingen.models import (
    Account,
    Attempt,
    BankLine,
    BankStatement,
    Discrepancy,
    Invoice,
    JournalEntry,
    JournalLine,
    Order,
    Refund,
)
from cms.api import MoveNotAllowed, NotAllowed
from tests.betalingen.bank_files import DAY, Line, Version, camt
from tests.betalingen.conftest import RunJobs
from tests.factories.betalingen import AttemptFactory, InvoiceOrderFactory, OrderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

BOTH = pytest.mark.parametrize("version", ["02", "08"])


@pytest.fixture
def invoice() -> Invoice:
    """Of € 1.875,50, to be paid by transfer."""
    return issue_invoice(order=InvoiceOrderFactory.create().pk)


def take(*lines: Line, **options: Any) -> list[BankLine]:
    """Import a statement with these lines; its lines as they stand then."""
    import_statement(content=camt(*lines, **options))
    return list(BankLine.objects.order_by("pk"))


def reference(invoice: Invoice) -> str:
    return invoice.facts.payment_reference


def balance(account: Account) -> int:
    return JournalLine.objects.filter(account=account).aggregate(cents=Sum("amount_cents"))["cents"] or 0


def stand(line: BankLine) -> tuple[str, str]:
    line.refresh_from_db()
    return line.state, line.match


@BOTH
def test_reference_and_amount_are_booked_at_once(invoice: Invoice, run_jobs: RunJobs, version: Version) -> None:
    [line] = take(Line(cents=187_550, reference="A1", structured=reference(invoice)), version=version)
    run_jobs()

    order = Order.objects.get()
    assert (stand(line), order.status) == (("booked", "exact"), "paid")
    attempt = Attempt.objects.get()
    assert (attempt.received_cents, attempt.method) == (187_550, "bank_transfer")
    assert line.entry == JournalEntry.objects.get(key=f"attempt:{attempt.public_id}")
    assert (balance(Account.BANK), balance(Account.DEBTORS)) == (187_550, 0)


@BOTH
def test_the_same_file_again_changes_nothing(invoice: Invoice, run_jobs: RunJobs, version: Version) -> None:
    content = camt(Line(cents=187_550, reference="A1", structured=reference(invoice)), version=version)
    first = import_statement(content=content)
    run_jobs()

    again = import_statement(content=content)
    run_jobs()

    assert (first.new, first.known, again.new, again.known) == (1, 0, 0, 1)
    assert (BankStatement.objects.count(), BankLine.objects.count(), Attempt.objects.count()) == (1, 1, 1)
    assert not Discrepancy.objects.exists()


@pytest.mark.parametrize("bank_reference", ["A1", ""])
def test_statements_that_overlap(invoice: Invoice, run_jobs: RunJobs, bank_reference: str) -> None:
    line = Line(cents=187_550, reference=bank_reference, structured=reference(invoice))
    take(line)
    run_jobs()

    take(Line(cents=5, reference="A0"), line, version="08", statement_id="week", opening_cents=3)
    run_jobs()

    assert [it.amount_cents for it in BankLine.objects.order_by("pk")] == [187_550, 5]
    assert (Attempt.objects.count(), balance(Account.BANK)) == (1, 187_550)


def test_the_database_itself_keeps_a_line_once(invoice: Invoice) -> None:
    [line] = take(Line(cents=187_550))

    with pytest.raises(IntegrityError, match="key"), transaction.atomic():
        BankLine.objects.create(statement=line.statement, position=2, key=line.key, amount_cents=187_550, booked_on=DAY)


def test_two_lines_for_one_invoice(invoice: Invoice, run_jobs: RunJobs) -> None:
    first, second = take(
        Line(cents=187_550, reference="A1", structured=reference(invoice)),
        Line(cents=187_550, reference="A2", structured=reference(invoice)),
    )
    run_jobs()

    assert (stand(first), stand(second)) == (("booked", "exact"), ("proposed", "reference"))
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "then"),
    [
        (Line(cents=187_549, structured="RF"), ("proposed", "reference")),
        (Line(cents=187_551, structured="RF"), ("proposed", "reference")),
        (Line(cents=187_550, text="rf"), ("proposed", "number")),
        (Line(cents=187_550, text="factuur NUMBER"), ("proposed", "number")),
        (Line(cents=100, text="factuur NUMBER"), ("proposed", "number")),
        (Line(cents=187_550, text="ORDER"), ("proposed", "number")),
        (Line(cents=187_550, text="2026-ONLY"), ("proposed", "number")),
        (Line(cents=187_551, text="2026-ONLY"), ("open", "")),
        (Line(cents=187_550, name="GEM. LINDEWAARD"), ("proposed", "customer")),
        (Line(cents=187_550, name="Iemand anders"), ("open", "")),
        (Line(cents=187_551), ("open", "")),
        (Line(cents=-187_550), ("open", "")),
    ],
)
def test_what_is_not_exact_waits_for_a_person(
    invoice: Invoice, run_jobs: RunJobs, line: Line, then: tuple[str, str]
) -> None:
    words = {
        "RF": reference(invoice),
        "rf": reference(invoice).lower(),
        "NUMBER": f"FA{invoice.number[3:7]}{invoice.number[8:].lstrip('0')}",
        "ORDER": invoice.order.number,
        "2026-ONLY": f"{invoice.number[3:7]}-{invoice.number[8:].lstrip('0')}",
    }
    text = line.text
    for word, meaning in words.items():
        text = meaning if text == word else text.replace(word, meaning)
    structured = words.get(line.structured, "")

    [found] = take(Line(cents=line.cents, text=text, structured=structured, name=line.name))
    run_jobs()

    assert stand(found) == then
    assert found.order == (invoice.order if then[0] == "proposed" else None)
    assert not Attempt.objects.exists()


def test_two_orders_of_a_customer_are_not_guessed() -> None:
    InvoiceOrderFactory.create_batch(2)

    [line] = take(Line(cents=187_550))

    assert stand(line) == ("open", "")


def test_an_account_that_paid_before_is_known(invoice: Invoice, run_jobs: RunJobs) -> None:
    take(Line(cents=187_550, structured=reference(invoice), name="SSC Noord"))
    run_jobs()
    InvoiceOrderFactory.create()

    *_booked, line = take(Line(cents=187_550, name="SSC Noord"), statement_id="2026-212")

    assert stand(line) == ("proposed", "customer")


def test_a_person_confirms_what_is_too_much(invoice: Invoice) -> None:
    [line] = take(Line(cents=200_000, structured=reference(invoice)))

    book_on_order(line=line.pk, order=invoice.order_id)
    book_on_order(line=line.pk, order=invoice.order_id)

    assert stand(line)[0] == "booked"
    assert list(Discrepancy.objects.values_list("kind", flat=True)) == ["overpaid"]
    assert (balance(Account.BANK), balance(Account.DEBTORS)) == (200_000, -12_450)


def test_a_line_is_booked_on_one_order(invoice: Invoice) -> None:
    [line] = take(Line(cents=187_550))
    book_on_order(line=line.pk, order=invoice.order_id)

    with pytest.raises(NotAllowed, match="al geboekt"):
        book_on_order(line=line.pk, order=InvoiceOrderFactory.create().pk)
    with pytest.raises(MoveNotAllowed):
        suspend_line(line=line.pk, note="")
    with pytest.raises(MoveNotAllowed):
        ignore_line(line=line.pk, reason="vergissing")

    assert (Attempt.objects.count(), balance(Account.BANK)) == (1, 187_550)


def test_what_was_booked_by_hand_is_not_booked_again(invoice: Invoice, run_jobs: RunJobs) -> None:
    book_transfer(order=invoice.order_id, amount_cents=187_550, received_on=DAY, bank_reference="met de hand")

    [line] = take(Line(cents=187_550, structured=reference(invoice)))
    run_jobs()
    assert stand(line) == ("proposed", "known")
    book_on_order(line=line.pk, order=invoice.order_id)

    assert (stand(line)[0], Attempt.objects.count(), balance(Account.BANK)) == ("booked", 1, 187_550)


def test_a_transfer_for_an_order_that_is_paid_online(run_jobs: RunJobs) -> None:
    order = OrderFactory.create(number="OR-2026-0077")
    AttemptFactory.create(order=order)

    [line] = take(Line(cents=187_550, text="Order or 2026 77"))
    assert stand(line) == ("proposed", "number")
    book_on_order(line=line.pk, order=order.pk)

    order.refresh_from_db()
    assert order.status == "paid"
    assert Attempt.objects.get(status="succeeded").provider == "invoice"
    assert (balance(Account.BANK), balance(Account.CLEARING)) == (187_550, 0)
    with pytest.raises(ProviderUnavailable):  # the running payment is closed at the provider, who is not there
        run_jobs()


def test_unknown_money_is_set_apart_and_found_later(invoice: Invoice) -> None:
    [line] = take(Line(cents=187_550, name="Onbekend"))

    suspend_line(line=line.pk, note="bellen")
    suspend_line(line=line.pk, note="bellen")
    assert (balance(Account.BANK), balance(Account.SUSPENSE)) == (187_550, -187_550)

    book_on_order(line=line.pk, order=invoice.order_id)
    assert (balance(Account.BANK), balance(Account.SUSPENSE), balance(Account.DEBTORS)) == (187_550, 0, 0)
    assert stand(line)[0] == "booked"


def test_ignoring_needs_a_reason_and_can_be_undone(invoice: Invoice) -> None:
    [line] = take(Line(cents=187_550, name="Onbekend"))

    with pytest.raises(NotAllowed, match="Schrijf op waarom"):
        ignore_line(line=line.pk, reason=" ")
    ignore_line(line=line.pk, reason="rente")
    assert (stand(line)[0], match_lines(), stand(line)[0]) == ("ignored", 0, "ignored")

    book_on_order(line=line.pk, order=invoice.order_id)
    assert stand(line)[0] == "booked"


def refund_by_hand(run_jobs: RunJobs) -> Refund:
    order = InvoiceOrderFactory.create()
    book_transfer(order=order.pk, amount_cents=187_550, received_on=DAY, bank_reference="NL-1")
    cancel_order(reference=order.reference, reason="afgemeld")
    run_jobs()
    return Refund.objects.get()


def test_money_that_went_back(run_jobs: RunJobs) -> None:
    refund = refund_by_hand(run_jobs)

    [line] = take(Line(cents=-187_550, text=f"terug {refund.attempt.order.number}"))
    assert (stand(line), line.refund) == (("proposed", "refund"), refund)
    book_on_refund(line=line.pk, refund=refund.pk)
    book_on_refund(line=line.pk, refund=refund.pk)

    refund.refresh_from_db()
    assert (stand(line)[0], refund.status, balance(Account.BANK)) == ("booked", "succeeded", 0)


def test_money_that_went_back_with_another_amount(run_jobs: RunJobs) -> None:
    refund = refund_by_hand(run_jobs)
    [line] = take(Line(cents=-187_549))

    with pytest.raises(NotAllowed, match="bedrag van de terugbetaling is anders"):
        book_on_refund(line=line.pk, refund=refund.pk)

    refund.refresh_from_db()
    assert (stand(line)[0], refund.status) == ("open", "submitted")


def paid_out(cents: int, day: dt.date, document: str = "") -> JournalEntry:
    with transaction.atomic():
        return post_entry(
            key=f"payout:po_{cents}_{day}",
            occurred_on=day,
            description="Uitbetaling",
            document=document,
            postings=[Posting(Account.BANK, cents), Posting(Account.CLEARING, -cents)],
        )


@pytest.mark.parametrize(
    ("days", "name", "document", "is_found"),
    [
        (0, "STRIPE PAYMENTS EUROPE", "", True),
        (3, "Stripe", "", True),
        (0, "Betaaldienst", "po_55", True),
        (0, "Betaaldienst", "", False),
        (8, "Stripe", "", False),
    ],
)
def test_a_payout_is_linked_and_not_posted_again(
    run_jobs: RunJobs, days: int, name: str, document: str, is_found: object
) -> None:
    entry = paid_out(90_000, DAY - dt.timedelta(days=days), document)

    [line] = take(Line(cents=90_000, name=name, text="uitbetaling po_55"))
    run_jobs()

    line.refresh_from_db()
    assert (line.state, line.entry) == (("booked", entry) if is_found else ("open", None))
    assert balance(Account.BANK) == 90_000


def test_a_payout_that_is_told_of_later(run_jobs: RunJobs) -> None:
    [line] = take(Line(cents=90_000, name="Stripe"))
    assert stand(line) == ("open", "payout")
    with pytest.raises(NotAllowed, match="nog niet gemeld"):
        book_payout(line=line.pk)

    paid_out(90_000, DAY)
    assert match_lines() == 1
    run_jobs()

    assert stand(line) == ("booked", "payout")


def test_a_statement_of_another_account() -> None:
    with pytest.raises(StatementRefused, match="andere rekening"):
        import_statement(content=camt(iban="NL20INGB0001234567"))

    assert not BankStatement.objects.exists()


def test_nothing_is_kept_of_a_file_that_does_not_add_up() -> None:
    with pytest.raises(StatementRefused):
        import_statement(content=camt(Line(cents=1), off_by=1))

    assert not BankLine.objects.exists()


@pytest.mark.parametrize("count", [1, 40])
def test_queries_of_an_import(django_assert_num_queries: Any, count: int) -> None:
    content = camt(*(Line(cents=100 + number, reference=f"A{number}") for number in range(count)))

    with django_assert_num_queries(19):
        import_statement(content=content)

"""Invoices that are paid late, or never."""

import datetime as dt

import pytest
import time_machine
from django.db.models import Sum
from django.utils import timezone

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.flag import flag
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.send_reminder import send_due_reminder, send_due_reminders, send_reminder
from betalingen.actions.write_off import write_off
from betalingen.api import CustomerRules, customer_rules
from betalingen.models import Account, Discrepancy, Invoice, JournalLine, Order, PaymentReminder, WriteOff
from cms.api import NotAllowed
from cms.models import Message
from tests.betalingen.conftest import RunJobs
from tests.factories.betalingen import InvoiceOrderFactory, PaymentTermFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

START = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DUE = START + dt.timedelta(days=30)


@pytest.fixture
def invoice() -> Invoice:
    """Of 2 March 2026, to be paid before 1 April."""
    with time_machine.travel(START, tick=False):
        return issue_invoice(order=InvoiceOrderFactory.create().pk)


def days_late(days: int) -> time_machine.travel:
    return time_machine.travel(DUE + dt.timedelta(days=days), tick=False)


def remind_daily(order: Order, until: int) -> list[tuple[int, str]]:
    """The tone of what is sent on each day."""
    sent = []
    for day in range(until):
        with days_late(day):
            reminder = send_due_reminder(order=order.pk)
        if reminder:
            sent.append((day, str(reminder.tone)))
    return sent


def book(order: Order, cents: int, reference: str) -> None:
    book_transfer(order=order.pk, amount_cents=cents, received_on=timezone.localdate(), bank_reference=reference)


def balance(account: Account) -> int:
    return JournalLine.objects.filter(account=account).aggregate(cents=Sum("amount_cents"))["cents"] or 0


def test_two_tones_and_never_twice(invoice: Invoice) -> None:
    assert remind_daily(invoice.order, 60) == [(7, "friendly"), (21, "firm")]
    assert remind_daily(invoice.order, 60) == []
    assert Message.objects.count() == 2


def test_who_is_reminded_late_gets_time(invoice: Invoice) -> None:
    with days_late(25):
        send_due_reminder(order=invoice.order_id)
    for day, expected in ((26, None), (31, None), (32, "firm")):
        with days_late(day):
            reminder = send_due_reminder(order=invoice.order_id)
        assert (reminder.tone if reminder else None) == expected


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_mail_says(invoice: Invoice, language: str) -> None:
    Order.objects.update(language=language)
    remind_daily(invoice.order, 30)

    for message in Message.objects.all():
        for part in (
            invoice.number,
            invoice.facts.payment_reference,
            "NL91ABNA0417164300",
            "1.875,50" if language == "nl" else "1,875.50",
            f"/betalen/{invoice.order.access_key}/" if language == "nl" else invoice.order.access_key,
        ):
            assert part in message.text, part
            assert part in message.html, part
        assert ("Beste" in message.text) == (language == "nl")


def test_only_what_is_still_open_is_asked(invoice: Invoice) -> None:
    with days_late(8):
        book(invoice.order, 100_000, "NL-1")
        reminder = send_due_reminder(order=invoice.order_id)

    assert reminder is not None
    assert reminder.open_cents == 87_550


@pytest.mark.parametrize("case", ["paid", "cancelled", "disputed", "held", "written off"])
def test_who_is_not_reminded(invoice: Invoice, case: str) -> None:
    order = invoice.order
    with days_late(8):
        match case:
            case "paid":
                book(order, 187_550, "NL-1")
            case "cancelled":
                cancel_order(reference=order.reference, reason="afgemeld")
            case "disputed":
                book(order, 1, "NL-1")
                flag(order.attempts.get(), Discrepancy.Kind.DISPUTED)
            case "held":
                Order.objects.update(is_held=True)
            case _:
                write_off(order=order.pk, reason="failliet")
        Message.objects.all().delete()

        assert send_due_reminder(order=order.pk) is None
        with pytest.raises(NotAllowed, match="geen factuur te laat"):
            send_reminder(order=order.pk)
    assert not Message.objects.exists()


def test_a_person_may_remind_earlier_but_not_before_it_is_late(invoice: Invoice) -> None:
    with days_late(0), pytest.raises(NotAllowed, match="geen factuur te laat"):
        send_reminder(order=invoice.order_id)
    with days_late(1):
        tones = [send_reminder(order=invoice.order_id).tone for _time in range(2)]
        with pytest.raises(NotAllowed, match="Beide herinneringen"):
            send_reminder(order=invoice.order_id)

    assert tones == ["friendly", "firm"]


def test_the_daily_job(invoice: Invoice, run_jobs: RunJobs) -> None:
    with days_late(7):
        send_due_reminders()
        send_due_reminders()
        run_jobs()

    assert PaymentReminder.objects.count() == 1


def test_the_term_of_a_customer() -> None:
    PaymentTermFactory.create(kvk_number="87654321", days=14, needs_orderer=True)

    assert customer_rules("87654321") == CustomerRules(term_days=14, needs_orderer=True)
    assert customer_rules("") == customer_rules("11111111") == CustomerRules()
    with time_machine.travel(START, tick=False):
        agreed = issue_invoice(order=InvoiceOrderFactory.create(kvk_number="87654321").pk)
        usual = issue_invoice(order=InvoiceOrderFactory.create().pk)
    assert (agreed.due_on, usual.due_on) == (dt.date(2026, 3, 16), dt.date(2026, 4, 1))


def test_what_is_given_up(invoice: Invoice) -> None:
    with days_late(90):
        written = write_off(order=invoice.order_id, reason="failliet")
        again = write_off(order=invoice.order_id, reason="nog eens")

    invoice.order.refresh_from_db()
    assert (written, invoice.order.status) == (again, "written_off")
    assert (written.amount_cents, written.vat_cents, written.vat_back_from) == (187_550, 32_550, dt.date(2027, 4, 1))
    bad = JournalLine.objects.filter(account=Account.BAD_DEBT).values_list("amount_cents", flat=True)
    assert sorted(bad) == [32_550, 155_000]
    assert (balance(Account.DEBTORS), balance(Account.VAT)) == (0, -32_550)


def test_part_of_it_was_paid(invoice: Invoice) -> None:
    with days_late(90):
        book(invoice.order, 100_000, "NL-1")
        written = write_off(order=invoice.order_id, reason="failliet")

    assert (written.amount_cents, written.vat_cents) == (87_550, 15_195)
    assert balance(Account.DEBTORS) == 0


@pytest.mark.parametrize("parts", [[187_550], [100_000, 87_550], [200_000]])
def test_money_that_comes_after_all(invoice: Invoice, parts: list[int]) -> None:
    with days_late(90):
        write_off(order=invoice.order_id, reason="failliet")
        for number, cents in enumerate(parts):
            book(invoice.order, cents, f"NL-{number}")

    invoice.order.refresh_from_db()
    assert invoice.order.status == "paid"
    assert (balance(Account.BAD_DEBT), balance(Account.BANK)) == (0, sum(parts))
    assert balance(Account.DEBTORS) == 187_550 - sum(parts)


def test_part_of_it_comes_after_all(invoice: Invoice) -> None:
    with days_late(90):
        write_off(order=invoice.order_id, reason="failliet")
        book(invoice.order, 100_000, "NL-1")

    invoice.order.refresh_from_db()
    assert invoice.order.status == "written_off"
    assert (balance(Account.BAD_DEBT), balance(Account.DEBTORS)) == (87_550, 0)


@pytest.mark.parametrize(
    ("days", "reason", "message"), [(0, "failliet", "te laat"), (1, " ", "waarom"), (-5, "failliet", "te laat")]
)
def test_what_cannot_be_given_up(invoice: Invoice, days: int, reason: str, message: str) -> None:
    with days_late(days), pytest.raises(NotAllowed, match=message):
        write_off(order=invoice.order_id, reason=reason)

    assert not WriteOff.objects.exists()


def test_a_cancelled_order_is_not_given_up(invoice: Invoice) -> None:
    with days_late(90):
        cancel_order(reference=invoice.order.reference, reason="afgemeld")
        with pytest.raises(NotAllowed, match="open order"):
            write_off(order=invoice.order_id, reason="failliet")

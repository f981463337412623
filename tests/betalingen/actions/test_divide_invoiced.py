"""An order that has an invoice already is divided after all: that is credited in full, and each instalment is invoiced."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.contest_order import contest_order
from betalingen.actions.credit_surplus import credit_in_full
from betalingen.actions.issue_invoice import issue_due_invoices, issue_invoice
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.waive import waive
from betalingen.actions.write_off import write_off
from betalingen.api import SubsidyTreatment
from betalingen.models import ClosedMonth, Instalment, Invoice, Order, PaymentReminder
from betalingen.queries import movements
from betalingen.queries.bank_matching import proposals
from betalingen.queries.books import controls, unbalanced_entries
from betalingen.queries.invoice_lists import invoices_for_finance
from betalingen.queries.overdue import late_invoices
from betalingen.queries.subsidy_use import uses
from cms.api import NotAllowed
from cms.models import Message, User
from tests.betalingen.actions.test_instalments import LINDEWAARD, VELDEN
from tests.betalingen.actions.test_issue_invoice import subsidised
from tests.betalingen.conftest import RunJobs, place
from tests.factories.betalingen import AttemptFactory, BankLineFactory, WriteOffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]

FIRST, SECOND = 100_000, 87_550


@pytest.fixture
def invoice() -> Invoice:
    """Of € 1.875,50, to Lindewaard."""
    return issue_invoice(order=place(provider="invoice", customer=LINDEWAARD).pk)


def halves(later: int = 0) -> list[PlannedInstalment]:
    """Of Lindewaard today, and of Velden so many days later."""
    today = timezone.localdate()
    return [
        PlannedInstalment(cents=FIRST, invoice_on=today, payer=LINDEWAARD),
        PlannedInstalment(cents=SECOND, invoice_on=today + dt.timedelta(days=later), payer=VELDEN),
    ]


def the_books_agree() -> bool:
    return not unbalanced_entries() and not [each for each in controls() if each.difference]


def test_the_invoice_is_credited_and_what_is_due_invoiced(
    invoice: Invoice, run_jobs: RunJobs, bookkeeper: User
) -> None:
    run_jobs()
    Message.objects.all().delete()

    plan_instalments(order=invoice.order_id, planned=halves(later=30), user=bookkeeper)
    run_jobs()

    note = Invoice.objects.get(kind="credit_note")
    assert (note.credits, note.amount_cents, note.vat_cents) == (invoice, 187_550, 32_550)
    assert (note.instalment, note.issued_on) == (None, timezone.localdate())
    [issued] = Invoice.objects.filter(kind="invoice").exclude(pk=invoice.pk)
    assert (issued.number[-4:], issued.amount_cents, issued.instalment.number) == ("0002", FIRST, 1)  # type: ignore[union-attr]
    assert sorted(row.planned_cents for row in Instalment.objects.all()) == [SECOND, FIRST]
    states = {each.number: (each.state, each.open_cents) for each in invoices_for_finance()}  # type: ignore[attr-defined]
    assert states == {invoice.number: ("credited", 0), note.number: ("credit", 0), issued.number: ("open", FIRST)}
    assert the_books_agree()
    told = {mail.subject.split()[0]: mail for mail in Message.objects.all()}
    assert set(told) == {"Creditnota", "Factuur"}
    assert {mail.recipient for mail in told.values()} == {LINDEWAARD.email}
    assert "Reden: vervangen door 2 termijnen, elk met een eigen factuur" in told["Creditnota"].text
    written = ModelLogEntry.objects.filter(object_id=str(invoice.order_id), user=bookkeeper)
    assert {"betalingen.invoice_credited", "betalingen.instalments_planned"} <= set(
        written.values_list("action", flat=True)
    )


def test_until_the_last_instalment_is_paid(invoice: Invoice, run_jobs: RunJobs) -> None:
    plan_instalments(order=invoice.order_id, planned=halves())
    run_jobs()
    for row in Instalment.objects.order_by("number"):
        assert Order.objects.get().status == "open"
        book_transfer(
            order=invoice.order_id,
            instalment=row.pk,
            amount_cents=row.planned_cents,
            received_on=timezone.localdate(),
            bank_reference=f"NL-{row.pk}",
        )
    run_jobs()

    assert Order.objects.get().status == "paid"
    assert Invoice.objects.filter(kind="credit_note").count() == 1
    today = timezone.localdate()
    assert len(list(movements.payment_rows(movements.Period(first_day=today, last_day=today)))) == 2
    assert the_books_agree()


def test_before_an_instalment_is_invoiced_it_can_still_change(invoice: Invoice, run_jobs: RunJobs) -> None:
    plan_instalments(order=invoice.order_id, planned=halves())
    other = [PlannedInstalment(cents=187_550, invoice_on=timezone.localdate(), payer=VELDEN)]

    plan_instalments(order=invoice.order_id, planned=other)
    with pytest.raises(NotAllowed, match="minstens één termijn"):
        plan_instalments(order=invoice.order_id, planned=[])
    run_jobs()

    kinds = list(Invoice.objects.order_by("pk").values_list("kind", "amount_cents"))
    assert kinds == [("invoice", 187_550), ("credit_note", 187_550), ("invoice", 187_550)]
    assert the_books_agree()


def test_one_other_payer(invoice: Invoice, run_jobs: RunJobs) -> None:
    whole = PlannedInstalment(cents=187_550, invoice_on=timezone.localdate(), payer=VELDEN)

    plan_instalments(order=invoice.order_id, planned=[whole])
    run_jobs()

    issued = Invoice.objects.get(instalment__isnull=False)
    assert (issued.facts.buyer.name, issued.amount_cents) == (VELDEN.name, 187_550)
    assert Invoice.objects.get(kind="credit_note").facts.reason == "vervangen door een andere factuur"


def paid(invoice: Invoice) -> None:
    book_transfer(order=invoice.order_id, amount_cents=100, received_on=timezone.localdate(), bank_reference="NL-1")


def being_paid(invoice: Invoice) -> None:
    AttemptFactory.create(order=invoice.order, status="created")


def waived(invoice: Invoice) -> None:
    waive(reference=invoice.order.reference, cents=100, reason="afgemeld")


def contested(invoice: Invoice) -> None:
    contest_order(order=invoice.order_id, reason="te duur")


def reminded(invoice: Invoice) -> None:
    PaymentReminder.objects.create(invoice=invoice, tone="firm", open_cents=187_550)


def to_be_written_off(invoice: Invoice) -> None:
    WriteOffFactory.create(order=invoice.order)


def written_off(invoice: Invoice) -> None:
    Order.objects.update(status="written_off")


def credited(invoice: Invoice) -> None:
    credit_in_full(invoice, reason="vergissing")


def divided(invoice: Invoice) -> None:
    plan_instalments(order=invoice.order_id, planned=halves())
    issue_due_invoices(order=invoice.order_id)


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (paid, "al iets betaald"),
        (being_paid, "nu online aan het betalen"),
        (waived, "gecrediteerd"),
        (credited, "gecrediteerd"),
        (contested, "in geschil"),
        (reminded, "laatste aanmaning"),
        (to_be_written_off, "voorstel om deze order af te boeken"),
        (written_off, "afgeboekt als oninbaar"),
        (divided, "al een gefactureerd"),
    ],
)
def test_when_it_cannot(invoice: Invoice, happened: Callable[[Invoice], None], sentence: str) -> None:
    happened(invoice)
    before = (Invoice.objects.count(), Instalment.objects.count())

    with pytest.raises(NotAllowed, match=sentence):
        plan_instalments(order=invoice.order_id, planned=halves())

    assert (Invoice.objects.count(), Instalment.objects.count()) == before


def test_nothing_is_credited_for_rows_that_are_not_the_order(invoice: Invoice) -> None:
    for planned in ([], halves()[:1]):
        with pytest.raises(NotAllowed):
            plan_instalments(order=invoice.order_id, planned=planned)

    assert Invoice.objects.count() == 1


def test_an_attempt_that_failed_is_no_objection(invoice: Invoice) -> None:
    AttemptFactory.create(order=invoice.order, status="failed")

    plan_instalments(order=invoice.order_id, planned=halves())

    assert Instalment.objects.count() == 2


def test_in_a_month_that_is_closed_it_counts_for_the_next(invoice: Invoice, bookkeeper: User) -> None:
    ClosedMonth.objects.create(first_day=timezone.localdate().replace(day=1), user=bookkeeper)

    plan_instalments(order=invoice.order_id, planned=halves())

    note = Invoice.objects.get(kind="credit_note")
    [entry] = note.order.entries.filter(document=note.number)
    assert entry.booked_on.day == 1
    assert entry.booked_on > timezone.localdate()
    assert the_books_agree()


def test_only_the_instalments_are_late(invoice: Invoice, run_jobs: RunJobs) -> None:
    plan_instalments(order=invoice.order_id, planned=halves())
    run_jobs()

    with time_machine.travel(timezone.now() + dt.timedelta(days=40)):
        late = late_invoices(invoice.order_id)
        assert [(each.invoice.instalment.number, each.open_cents) for each in late] == [  # type: ignore[union-attr]
            (1, FIRST),
            (2, SECOND),
        ]
        made = write_off(order=invoice.order_id, reason="failliet")

    assert made.amount_cents == 187_550
    assert the_books_agree()


def test_who_pays_the_first_invoice_all_the_same(invoice: Invoice, run_jobs: RunJobs) -> None:
    plan_instalments(order=invoice.order_id, planned=halves())
    run_jobs()
    line = BankLineFactory.create(structured_reference=invoice.facts.payment_reference)

    [proposal] = proposals([line])

    assert (proposal.state, proposal.match) == ("proposed", "several")
    assert [debt.due_cents for debt in proposal.debts] == [FIRST, SECOND]


def test_what_funds_pay_stays_the_same(run_jobs: RunJobs) -> None:
    order = Order.objects.get(pk=place(provider="invoice", **subsidised(SubsidyTreatment.LINKED)).pk)
    scheme = order.lines.get().subsidy_scheme_id
    assert scheme
    whole = issue_invoice(order=order.pk)
    before = uses([scheme])[scheme]
    today = timezone.localdate()
    planned = [
        PlannedInstalment(cents=cents, invoice_on=today, payer=LINDEWAARD)
        for cents in (100_001, order.total_cents - 100_001)
    ]

    plan_instalments(order=order.pk, planned=planned)
    run_jobs()

    assert uses([scheme])[scheme] == before
    issued = Invoice.objects.filter(kind="invoice", instalment__isnull=False)
    assert sum(each.subsidy_cents for each in issued) == whole.subsidy_cents
    assert sum(each.vat_cents for each in issued) == whole.vat_cents
    assert the_books_agree()

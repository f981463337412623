"""An order in instalments: each with an invoice, a payer and a reference of its own, and the books as if it were one."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from peppol.rules import check_rules

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.issue_invoice import issue_due_invoices, issue_instalment, issue_invoice
from betalingen.actions.match_lines import match_lines
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.release_order import release_order
from betalingen.actions.request_refund import request_refund
from betalingen.actions.send_reminder import send_due_reminder
from betalingen.actions.waive import waive
from betalingen.actions.write_off import write_off
from betalingen.api import Customer, SubsidyTreatment
from betalingen.documents.checks import check_document, check_einvoice
from betalingen.documents.ubl import Profile, ubl
from betalingen.models import Account, Attempt, BankLine, Discrepancy, Instalment, Invoice, Order, PaymentTerm, Refund
from betalingen.queries import invoice_lists, journal_lines, movements, subsidy_report
from betalingen.queries.books import balances, controls
from betalingen.queries.cancelling import giving_up
from betalingen.queries.invoice_lists import invoices_for_finance
from betalingen.queries.order_lists import orders_to_invoice
from betalingen.queries.subsidy_use import uses
from cms.api import NotAllowed
from cms.models import Message
from tests.betalingen.actions.test_issue_invoice import on_invoice, subsidised
from tests.betalingen.conftest import RunJobs
from tests.betalingen.documents import national_rules
from tests.betalingen.documents.validators import broken_rules, schema_errors
from tests.factories.betalingen import BankLineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]

START = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
TODAY = START.date()
LINDEWAARD = Customer(
    name="Gemeente Lindewaard",
    email="facturen@lindewaard.example",
    street="Plein 1",
    postcode="1234 AB",
    city="Lindewaard",
    kvk_number="50112233",
    purchase_order_number="PO-88",
)
VELDEN = Customer(
    name="Waterschap De Velden",
    email="crediteuren@velden.example",
    street="Dijk 2",
    postcode="4321 BA",
    city="Velden",
    kvk_number="50112244",
    orderer="P. de Boer",
)


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(START, tick=False):
        yield


def at(days: int) -> time_machine.travel:
    return time_machine.travel(START + dt.timedelta(days=days), tick=False)


def row(cents: int, days: int = 0, payer: Customer = LINDEWAARD) -> PlannedInstalment:
    return PlannedInstalment(cents=cents, invoice_on=TODAY + dt.timedelta(days=days), payer=payer)


def supplied(**changes: Any) -> Order:
    """An order of € 1.875,50 on invoice."""
    order = on_invoice(customer=LINDEWAARD, **changes)
    order.supplied_from = order.supplied_until = TODAY
    order.save()
    return order


def in_two(*, other: Customer = LINDEWAARD, days: int = 30, **changes: Any) -> tuple[Order, Instalment, Instalment]:
    """€ 1.000,00 today and the rest later."""
    order = supplied(**changes)
    plan_instalments(order=order.pk, planned=[row(100_000), row(order.total_cents - 100_000, days, other)])
    first, second = order.instalments.all()
    return order, first, second


def pay(order: Order, cents: int, reference: str, instalment: Instalment | None = None) -> Attempt:
    return book_transfer(
        order=order.pk,
        amount_cents=cents,
        received_on=timezone.localdate(),
        bank_reference=reference,
        instalment=instalment.pk if instalment else None,
    )


def states() -> dict[str, tuple[str, int]]:
    return {each.number[-4:]: (each.state, each.open_cents) for each in invoices_for_finance().order_by("pk")}  # type: ignore[attr-defined]


def the_books_agree() -> bool:
    return [control.difference for control in controls() if control.difference] == []


def status(order: Order) -> str:
    order.refresh_from_db()
    return order.status


# What is agreed


@pytest.mark.parametrize("amounts", [[187_549], [100_000, 87_551], [187_550, 0], [187_551, -1]])
def test_instalments_are_the_order_to_the_cent(amounts: list[int]) -> None:
    order = supplied()
    with pytest.raises(NotAllowed, match="niet precies"):
        plan_instalments(order=order.pk, planned=[row(cents) for cents in amounts])
    assert not Instalment.objects.exists()


def test_what_was_agreed_can_change_until_the_first_invoice() -> None:
    order, _first, _second = in_two()
    plan_instalments(order=order.pk, planned=[row(87_550), row(50_000, 5), row(50_000, 9)])
    assert [str(each) for each in order.instalments.all()] == [
        "Termijn 1 van 3",
        "Termijn 2 van 3",
        "Termijn 3 van 3",
    ]
    issue_due_invoices(order=order.pk)
    with pytest.raises(NotAllowed, match="al een gefactureerd"):
        plan_instalments(order=order.pk, planned=[])


def test_without_instalments_again_there_is_one_invoice() -> None:
    order, _first, _second = in_two()
    plan_instalments(order=order.pk, planned=[])
    issue_due_invoices(order=order.pk)
    assert Invoice.objects.get().amount_cents == order.total_cents


@pytest.mark.parametrize("change", ["online", "cancelled", "paid"])
def test_when_it_cannot_be_divided(change: str) -> None:
    order = supplied() if change != "online" else supplied(reference="test:2")
    match change:
        case "online":
            Order.objects.filter(pk=order.pk).update(is_deferred=False)
        case "cancelled":
            cancel_order(reference=order.reference, reason="toch niet")
        case "paid":
            pay(order, 100, "NL-0")
    with pytest.raises(NotAllowed):
        plan_instalments(order=order.pk, planned=[row(100_000), row(87_550)])


# Invoices


def test_each_is_invoiced_on_its_day_with_its_own_number_reference_and_term(run_jobs: RunJobs) -> None:
    PaymentTerm.objects.create(kvk_number=VELDEN.kvk_number, name=VELDEN.name, days=14)
    order, first, second = in_two(other=VELDEN, is_held=True)
    run_jobs()
    assert not Invoice.objects.exists()
    release_order(reference=order.reference, pay_until=timezone.now())
    run_jobs()
    one = Invoice.objects.get()
    assert (one.instalment, one.amount_cents, one.facts.purchase_order_number) == (first, 100_000, "PO-88")
    assert one.due_on == TODAY + dt.timedelta(days=30)
    assert not orders_to_invoice().exists()
    with pytest.raises(NotAllowed):
        issue_instalment(instalment=second.pk)
    with at(30):
        assert list(orders_to_invoice()) == [order]
        issue_due_invoices(order=order.pk)
        issue_due_invoices(order=order.pk)
        two = Invoice.objects.get(instalment=second)
        assert two.due_on == TODAY + dt.timedelta(days=44)
        assert [invoice.number[-4:] for invoice in Invoice.objects.order_by("pk")] == ["0001", "0002"]
        assert (two.facts.buyer.name, two.facts.buyer.email) == (VELDEN.name, VELDEN.email)
        assert (two.facts.buyer_reference, two.facts.purchase_order_number) == ("P. de Boer", "")
        assert one.facts.payment_reference != two.facts.payment_reference
        assert one.vat_cents + two.vat_cents == order.vat_cents
        assert (balances()[Account.DEBTORS], balances()[Account.VAT]) == (187_550, -32_550)
        assert the_books_agree()
        with pytest.raises(NotAllowed, match="in termijnen"):
            issue_invoice(order=order.pk)
        run_jobs()
    texts = {mail.recipient: mail.text for mail in Message.objects.all()}
    assert texts.keys() == {LINDEWAARD.email, VELDEN.email}
    assert f"/betalen/{second.access_key}/" in texts[VELDEN.email]
    assert first.access_key not in texts[VELDEN.email]
    assert order.access_key not in texts[VELDEN.email]


@pytest.mark.parametrize("treatment", [None, *SubsidyTreatment], ids=str)
def test_the_parts_are_the_order_and_keep_every_rule(treatment: SubsidyTreatment | None) -> None:
    order = supplied(**(subsidised(treatment, quantity=3) if treatment else {}))
    thirds = [order.total_cents // 3, order.total_cents // 3, order.total_cents - 2 * (order.total_cents // 3)]
    plan_instalments(order=order.pk, planned=[row(cents) for cents in thirds])
    issue_due_invoices(order=order.pk)
    invoices = list(Invoice.objects.order_by("pk"))
    assert [invoice.amount_cents for invoice in invoices] == [invoice.facts.due_cents for invoice in invoices] == thirds
    assert sum(invoice.vat_cents for invoice in invoices) == order.vat_cents
    assert sum(invoice.subsidy_cents for invoice in invoices) == sum(line.fund_cents for line in order.lines.all())
    assert "Termijn 2 van 3 van order" in invoices[1].facts.lines[0].description
    assert the_books_agree()
    for invoice in invoices:
        facts = invoice.facts
        assert [*check_document(facts), *check_einvoice(facts)] == []
    for profile in Profile:
        xml = ubl(invoices[1].facts, profile)
        rules = national_rules.NLCIUS if profile is Profile.NLCIUS else national_rules.PEPPOL
        assert (schema_errors(xml), broken_rules(xml), check_rules(xml)) == ([], set(), [])
        assert national_rules.broken(rules, xml) == set()


def test_somebody_else_pays_all_of_it_and_gets_the_invoice_line_by_line() -> None:
    order = supplied()
    plan_instalments(order=order.pk, planned=[row(order.total_cents, payer=VELDEN)])
    issue_due_invoices(order=order.pk)
    facts = Invoice.objects.get().facts
    assert (facts.buyer.name, facts.lines[0].description) == (VELDEN.name, "Leernetwerk HRM")


# Money


def test_the_order_is_paid_when_every_payer_paid() -> None:
    order, first, second = in_two(other=VELDEN, days=0)
    issue_due_invoices(order=order.pk)
    pay(order, 100_000, "NL-1", first)
    assert states() == {"0001": ("paid", 0), "0002": ("open", 87_550)}
    assert (status(order), Discrepancy.objects.count()) == ("open", 0)
    pay(order, 50_000, "NL-2", second)
    assert list(Discrepancy.objects.values_list("kind", flat=True)) == ["underpaid"]
    pay(order, 37_550, "NL-3", second)
    assert not Discrepancy.objects.filter(resolved_at=None).exists()
    assert status(order) == "paid"
    assert states() == {"0001": ("paid", 0), "0002": ("paid", 0)}
    assert the_books_agree()


def test_too_much_of_one_does_not_pay_for_another() -> None:
    order, first, _second = in_two(other=VELDEN, days=0)
    issue_due_invoices(order=order.pk)
    pay(order, 187_550, "NL-1", first)
    assert list(Discrepancy.objects.values_list("kind", flat=True)) == ["overpaid"]
    assert (status(order), states()["0002"]) == ("open", ("open", 87_550))


def test_who_says_only_the_order_pays_what_asks_that_or_is_first() -> None:
    order, first, second = in_two(days=0)
    assert pay(order, 87_550, "NL-1").instalment == second
    assert pay(order, 1_000, "NL-2").instalment == first


def test_an_instalment_of_another_order_is_refused() -> None:
    order, _first, _second = in_two()
    other = supplied(reference="test:2")
    with pytest.raises(NotAllowed, match="hoort niet"):
        pay(other, 100, "NL-1", order.instalments.first())


def test_the_bank_finds_the_instalment_by_its_reference_and_by_its_payer(run_jobs: RunJobs) -> None:
    order, first, second = in_two(other=VELDEN, days=0)
    run_jobs()
    reference = Invoice.objects.get(instalment=first).facts.payment_reference
    exact = BankLineFactory.create(amount_cents=100_000, structured_reference=reference, booked_on=TODAY)
    named = BankLineFactory.create(
        amount_cents=87_550, counterparty_name="WATERSCHAP DE VELDEN", counterparty_iban="NL02RABO0123456789"
    )
    other = BankLineFactory.create(amount_cents=90_000, structured_reference=reference, booked_on=TODAY)
    assert match_lines() == 1
    run_jobs()
    for line in (exact, named, other):
        line.refresh_from_db()
    assert exact.entry is not None
    assert (exact.state, exact.instalment, exact.entry.instalment) == ("booked", first, first)
    assert (named.state, named.match, named.instalment) == ("proposed", BankLine.Match.CUSTOMER, second)
    assert (other.state, other.instalment) == ("proposed", first)
    assert order.attempts.get().instalment == first


def test_reminders_go_to_who_is_late_and_about_that_alone() -> None:
    order, first, second = in_two(other=VELDEN, days=10)
    issue_due_invoices(order=order.pk)
    with at(10):
        issue_due_invoices(order=order.pk)
    with at(37):  # the first is a week late, the second not yet
        reminder = send_due_reminder(order=order.pk)
        assert reminder is not None
        assert (reminder.invoice.instalment, reminder.open_cents) == (first, 100_000)
        assert send_due_reminder(order=order.pk) is None
        pay(order, 100_000, "NL-1", first)
    with at(47):
        reminder = send_due_reminder(order=order.pk)
        assert reminder is not None
        assert (reminder.invoice.instalment, reminder.open_cents) == (second, 87_550)
    mails = Message.objects.filter(key__contains=":reminder:").order_by("pk")
    assert [mail.recipient for mail in mails] == [LINDEWAARD.email, VELDEN.email]


def test_what_is_not_paid_is_written_off_of_its_own_invoice() -> None:
    order, first, second = in_two(other=VELDEN)
    issue_due_invoices(order=order.pk)
    pay(order, 100_000, "NL-1", first)
    with at(40):
        with pytest.raises(NotAllowed, match="Nog niet elke termijn"):
            write_off(order=order.pk, reason="failliet")
        issue_due_invoices(order=order.pk)
        with pytest.raises(NotAllowed, match="te laat"):
            write_off(order=order.pk, reason="failliet")
    with at(80):
        made = write_off(order=order.pk, reason="failliet")
        assert (made.amount_cents, made.vat_cents) == (87_550, 32_550 - 17_355)
        assert balances()[Account.DEBTORS] == 0
        assert states()["0002"] == ("paid", 0)
        pay(order, 87_550, "NL-2", second)
        assert (balances()[Account.DEBTORS], balances()[Account.BAD_DEBT], status(order)) == (0, 0, "paid")
        assert the_books_agree()


# Less


def test_what_leaving_saves_lowers_first_what_is_not_invoiced() -> None:
    order, first, second = in_two()
    issue_due_invoices(order=order.pk)
    waive(reference=order.reference, cents=50_000, reason="afgemeld")
    second.refresh_from_db()
    assert (second.owed_cents, Invoice.objects.count()) == (37_550, 1)
    with at(30):
        issue_due_invoices(order=order.pk)
    invoice = Invoice.objects.get(instalment=second)
    assert (invoice.amount_cents, invoice.facts.due_cents) == (37_550, 37_550)
    assert check_document(invoice.facts) == []
    waive(reference=order.reference, cents=40_000, reason="afgemeld")
    notes = Invoice.objects.filter(kind="credit_note").order_by("pk")
    assert [(note.credits.instalment, note.amount_cents) for note in notes] == [(first, 2_450), (second, 37_550)]  # type: ignore[union-attr]
    assert [note.instalment for note in notes] == [first, second]
    pay(order, 97_550, "NL-1", first)
    assert status(order) == "paid"
    assert balances()[Account.DEBTORS] == 0
    assert the_books_agree()


def test_what_is_dropped_is_never_invoiced() -> None:
    order, first, second = in_two()
    issue_due_invoices(order=order.pk)
    pay(order, 100_000, "NL-1", first)
    waive(reference=order.reference, cents=87_550, reason="afgemeld")
    assert status(order) == "paid"
    with at(31):
        assert not orders_to_invoice().exists()
        with pytest.raises(NotAllowed):
            issue_instalment(instalment=second.pk)
    assert not Refund.objects.exists()


def test_what_leaving_gives_back_goes_to_who_paid_it() -> None:
    order, first, second = in_two(other=VELDEN, days=0)
    issue_due_invoices(order=order.pk)
    pay(order, 100_000, "NL-1", first)
    paid = pay(order, 87_550, "NL-2", second)
    told = giving_up(order.reference, places=1, percentage=0, costs_cents=187_550 - 60_000)
    assert told is not None
    assert (told.waived_cents, told.back_cents, told.due_cents) == (60_000, 60_000, 0)
    waive(reference=order.reference, cents=60_000, reason="afgemeld")
    refund = Refund.objects.get()
    assert (refund.attempt, refund.amount_cents) == (paid, 60_000)
    confirm_refund(refund=refund.pk, bank_reference="TERUG-1")
    assert Message.objects.get(key__startswith="refund:").recipient == VELDEN.email
    note = Invoice.objects.get(kind="credit_note")
    assert (note.instalment, note.amount_cents, balances()[Account.DEBTORS]) == (second, 60_000, 0)
    assert the_books_agree()


def test_what_is_given_back_of_one_is_credited_on_its_invoice() -> None:
    order, first, second = in_two(days=0)
    issue_due_invoices(order=order.pk)
    paid = pay(order, 100_000, "NL-1", first)
    pay(order, 87_550, "NL-2", second)
    refund = request_refund(attempt=paid.pk, amount_cents=12_345, reason="coulance")
    confirm_refund(refund=refund.pk, bank_reference="TERUG-1")
    note = Invoice.objects.get(kind="credit_note")
    assert (note.credits.instalment, note.amount_cents) == (first, 12_345)  # type: ignore[union-attr]
    assert the_books_agree()


def test_cancelling_credits_what_was_invoiced_and_drops_the_rest() -> None:
    order, first, _second = in_two(**subsidised(SubsidyTreatment.LINKED))
    issue_due_invoices(order=order.pk)
    cancel_order(reference=order.reference, reason="afgemeld")
    note = Invoice.objects.get(kind="credit_note")
    assert (note.instalment, note.amount_cents) == (first, 100_000)
    with at(30):
        assert not orders_to_invoice().exists()
        with pytest.raises(NotAllowed):
            issue_due_invoices(order=order.pk)
    assert set(balances().values()) == {0}


def test_what_is_dropped_gives_its_subsidy_back() -> None:
    order, _first, second = in_two(**subsidised(SubsidyTreatment.UNLINKED, quantity=2))
    scheme = order.lines.get().subsidy_scheme_id
    assert scheme is not None
    before = uses([scheme])[scheme]
    issue_due_invoices(order=order.pk)
    assert uses([scheme])[scheme] == before
    waive(reference=order.reference, cents=order.total_cents // 2, reason="afgemeld")
    half = uses([scheme])[scheme]
    assert (half.places, half.cents) == (1, 155_000)
    with at(30):
        issue_due_invoices(order=order.pk)
    assert uses([scheme])[scheme] == half
    assert second.number == 2


def test_files_have_a_row_for_each_invoice_and_name_its_payer() -> None:
    order, first, second = in_two(other=VELDEN, days=0, **subsidised(SubsidyTreatment.UNLINKED, quantity=2))
    issue_due_invoices(order=order.pk)
    pay(order, 1_000, "NL-1", first)
    pay(order, second.planned_cents, "NL-2", second)
    days: dict[str, Any] = {"first_day": TODAY, "last_day": TODAY}

    def column(rows: Any, columns: Any, *names: str) -> list[tuple[Any, ...]]:
        places = [[each.key for each in columns].index(name) for name in names]
        return [tuple(row[place] for place in places) for row in rows]

    invoiced = column(
        invoice_lists.invoice_rows(invoice_lists.Issued(**days)), invoice_lists.COLUMNS, "customer_name", "amount_cents"
    )
    assert invoiced == [(LINDEWAARD.name, 100_000), (VELDEN.name, second.planned_cents)]
    journal = column(
        journal_lines.journal_rows(journal_lines.Entries(**days)), journal_lines.COLUMNS, "customer_name", "amount"
    )
    assert sum(cents for _name, cents in journal) == 0
    for payer in (LINDEWAARD, VELDEN):
        assert sum(cents for name, cents in journal if name == payer.name) == 0
    paid = column(
        movements.payment_rows(movements.Period(**days)), movements.COLUMNS, "customer_name", "invoice_number"
    )
    assert paid == [(LINDEWAARD.name, "FA-2026-0001"), (VELDEN.name, "FA-2026-0002")]
    report = list(subsidy_report.report_rows(subsidy_report.Subsidised(**days)))
    shown = column(report, subsidy_report.COLUMNS, "customer_name", "places")
    assert shown == [(LINDEWAARD.name, 2), (VELDEN.name, None)]

"""The invoice of an order and its credit notes: once, gapless, and the same money in the journal."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.release_order import release_order
from betalingen.actions.request_refund import request_refund
from betalingen.api import Customer, LineRequest, SubsidyTerms, SubsidyTreatment, VatCategory, VatTerms, price_of
from betalingen.models import Account, Attempt, Invoice, JournalEntry, Order
from betalingen.queries.books import balances, controls
from cms.api import NotAllowed
from cms.models import AcademySettings
from tests.betalingen.conftest import VAT, RunJobs, place
from tests.factories.betalingen import SubsidySchemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]

EXEMPT = VatTerms(VatCategory.EXEMPT, rate=Decimal(0), label="vrijgesteld van btw", wording="Vrijgesteld: art. 11.")


def on_invoice(**changes: Any) -> Order:
    return Order.objects.get(pk=place(provider="invoice", **changes).pk)


def subsidised(treatment: SubsidyTreatment, vat: VatTerms = VAT, quantity: int = 1) -> dict[str, Any]:
    """€ 3.100,- with half of it from a fund."""
    terms = SubsidyTerms("Regeling", "Fonds", treatment, percentage=Decimal(50))
    scheme = SubsidySchemeFactory.create(treatment=treatment)
    price = price_of(310_000, vat=vat, subsidy=terms)
    return {
        "lines": [LineRequest(description="Opleiding", quantity=quantity, price=price, subsidy_scheme_id=scheme.pk)]
    }


def transfer(order: Order, cents: int, reference: str = "NL-1") -> Attempt:
    return book_transfer(order=order.pk, amount_cents=cents, received_on=timezone.localdate(), bank_reference=reference)


def give_back(attempt: Attempt, cents: int) -> None:
    refund = request_refund(attempt=attempt.pk, amount_cents=cents, reason="coulance")
    confirm_refund(refund=refund.pk, bank_reference=f"terug-{refund.pk}")


def booked() -> dict[str, int]:
    return {account.value: cents for account, cents in balances().items() if cents}


@pytest.mark.parametrize(
    ("treatment", "vat", "expected"),
    [
        (
            SubsidyTreatment.UNLINKED,
            EXEMPT,
            {"net": 155_000, "vat": 0, "total": 155_000, "due": 155_000, "subsidy": 155_000},
        ),
        (
            SubsidyTreatment.UNLINKED,
            VAT,
            {"net": 155_000, "vat": 32_550, "total": 187_550, "due": 187_550, "subsidy": 155_000},
        ),
        (
            SubsidyTreatment.LINKED,
            VAT,
            {"net": 310_000, "vat": 65_100, "total": 375_100, "due": 220_100, "subsidy": 155_000},
        ),
        (
            SubsidyTreatment.EMPLOYER,
            VAT,
            {"net": 310_000, "vat": 65_100, "total": 375_100, "due": 375_100, "subsidy": 0},
        ),
    ],
)
def test_the_four_ways_in_which_subsidy_and_vat_meet(
    treatment: SubsidyTreatment, vat: VatTerms, expected: dict[str, int]
) -> None:
    order = on_invoice(**subsidised(treatment, vat))
    invoice = issue_invoice(order=order.pk)
    facts = invoice.facts
    assert {
        "net": facts.net_cents,
        "vat": facts.vat_cents,
        "total": facts.total_cents,
        "due": facts.due_cents,
        "subsidy": invoice.subsidy_cents,
    } == expected
    assert invoice.amount_cents == order.total_cents == expected["due"]
    assert sum(line.net_cents for line in facts.lines) == sum(line.base_cents for line in facts.vat) == facts.net_cents
    wanted = {
        "debtors": expected["due"],
        "subsidy": expected["subsidy"],
        "vat": -expected["vat"],
        "revenue": -(expected["due"] + expected["subsidy"] - expected["vat"]),
    }
    assert booked() == {account: cents for account, cents in wanted.items() if cents}
    assert booked()["revenue"] == -310_000


def test_an_order_on_invoice_is_invoiced_at_once_with_everything_the_law_wants(run_jobs: RunJobs) -> None:
    customer = Customer(
        name="Gemeente Lindewaard",
        email="facturen@lindewaard.example",
        street="Plein 1",
        postcode="1234 AB",
        city="Lindewaard",
        purchase_order_number="PO-88",
        cost_centre="410",
        orderer="S. Visser",
        oin="00000001001234567000",
    )
    order = on_invoice(customer=customer)
    run_jobs()
    invoice = Invoice.objects.get(order=order)
    facts = invoice.facts
    assert (invoice.number, facts.payment_reference) == (
        f"FA-{timezone.localdate().year}-0001",
        facts.payment_reference,
    )
    assert facts.payment_reference.endswith(f"FA{timezone.localdate().year}0001")
    assert (facts.seller.name, facts.seller.vat_id, facts.bank.iban) == (
        "Stichting Vakwerk Academie",
        "NL123456782B90",
        "NL91ABNA0417164300",
    )
    assert (facts.buyer.name, facts.buyer.oin, facts.purchase_order_number, facts.buyer_reference) == (
        "Gemeente Lindewaard",
        "00000001001234567000",
        "PO-88",
        "S. Visser",
    )
    assert invoice.due_on is not None
    assert (invoice.due_on - invoice.issued_on).days == 30
    run_jobs()
    assert Invoice.objects.count() == JournalEntry.objects.count() == 1


def test_an_order_that_is_held_is_invoiced_when_it_is_released(run_jobs: RunJobs) -> None:
    order = on_invoice(is_held=True)
    run_jobs()
    assert not Invoice.objects.exists()
    with pytest.raises(NotAllowed):
        issue_invoice(order=order.pk)
    release_order(reference=order.reference, pay_until=timezone.now())
    run_jobs()
    assert Invoice.objects.get().order == order


def test_without_the_academy_s_details_there_is_no_invoice_and_no_number_is_lost(
    academy: AcademySettings, run_jobs: RunJobs
) -> None:
    academy.vat_number = ""
    academy.save()
    order = on_invoice()
    with pytest.raises(NotAllowed, match="btw-nummer"):
        issue_invoice(order=order.pk)
    run_jobs()
    assert not Invoice.objects.exists()
    academy.vat_number = "NL123456782B90"
    academy.save()
    assert issue_invoice(order=order.pk).number.endswith("-0001")
    assert all(control.difference == 0 for control in controls())


def test_cancelling_credits_the_whole_invoice() -> None:
    order = on_invoice(**subsidised(SubsidyTreatment.LINKED))
    invoice = issue_invoice(order=order.pk)
    cancel_order(reference=order.reference, reason="afgemeld")
    cancel_order(reference=order.reference, reason="afgemeld")
    note = Invoice.objects.get(kind="credit_note")
    assert (note.credits, note.amount_cents, note.subsidy_cents) == (invoice, 220_100, 155_000)
    assert note.facts.lines == invoice.facts.lines
    assert (note.facts.credited_number, note.facts.reason) == (invoice.number, "afgemeld")
    assert booked() == {}


def test_parts_given_back_are_credited_to_the_cent() -> None:
    order = on_invoice(**subsidised(SubsidyTreatment.LINKED, quantity=3))
    issue_invoice(order=order.pk)
    attempt = transfer(order, order.total_cents)
    for cents in (1, 33_333, 100_000, order.total_cents - 133_334):
        give_back(attempt, cents)
    notes = Invoice.objects.filter(kind="credit_note").order_by("pk")
    assert [note.amount_cents for note in notes] == [1, 33_333, 100_000, order.total_cents - 133_334]
    assert sum(note.vat_cents for note in notes) == order.vat_cents
    assert sum(note.subsidy_cents for note in notes) == 3 * 155_000
    for note in notes:
        facts = note.facts
        assert facts.net_cents + facts.vat_cents == facts.total_cents
        assert sum(line.net_cents for line in facts.lines) == facts.net_cents
    assert booked() == {}


def test_giving_back_what_came_twice_credits_nothing() -> None:
    order = on_invoice()
    issue_invoice(order=order.pk)
    transfer(order, order.total_cents)
    give_back(transfer(order, order.total_cents, "NL-2"), order.total_cents)
    assert not Invoice.objects.filter(kind="credit_note").exists()
    assert booked() == {"bank": order.total_cents, "vat": -32_550, "revenue": -155_000}


def test_money_given_back_before_the_invoice_was_made_is_credited_with_it() -> None:
    order = on_invoice()
    give_back(transfer(order, order.total_cents), 87_550)
    assert booked() == {"bank": 100_000, "debtors": -100_000}
    issue_invoice(order=order.pk)
    assert Invoice.objects.get(kind="credit_note").amount_cents == 87_550
    assert balances()[Account.DEBTORS] == 0
    assert all(control.difference == 0 for control in controls())

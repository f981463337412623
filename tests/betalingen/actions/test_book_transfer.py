import datetime as dt

import pytest
from django.utils import timezone

from betalingen import hooks
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.models import Attempt, Discrepancy, JournalLine, Order, Refund
from cms.api import NotAllowed
from tests.betalingen.conftest import RunJobs
from tests.factories.betalingen import InvoiceOrderFactory, OrderFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 2)


def book(order: Order, cents: int, reference: str, day: dt.date = DAY) -> Attempt:
    return book_transfer(order=order.pk, amount_cents=cents, received_on=day, bank_reference=reference)


def waiting() -> list[str]:
    return list(Discrepancy.objects.filter(resolved_at=None).values_list("kind", flat=True))


def test_the_whole_amount() -> None:
    order = InvoiceOrderFactory.create()

    attempt = book(order, 187_550, "NL-1")

    order.refresh_from_db()
    assert (order.status, attempt.status, attempt.vat_cents, attempt.fee_cents) == ("paid", "succeeded", 32_550, 0)
    assert attempt.succeeded_at is not None
    assert timezone.localdate(attempt.succeeded_at) == DAY
    assert waiting() == []


def test_in_two_parts() -> None:
    order = InvoiceOrderFactory.create()

    first = book(order, 100_000, "NL-1")
    order.refresh_from_db()
    assert (order.status, waiting()) == ("open", ["underpaid"])

    second = book(order, 87_550, "NL-2")
    order.refresh_from_db()
    assert (order.status, waiting()) == ("paid", [])
    assert first.vat_cents + second.vat_cents == 32_550


def test_too_much() -> None:
    order = InvoiceOrderFactory.create()

    attempt = book(order, 200_000, "NL-1")

    order.refresh_from_db()
    assert (order.status, waiting(), attempt.vat_cents) == ("paid", ["overpaid"], 32_550)


def test_twice_the_same_is_once() -> None:
    order = InvoiceOrderFactory.create()

    assert book(order, 187_550, "NL-1") == book(order, 187_550, " NL-1 ")

    assert Attempt.objects.count() == 1
    assert waiting() == []


def test_a_reference_is_used_once() -> None:
    first, second = InvoiceOrderFactory.create(), InvoiceOrderFactory.create()
    book(first, 187_550, "NL-1")

    with pytest.raises(NotAllowed, match=f"al geboekt op order {first.number}"):
        book(second, 187_550, "NL-1")
    with pytest.raises(NotAllowed, match="al geboekt"):
        book(first, 187_551, "NL-1")

    assert Attempt.objects.count() == 1


def test_again_on_a_paid_order() -> None:
    order = InvoiceOrderFactory.create()
    book(order, 187_550, "NL-1")

    second = book(order, 187_550, "NL-2")

    assert (waiting(), second.vat_cents) == (["double"], 0)


def test_after_cancellation_and_the_part_that_was_paid_goes_back(run_jobs: RunJobs) -> None:
    order = InvoiceOrderFactory.create()
    book(order, 100_000, "NL-1")

    cancel_order(reference=order.reference, reason="afgemeld")
    run_jobs()
    book(order, 87_550, "NL-2")

    order.refresh_from_db()
    assert order.status == "cancelled"
    assert "after_cancellation" in waiting()
    assert [(it.amount_cents, it.status) for it in Refund.objects.all()] == [(100_000, "submitted")]


@pytest.mark.parametrize(
    ("cents", "reference", "day", "reason"),
    [
        (0, "NL-1", DAY, "hoger is dan nul"),
        (1, " ", DAY, "kenmerk van het bankafschrift"),
        (1, "NL-1", dt.date(2999, 1, 1), "in de toekomst"),
    ],
)
def test_what_cannot_be(cents: int, reference: str, day: dt.date, reason: str) -> None:
    order = InvoiceOrderFactory.create()

    with pytest.raises(NotAllowed, match=reason):
        book(order, cents, reference, day)

    assert not Attempt.objects.exists()


def test_an_order_that_was_to_be_paid_online() -> None:
    order = OrderFactory.create()

    attempt = book(order, 187_550, "NL-1")

    order.refresh_from_db()
    assert (order.status, attempt.provider, attempt.is_transfer) == ("paid", "invoice", True)
    assert JournalLine.objects.get(amount_cents__gt=0).account == "bank"


def test_an_order_that_has_expired_and_may_still_be_honoured() -> None:
    order = OrderFactory.create(status="expired")

    book(order, 187_550, "NL-1")

    order.refresh_from_db()
    assert (order.status, waiting()) == ("paid", [])


def test_part_of_an_order_that_has_expired() -> None:
    book(OrderFactory.create(status="expired"), 100, "NL-1")

    assert waiting() == ["after_expiry"]


@pytest.mark.usefixtures("without_providers")
def test_online_while_nobody_may_pay_by_transfer() -> None:
    with pytest.raises(NotAllowed, match="betalen per overschrijving staat uit"):
        book(OrderFactory.create(), 187_550, "NL-1")

    assert not Attempt.objects.exists()


@pytest.fixture
def without_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "payment_providers", list)

import pytest

from betalingen.api import cancel_order, cancelling
from betalingen.models import Order, Refund
from betalingen.queries.cancelling import Cancelling
from tests.factories.betalingen import InvoiceOrderFactory, OrderFactory, PaidAttemptFactory, RefundFactory

pytestmark = pytest.mark.django_db


def orders() -> list[str]:
    """One open, one that cannot be paid yet, one paid of which a part went back, one expired, and a failed refund."""
    partly = PaidAttemptFactory.create()
    RefundFactory.create(attempt=partly, amount_cents=50_000, vat_cents=0)
    failed = PaidAttemptFactory.create()
    RefundFactory.create(attempt=failed, status="failed")
    found = [
        InvoiceOrderFactory.create(),
        OrderFactory.create(is_held=True, expires_at=None),
        partly.order,
        failed.order,
        OrderFactory.create(status="expired"),
    ]
    return [order.reference for order in found]


def test_it_says_beforehand_what_cancelling_then_does() -> None:
    references = orders()
    before = Refund.objects.count()

    told = cancelling(references)
    for reference in references:
        cancel_order(reference=reference, reason="gaat niet door")

    assert told == Cancelling(
        open_orders=2,
        open_cents=375_100,
        held_orders=1,
        held_cents=187_550,
        paid_orders=2,
        paid_cents=375_100,
        refunds=2,
        refund_cents=137_550 + 187_550,
    )
    assert Order.objects.filter(status="cancelled").count() == 2
    started = list(Refund.objects.order_by("pk").values_list("amount_cents", flat=True)[before:])
    assert started == [137_550, 187_550]
    assert cancelling(references).refunds == 0


def test_nothing_is_nothing() -> None:
    OrderFactory.create()

    assert cancelling([]) == Cancelling(0, 0, 0, 0, 0, 0, 0, 0)

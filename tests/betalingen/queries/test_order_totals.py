import pytest
from pytest_django import DjangoAssertNumQueries

from betalingen.models import Invoice
from betalingen.queries.order_totals import OrderTotals, order_totals
from tests.factories.betalingen import InvoiceFactory, PaidAttemptFactory, RefundFactory

pytestmark = pytest.mark.django_db


def test_what_was_credited_and_went_back_is_taken_off(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    paid = PaidAttemptFactory.create(amount_cents=60_000)
    RefundFactory.create(attempt=paid, amount_cents=10_000)
    RefundFactory.create(attempt=paid, amount_cents=5_000, status="requested", succeeded_at=None)
    whole = InvoiceFactory.create(order=paid.order, amount_cents=60_000, vat_cents=0)
    InvoiceFactory.create(
        order=paid.order, kind=Invoice.Kind.CREDIT_NOTE, credits=whole, amount_cents=10_000, vat_cents=0
    )
    other = InvoiceFactory.create(amount_cents=1_000, vat_cents=0)
    InvoiceFactory.create()
    with django_assert_num_queries(3):
        assert order_totals([paid.order_id, other.order_id]) == OrderTotals(51_000, 50_000)
    assert order_totals([]) == OrderTotals(0, 0)

"""What is used of a scheme, and that nobody gets beyond its ceilings."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.take_subsidy import SubsidyGone
from betalingen.api import Customer, LineRequest, OrderView, cancel_order, place_order, price_of
from betalingen.models import Invoice, Order, SubsidyScheme
from betalingen.pricing import VatCategory, VatTerms
from betalingen.queries.subsidy_use import Use, fares_now, uses
from tests.events.bookings import paid_edition
from tests.factories.betalingen import InvoiceFactory, SubsidySchemeFactory

pytestmark = pytest.mark.django_db
VAT = VatTerms(VatCategory.STANDARD, Decimal(21), "21 % btw")


def order(scheme: SubsidyScheme, reference: str, count: int = 1) -> OrderView:
    return place_order(
        reference=reference,
        title="Leernetwerk HRM",
        customer=Customer(name="Gemeente Lindewaard", email="facturen@lindewaard.example"),
        lines=[
            LineRequest(
                description="Leernetwerk HRM",
                quantity=count,
                price=price_of(310_000, vat=VAT, subsidy=scheme.terms),
                subsidy_scheme_id=scheme.pk,
            )
        ],
        provider="stripe",
        language="nl",
    )


def test_orders_that_stand_use_it_and_cancelled_ones_give_it_back() -> None:
    scheme = SubsidySchemeFactory.create(most_places=4)
    order(scheme, "test:1", 3)
    order(scheme, "test:2")
    assert uses([scheme.pk]) == {scheme.pk: Use(places=4, cents=620_000)}
    with pytest.raises(SubsidyGone):
        order(scheme, "test:3")
    assert not Order.objects.filter(reference="test:3").exists()

    cancel_order(reference="test:1", reason="Niet door")
    assert uses([scheme.pk]) == {scheme.pk: Use(places=1, cents=155_000)}
    order(scheme, "test:3", 3)


@pytest.mark.parametrize("budget", [310_000, 464_999])
def test_the_budget_is_never_exceeded(budget: int) -> None:
    scheme = SubsidySchemeFactory.create(budget_cents=budget)
    order(scheme, "test:1", 2)
    with pytest.raises(SubsidyGone):
        order(scheme, "test:2")
    scheme.budget_cents = 465_000
    scheme.save()
    order(scheme, "test:2")


def test_what_was_credited_is_free_again() -> None:
    scheme = SubsidySchemeFactory.create(most_places=2)
    placed = order(scheme, "test:1", 2)
    invoice = InvoiceFactory.create(order_id=placed.pk, amount_cents=placed.total_cents, vat_cents=placed.vat_cents)
    InvoiceFactory.create(
        order_id=placed.pk,
        kind=Invoice.Kind.CREDIT_NOTE,
        credits=invoice,
        amount_cents=placed.total_cents // 2,
        vat_cents=placed.vat_cents // 2,
    )

    assert uses([scheme.pk]) == {scheme.pk: Use(places=1, cents=155_000)}


def test_only_ceilings_are_asked_about(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    free, capped = paid_edition(), paid_edition(subsidy_scheme=SubsidySchemeFactory.create(most_places=1))
    with django_assert_num_queries(0):
        fares_now([free.fare, None])
    with django_assert_num_queries(1):
        fares_now([capped.fare, capped.fare, free.fare, None])

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from betalingen.api import (
    Customer,
    LineRequest,
    OrderView,
    SubsidyTerms,
    SubsidyTreatment,
    VatCategory,
    VatTerms,
    order_view,
    payment_choices,
    place_order,
    price_of,
)
from betalingen.models import NumberSeries, Order, OrderLine
from cms.api import NotAllowed
from tests.betalingen.conftest import VAT, place

pytestmark = pytest.mark.django_db


def test_an_order_as_others_see_it() -> None:
    before = timezone.now()

    found = place(return_path="/inschrijving/abc/")

    year = timezone.localdate().year
    order = Order.objects.get()
    assert order.expires_at is not None
    assert before + dt.timedelta(minutes=60) <= order.expires_at <= timezone.now() + dt.timedelta(minutes=60)
    assert found == OrderView(
        pk=order.pk,
        public_id=str(order.public_id),
        access_key=order.access_key,
        number=f"OR-{year}-0001",
        reference="test:1",
        title="Leernetwerk HRM",
        status="open",
        total_cents=187_550,
        vat_cents=32_550,
        paid_cents=0,
        provider="stripe",
        is_deferred=False,
        expires_at=order.expires_at,
        pay_url=f"/betalen/{order.access_key}/",
        return_path="/inschrijving/abc/",
    )
    assert order_view("test:1") == found
    assert order_view("test:2") is None


def test_in_english_the_page_is_english() -> None:
    assert place(language="en").pay_url.startswith("/en/betalen/")


def test_the_same_reference_is_the_same_order() -> None:
    assert place() == place(title="Iets anders")
    assert Order.objects.count() == 1


def test_paid_later_never_expires() -> None:
    found = place(provider="invoice")

    assert (found.is_deferred, found.expires_at) == (True, None)


def test_lines_with_subsidy_and_two_rates() -> None:
    half = SubsidyTerms("Regeling", "Fonds", SubsidyTreatment.LINKED, percentage=Decimal(50))
    exempt = VatTerms(VatCategory.EXEMPT, Decimal(0), "vrijgesteld van btw", "Artikel 11")
    lines = [
        LineRequest(description="Leernetwerk HRM", quantity=2, price=price_of(310_000, vat=VAT, subsidy=half)),
        LineRequest(description="Boek", quantity=1, price=price_of(2_500, vat=exempt)),
    ]

    found = place(lines=lines)

    assert (found.total_cents, found.vat_cents) == (2 * 220_100 + 2_500, 2 * 65_100)
    first, second = OrderLine.objects.all()
    assert (first.gross_cents, first.subsidy_cents, first.vat_base_cents) == (310_000, 155_000, 620_000)
    assert (first.vat_cents, first.payable_cents, first.vat_label) == (130_200, 440_200, "21 % btw")
    assert (second.vat_category, second.vat_wording, second.payable_cents) == ("E", "Artikel 11", 2_500)


def test_a_way_to_pay_that_is_gone() -> None:
    with pytest.raises(NotAllowed, match="Deze manier van betalen kan niet meer"):
        place(provider="cheque")

    assert not Order.objects.exists()
    assert not NumberSeries.objects.exists()


def test_nothing_is_no_order() -> None:
    free = price_of(0, vat=VAT)

    with pytest.raises(ValueError, match="nothing"):
        place_order(
            reference="test:1",
            title="Webinar",
            customer=Customer(name="Gemeente Lindewaard", email="facturen@lindewaard.example"),
            lines=[LineRequest(description="Webinar", quantity=1, price=free)],
            provider="stripe",
            language="nl",
        )

    assert not Order.objects.exists()


def test_choices_in_both_languages() -> None:
    assert [(choice.key, choice.label) for choice in payment_choices("nl")] == [
        ("stripe", "Nu betalen"),
        ("invoice", "Op factuur"),
    ]
    assert [choice.key for choice in payment_choices("en")] == ["stripe", "invoice"]

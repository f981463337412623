"""The screen on which finance divides an order in instalments."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.issue_invoice import issue_due_invoices
from betalingen.models import Instalment, Order, PaymentTerm
from cms.models import User
from tests.betalingen.actions.test_instalments import LINDEWAARD, VELDEN
from tests.betalingen.conftest import place
from tests.factories.betalingen import InstalmentFactory, OrderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]


@pytest.fixture
def finance(bookkeeper: User, log_in: Callable[[User], Client]) -> Client:
    return log_in(bookkeeper)


@pytest.fixture
def order(db: None) -> Order:
    return Order.objects.get(pk=place(provider="invoice", customer=LINDEWAARD).pk)


def address(order: Order) -> str:
    return reverse("orders:instalments", args=[order.pk])


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def typed(*rows: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends; each row says what is other than usual."""
    usual = {"invoice_on": timezone.localdate().isoformat(), **LINDEWAARD.snapshot()}
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows)}
    for place_, row in enumerate(rows):
        data |= {f"form-{place_}-{name}": value for name, value in {**usual, **row}.items()}
    return data


def test_equal_parts_stand_ready(finance: Client, order: Order) -> None:
    page = shown(finance, address(order) + "?rows=3")
    assert page.count('value="625,17"') == 2
    assert 'value="625,16"' in page
    assert page.count(f"Betaler: {LINDEWAARD.name}") == 3
    assert "Verdeel in termijnen" in shown(finance, reverse("orders:inspect", args=[order.pk]))


def test_two_payers(finance: Client, order: Order) -> None:
    rows = [{"planned_cents": "1.000,00"}, {"planned_cents": "875,50", **VELDEN.snapshot()}]
    assert finance.post(address(order), typed(*rows)).status_code == 302
    assert list(order.instalments.values_list("customer_name", "planned_cents")) == [
        (LINDEWAARD.name, 100_000),
        (VELDEN.name, 87_550),
    ]
    page = shown(finance, reverse("orders:inspect", args=[order.pk]))
    assert "Termijnen afgesproken: 2" in page
    assert page.count("gepland") == 2
    assert 'value="875,50"' in shown(finance, address(order))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"planned_cents": "875,49"}, "0,01 minder dan de order"),
        ({"planned_cents": "875,51"}, "0,01 meer dan de order"),
        ({"planned_cents": "veel"}, "Vul een bedrag in euro’s in"),
        ({"planned_cents": "0"}, "hoger is dan nul"),
        ({"invoice_on": "2020-01-01"}, "Deze dag is al voorbij."),
        ({"street": ""}, "Vul de straat van de klant in."),
        ({"kvk_number": "123"}, "Dit KvK-nummer klopt niet"),
        ({"vat_number": "NL1"}, "Dit btw-nummer klopt niet"),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"purchase_order_number": ""}, "wil een inkoopnummer"),
    ],
)
def test_what_is_wrong_stands_there_and_nothing_typed_is_lost(
    finance: Client, order: Order, change: dict[str, str], message: str
) -> None:
    PaymentTerm.objects.create(kvk_number=LINDEWAARD.kvk_number, name="x", needs_purchase_order_number=True)
    response = finance.post(
        address(order),
        typed({"planned_cents": "1.000,00"}, {"planned_cents": "875,50", "orderer": "K. Vos", **change}),
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert 'value="K. Vos"' in page
    assert not Instalment.objects.exists()


def test_all_left_out_is_one_invoice_again(finance: Client, order: Order) -> None:
    InstalmentFactory.create(order=order)
    rows = [{"planned_cents": "1.875,50", "DELETE": "on"}]
    assert finance.post(address(order), typed(*rows)).status_code == 302
    assert not Instalment.objects.exists()


def test_too_late(finance: Client, order: Order) -> None:
    InstalmentFactory.create(order=order)
    issue_due_invoices(order=order.pk)
    response = finance.post(address(order), typed({"planned_cents": "1.875,50"}))
    assert "Van deze termijnen is er al een gefactureerd." in response.content.decode()
    assert "Verdeel in termijnen" not in shown(finance, reverse("orders:inspect", args=[order.pk]))


def test_what_is_credited_is_shown_first(finance: Client, order: Order) -> None:
    issue_due_invoices(order=order.pk)
    number = order.invoices.get().number
    assert "Verdeel in termijnen" in shown(finance, reverse("orders:inspect", args=[order.pk]))
    assert f"factuur {number}" in shown(finance, address(order))
    later = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    rows = [
        {"planned_cents": "1.000,00"},
        {"planned_cents": "875,50", "invoice_on": later, **VELDEN.snapshot()},
    ]

    told = finance.post(address(order), typed(*rows))

    page = told.content.decode()
    assert (told.status_code, order.instalments.count(), order.invoices.count()) == (200, 0, 1)
    for part in (f"Factuur {number} van", f"({LINDEWAARD.email})", f"({VELDEN.email})", "krijgt nu een factuur"):
        assert part in page
    confirmed = {"confirmed": told.context["confirmed"]}

    changed = [{**rows[0], "planned_cents": "1.000,01"}, {**rows[1], "planned_cents": "875,49"}]
    again = finance.post(address(order), typed(*changed) | confirmed)
    assert (again.status_code, order.instalments.count()) == (200, 0)
    assert again.context["confirmed"] != confirmed["confirmed"]

    assert finance.post(address(order), typed(*rows) | confirmed).status_code == 302
    assert list(order.instalments.values_list("planned_cents", flat=True)) == [100_000, 87_550]
    assert order.invoices.filter(kind="credit_note").count() == 1


def test_what_was_invoiced_is_not_left_out(finance: Client, order: Order) -> None:
    issue_due_invoices(order=order.pk)
    response = finance.post(address(order), typed({"planned_cents": "1.875,50", "DELETE": "on"}))
    assert "Vul minstens één termijn in." in response.content.decode()
    assert order.invoices.count() == 1


def test_book_a_transfer_on_an_instalment(finance: Client, order: Order) -> None:
    rows = [{"planned_cents": "1.000,00"}, {"planned_cents": "875,50", **VELDEN.snapshot()}]
    finance.post(address(order), typed(*rows))
    issue_due_invoices(order=order.pk)
    second = order.instalments.get(number=2)
    transfer = reverse("orders:transfer", args=[order.pk])
    assert "Termijn 2 van 2, Waterschap De Velden" in shown(finance, transfer)
    today = timezone.localdate().isoformat()
    data = {"amount": "875,50", "received_on": today, "bank_reference": "NL-1", "instalment": second.pk}
    assert finance.post(transfer, data).status_code == 302
    assert order.attempts.get().instalment == second
    page = shown(finance, reverse("orders:inspect", args=[order.pk]))
    assert "betaald" in page
    listed = shown(finance, reverse("invoices:index") + "?q=Velden")
    assert VELDEN.name in listed
    assert LINDEWAARD.name not in listed


@pytest.mark.parametrize("count", [1, 12])
def test_queries(finance: Client, order: Order, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for number in range(1, count + 1):
        InstalmentFactory.create(
            order=order, number=number, count=count, planned_cents=100, invoice_on=timezone.localdate()
        )
    issue_due_invoices(order=order.pk)
    inspect = reverse("orders:inspect", args=[order.pk])
    finance.get(inspect)
    with django_assert_num_queries(32):
        finance.get(inspect)
    other = OrderFactory.create(is_deferred=True)
    finance.get(address(other))
    with django_assert_num_queries(15):
        finance.get(address(other) + f"?rows={count}")


def test_a_day_is_asked_of_each(finance: Client, order: Order) -> None:
    later = (timezone.localdate() + dt.timedelta(days=60)).isoformat()
    finance.post(address(order), typed({"planned_cents": "1.000,00"}, {"planned_cents": "875,50", "invoice_on": later}))
    days = list(order.instalments.values_list("invoice_on", flat=True))
    assert (days[1] - days[0]).days == 60

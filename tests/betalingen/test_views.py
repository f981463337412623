"""The pages of an order that is not being paid through Stripe now; paying itself stands in providers/."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.models import Attempt
from tests.factories.betalingen import AttemptFactory, InvoiceOrderFactory, OrderFactory, OrderLineFactory

pytestmark = pytest.mark.django_db


def page(client: Client, order: object) -> str:
    response = client.get(f"/betalen/{order.access_key}/")  # type: ignore[attr-defined]
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return response.content.decode()


def test_to_be_paid(client: Client) -> None:
    order = OrderFactory.create(expires_at=timezone.make_aware(dt.datetime(2999, 1, 1, 14, 32)))  # noqa: DTZ001

    shown = page(client, order)

    for part in ("14.32 uur", "Naar betalen", "1.875,50", "325,50", "21 % btw", order.number, "noindex"):
        assert part in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "paid", "paid_at": timezone.now()}, "Deze order is betaald."),
        ({"status": "cancelled"}, "Deze order is geannuleerd."),
        ({"status": "expired"}, "De tijd om te betalen is voorbij."),
        ({"expires_at": timezone.now() - dt.timedelta(minutes=1)}, "De tijd om te betalen is voorbij."),
    ],
)
def test_nothing_to_pay(client: Client, changes: dict[str, object], sentence: str) -> None:
    order = OrderFactory.create(**changes)

    shown = page(client, order)
    response = client.post(f"/betalen/{order.access_key}/")

    assert sentence in shown
    assert "Naar betalen" not in shown
    assert response.status_code == 409
    assert not Attempt.objects.exists()


def test_on_invoice(client: Client) -> None:
    order = InvoiceOrderFactory.create(return_path="/inschrijving/abc/")

    shown = page(client, order)

    assert "U betaalt deze order op factuur." in shown
    assert 'href="/inschrijving/abc/"' in shown
    assert client.post(f"/betalen/{order.access_key}/").status_code == 409


def test_in_behandeling(client: Client) -> None:
    order = OrderFactory.create(expires_at=None)
    AttemptFactory.create(order=order, status="pending")

    assert "Uw betaling is in behandeling bij de bank." in page(client, order)


def test_subsidy_is_shown(client: Client) -> None:
    order = OrderFactory.create(line=None, total_cents=375_100, vat_cents=65_100)
    order.lines.all().delete()
    OrderLineFactory.create(
        order=order, quantity=2, gross_cents=310_000, subsidy_cents=155_000, vat_cents=65_100, payable_cents=375_100
    )

    shown = page(client, order)

    for part in ("2 × Leernetwerk HRM", "6.200,00", "− €\N{NO-BREAK SPACE}3.100,00".replace(" ", "\N{NO-BREAK SPACE}")):
        assert part in shown


@pytest.mark.parametrize("count", [1, 30])
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    order = OrderFactory.create(line=None)
    OrderLineFactory.create_batch(count, order=order)
    page(client, order)

    with django_assert_num_queries(10):
        page(client, order)


def test_other_methods(client: Client) -> None:
    order = OrderFactory.create()

    assert client.put(f"/betalen/{order.access_key}/").status_code == 405
    assert client.post(f"/betalen/{order.access_key}/terug/").status_code == 405


def test_the_button_needs_our_own_page() -> None:
    order = OrderFactory.create()
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/betalen/{order.access_key}/").status_code == 403
    assert not Attempt.objects.exists()


def test_the_door_for_messages_of_providers(client: Client) -> None:
    assert client.get("/betalen/stripe/webhook/").status_code == 405
    for provider, status in (("onbekend", 404), ("invoice", 400)):
        response = client.post(f"/betalen/{provider}/webhook/", b"{}", content_type="application/json")
        assert response.status_code == status

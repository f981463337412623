from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from betalingen.models import Discrepancy, Order, Refund
from cms.models import User
from tests.betalingen.conftest import RunJobs
from tests.factories.betalingen import (
    AttemptFactory,
    DiscrepancyFactory,
    InvoiceOrderFactory,
    OrderFactory,
    PaidAttemptFactory,
    RefundFactory,
    TransferFactory,
)

LogIn = Callable[[User], Client]


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_has_totals_of_what_is_filtered(finance: Client) -> None:
    OrderFactory.create(total_cents=100_000, vat_cents=0)
    PaidAttemptFactory.create()
    RefundFactory.create(amount_cents=50_000)

    everything = text(finance, reverse("orders:index"))
    paid = text(finance, reverse("orders:index") + "?status=paid")

    # 1.000,00 + 2 x 1.875,50; both paid ones came in, 500,00 went back
    for amount in ("4.751,00", "3.751,00", "500,00", "1.000,00"):
        assert f"€\N{NO-BREAK SPACE}{amount}" in everything
    assert "€\N{NO-BREAK SPACE}4.751,00" not in paid
    assert "OR-" in paid


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_list(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    PaidAttemptFactory.create_batch(count)
    finance.get(reverse("orders:index"))

    with django_assert_num_queries(17):
        finance.get(reverse("orders:index"))


@pytest.mark.parametrize("query", ["OR-2026", "test:", "HRM", "Lindewaard", "Sanne", "facturen@", "PO-77"])
def test_search_finds_every_reference(finance: Client, query: str) -> None:
    order = OrderFactory.create(number="OR-2026-9001", purchase_order_number="PO-77")

    assert order.number in text(finance, reverse("orders:index") + f"?q={query}")
    assert order.number not in text(finance, reverse("orders:index") + f"?q={query}x")


def test_the_screen_of_an_order(finance: Client) -> None:
    attempt = PaidAttemptFactory.create()
    RefundFactory.create(attempt=attempt, amount_cents=10_000, reason="te laat begonnen")
    DiscrepancyFactory.create(attempt=attempt)

    shown = text(finance, reverse("orders:inspect", args=[attempt.order_id]))

    for part in (attempt.order.number, attempt.charge_reference, "te laat begonnen", "dubbel betaald", "Betaal terug"):
        assert part in shown


def test_cancel(finance: Client, bookkeeper: User) -> None:
    order = OrderFactory.create()

    response = finance.post(reverse("orders:cancel", args=[order.pk]), {"reason": "verzoek van de klant"})

    order.refresh_from_db()
    assert (response.status_code, order.status) == (302, "cancelled")
    shown = text(finance, reverse("orders:inspect", args=[order.pk]))
    assert "Order geannuleerd: verzoek van de klant" in shown
    assert bookkeeper.get_full_name() in shown


def test_cancel_needs_a_reason(finance: Client) -> None:
    order = OrderFactory.create()

    assert finance.post(reverse("orders:cancel", args=[order.pk]), {"reason": ""}).status_code == 200

    order.refresh_from_db()
    assert order.status == "open"


def test_refund(finance: Client) -> None:
    attempt = PaidAttemptFactory.create()
    address = reverse("orders:refund", args=[attempt.pk])
    assert 'value="1.875,50"' in text(finance, address)

    finance.post(address, {"amount": "100,50", "reason": "korting vergeten"})

    refund = Refund.objects.get()
    assert (refund.attempt, refund.amount_cents, refund.reason, refund.status) == (
        attempt,
        10_050,
        "korting vergeten",
        "requested",
    )


def test_refund_of_too_much(finance: Client) -> None:
    attempt = PaidAttemptFactory.create()

    response = finance.post(reverse("orders:refund", args=[attempt.pk]), {"amount": "1.875,51", "reason": "alles"})

    assert "het bedrag is hoger dan wat er nog over is" in response.content.decode()
    assert not Refund.objects.exists()


def test_book_a_transfer(finance: Client) -> None:
    order = InvoiceOrderFactory.create()

    response = finance.post(
        reverse("orders:transfer", args=[order.pk]),
        {"amount": "1.875,50", "received_on": "2026-11-02", "bank_reference": "NL-1"},
    )

    order.refresh_from_db()
    assert (response.status_code, order.status) == (302, "paid")


def test_confirm_a_refund_by_hand(finance: Client, run_jobs: RunJobs) -> None:
    attempt = TransferFactory.create()
    finance.post(reverse("orders:refund", args=[attempt.pk]), {"amount": "1.875,50", "reason": "afgemeld"})
    run_jobs()
    refund = Refund.objects.get()
    assert refund.status == "submitted"
    assert "Is overgemaakt" in text(finance, reverse("orders:inspect", args=[attempt.order_id]))

    finance.post(reverse("orders:confirm_refund", args=[refund.pk]), {"bank_reference": "NL-2"})

    refund.refresh_from_db()
    assert (refund.status, refund.vat_cents) == ("succeeded", 32_550)


def test_resolve_an_exception(finance: Client) -> None:
    discrepancy = DiscrepancyFactory.create()
    assert "Handel af" in text(finance, reverse("discrepancies:index"))

    finance.post(reverse("discrepancies:resolve", args=[discrepancy.pk]), {"resolution": "teruggestort"})

    discrepancy.refresh_from_db()
    assert (discrepancy.resolution, discrepancy.resolved_at is not None) == ("teruggestort", True)
    assert "Handel af" not in text(finance, reverse("discrepancies:index"))


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_the_exceptions(
    finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    DiscrepancyFactory.create_batch(count)
    finance.get(reverse("discrepancies:index"))

    with django_assert_num_queries(18):
        finance.get(reverse("discrepancies:index"))


def addresses() -> list[str]:
    order = OrderFactory.create()
    attempt = PaidAttemptFactory.create()
    refund = RefundFactory.create(attempt=TransferFactory.create(), status="submitted")
    discrepancy = DiscrepancyFactory.create()
    return [
        reverse("orders:index"),
        reverse("orders:index_results"),
        reverse("orders:inspect", args=[order.pk]),
        reverse("orders:cancel", args=[order.pk]),
        reverse("orders:transfer", args=[order.pk]),
        reverse("orders:refund", args=[attempt.pk]),
        reverse("orders:confirm_refund", args=[refund.pk]),
        reverse("discrepancies:index"),
        reverse("discrepancies:resolve", args=[discrepancy.pk]),
        reverse("payments:index"),
    ]


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Programme managers"])
def test_nobody_but_finance(make_staff: Callable[[str], User], log_in: LogIn, group: str) -> None:
    client = log_in(make_staff(group))
    money = addresses()

    for address in money:
        assert client.get(address).status_code == 302, address
        client.post(address, {"reason": "x", "amount": "1", "resolution": "x", "bank_reference": "x"})
    client.post(
        reverse("payments:export"), {"first_day": "2026-01-01", "last_day": "2026-12-31", "format": "dutch-csv"}
    )

    assert not Order.objects.filter(status="cancelled").exists()
    assert Refund.objects.filter(status="requested").count() == 0
    assert not Discrepancy.objects.filter(resolved_at__isnull=False).exists()
    assert "Financiën" not in client.get("/admin/").content.decode()


def test_finance_and_the_administrator(finance: Client, administrator: User, log_in: LogIn) -> None:
    for address in addresses():
        assert finance.get(address).status_code == 200, address
        assert log_in(administrator).get(address).status_code == 200, address
    assert "Financi" in finance.get("/admin/").content.decode()


def test_ids_that_do_not_exist(finance: Client) -> None:
    for name in ("orders:inspect", "orders:cancel", "orders:transfer", "orders:refund", "discrepancies:resolve"):
        assert finance.get(reverse(name, args=[999_999])).status_code == 404


@pytest.mark.parametrize("path", ["edit/1/", "delete/1/", "new/", "copy/1/"])
def test_money_has_no_form(administrator: User, log_in: LogIn, path: str) -> None:
    AttemptFactory.create()
    client = log_in(administrator)

    for base in ("orders", "uitzonderingen", "betalingen"):
        assert client.get(f"/admin/financien/{base}/{path}").status_code == 404


def test_rules_are_changed_and_never_deleted(finance: Client, administrator: User, log_in: LogIn) -> None:
    from tests.factories.betalingen import SubsidySchemeFactory  # noqa: PLC0415

    scheme = SubsidySchemeFactory.create(percentage=None, amount_cents=155_000)
    namespace = "wagtailsnippets_betalingen_subsidyscheme"

    assert 'value="1.550,00"' in text(finance, reverse(f"{namespace}:edit", args=[scheme.pk]))
    assert log_in(administrator).get(reverse(f"{namespace}:delete", args=[scheme.pk])).status_code == 302


def test_a_paid_order_does_not_say_that_somebody_must_pay_now(finance: Client) -> None:
    order = OrderFactory.create(status="paid", provider="stripe")
    for address in (reverse("orders:index"), reverse("orders:inspect", args=[order.pk])):
        page = text(finance, address)
        assert ("Online, met Stripe" in page, "Nu betalen" in page) == (True, False)

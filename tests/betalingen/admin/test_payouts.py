"""Finance's screens of payouts, their lines, and claims of banks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from betalingen.actions.apply_notification import MAX_TRIES
from betalingen.models import Discrepancy, InboxEvent
from cms.models import User
from tests.factories.betalingen import (
    BalanceLineFactory,
    DiscrepancyFactory,
    DisputeFactory,
    PaidAttemptFactory,
    PayoutFactory,
    UnknownLineFactory,
)

LogIn = Callable[[User], Client]


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())  # also spaces that do not break


def test_a_payout_equals_its_lines(finance: Client) -> None:
    payout = PayoutFactory.create()
    attempt = PaidAttemptFactory.create()
    BalanceLineFactory.create(payout=payout, attempt=attempt)
    UnknownLineFactory.create(payout=payout)
    payout.amount_cents = 187_515 - 20_000
    payout.save()

    page = text(finance, reverse("payouts:inspect", args=[payout.pk]))

    assert "Uitbetaling van € 1.675,15" in page
    assert reverse("orders:inspect", args=[attempt.order_id]) in page
    assert 'onbekend <small class="bet-meta">reserve_hold</small>' in page
    assert "<dt>Verschil</dt> <dd> € 0,00 </dd>" in page


def test_the_list_adds_up_and_shows_a_difference(finance: Client) -> None:
    BalanceLineFactory.create(payout=PayoutFactory.create(amount_cents=187_514))
    BalanceLineFactory.create(payout=PayoutFactory.create(status="failed", is_itemised=False), gross_cents=100)

    page = text(finance, reverse("payouts:index"))

    assert "<dt>Uitbetaald</dt> <dd> € 1.875,14 </dd>" in page
    assert "<dt>Verschil</dt> <dd> − € 0,01 </dd>" in page
    assert "<dt>Nu bij de betaaldienst</dt> <dd> € 1.875,80 </dd>" in page


def test_a_payout_by_hand_and_one_that_failed(finance: Client) -> None:
    by_hand = PayoutFactory.create(is_automatic=False, is_itemised=False, reversed_by="po_back")
    failed = PayoutFactory.create(status="failed", is_itemised=False, failure="The bank account has been closed")
    DiscrepancyFactory.create(attempt=None, payout=failed, kind=Discrepancy.Kind.PAYOUT_FAILED)

    page = text(finance, reverse("payouts:inspect", args=[by_hand.pk]))
    assert "uitbetaald, met de hand, teruggedraaid" in page
    assert "kan niet zeggen uit welke regels" in page
    page = text(finance, reverse("payouts:inspect", args=[failed.pk]))
    assert "The bank account has been closed" in page
    assert "Handel af" in page


def test_exceptions_about_a_payout_and_a_line(finance: Client, bookkeeper: User) -> None:
    line = UnknownLineFactory.create(payout=None)
    of_line = DiscrepancyFactory.create(attempt=None, line=line, kind=Discrepancy.Kind.UNKNOWN_LINE)
    payout = PayoutFactory.create()
    of_payout = DiscrepancyFactory.create(attempt=None, payout=payout, kind=Discrepancy.Kind.PAYOUT_DIFFERENCE)

    page = text(finance, reverse("discrepancies:index"))
    assert reverse("payouts:inspect", args=[payout.pk]) in page
    assert reverse("payouts:line", args=[line.pk]) in page
    assert "nog niet uitbetaald" in text(finance, reverse("payouts:line", args=[line.pk]))
    assert payout.reference in text(finance, "/admin/")

    for discrepancy, screen in ((of_line, "payouts:line"), (of_payout, "payouts:inspect")):
        address = reverse("discrepancies:resolve", args=[discrepancy.pk])
        assert "Regel eerst wat er moet gebeuren" in text(finance, address)
        response = finance.post(address, {"resolution": "uitgezocht"})
        about = discrepancy.line_id or discrepancy.payout_id
        assert (response.status_code, response.headers["Location"]) == (302, reverse(screen, args=[about]))
        discrepancy.refresh_from_db()
        assert (discrepancy.resolution, discrepancy.resolved_at is not None) == ("uitgezocht", True)


def test_a_claim_shows_its_deadline(finance: Client) -> None:
    dispute = DisputeFactory.create()
    attempt = dispute.attempt
    DiscrepancyFactory.create()
    DiscrepancyFactory.create(attempt=attempt, kind=Discrepancy.Kind.DISPUTED)
    day = timezone.localdate(dispute.respond_by)

    where = f'href="https://dashboard.stripe.com/disputes/{dispute.reference}"'
    page = text(finance, reverse("discrepancies:index"))
    assert page.index(attempt.order.number) < page.rindex("dubbel betaald")
    assert page.count(where) == page.count("Beantwoord</a>") == 1
    order = text(finance, reverse("orders:inspect", args=[attempt.order_id]))
    assert ("wacht op uw antwoord" in order, "de klant herkent de betaling niet" in order) == (True, True)
    assert f"{day.day} " in order
    assert reverse("orders:refund", args=[attempt.pk]) not in order
    assert order.count(where) == 1


def test_a_claim_that_was_decided_has_nowhere_to_answer(finance: Client) -> None:
    dispute = DisputeFactory.create(status="lost")
    DiscrepancyFactory.create(attempt=dispute.attempt, kind=Discrepancy.Kind.DISPUTED)
    assert "Beantwoord</a>" not in text(finance, reverse("discrepancies:index"))
    assert "Beantwoord</a>" not in text(finance, reverse("orders:inspect", args=[dispute.attempt.order_id]))


def test_messages_are_tried_again(finance: Client) -> None:
    InboxEvent.objects.create(provider="stripe", event_id="evt_1", kind="x", state="failed", tries=MAX_TRIES)
    assert "Probeer opnieuw" in text(finance, reverse("discrepancies:index"))

    response = finance.post(reverse("discrepancies:replay"), follow=True)

    assert "1 bericht wordt opnieuw verwerkt." in response.content.decode()
    assert InboxEvent.objects.get().state == "received"


@pytest.mark.parametrize("count", [1, 30])
def test_queries(finance: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    BalanceLineFactory.create_batch(count)
    payout = PayoutFactory.create()
    BalanceLineFactory.create_batch(count, payout=payout)
    one = reverse("payouts:inspect", args=[payout.pk])
    finance.get(reverse("payouts:index"))
    finance.get(one)

    with django_assert_num_queries(18):
        finance.get(reverse("payouts:index"))
    with django_assert_num_queries(18):
        finance.get(one)


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Programme managers"])
def test_nobody_but_finance(make_staff: Callable[[str], User], log_in: LogIn, group: str) -> None:
    client = log_in(make_staff(group))
    payout = PayoutFactory.create()
    line = BalanceLineFactory.create(payout=payout)
    InboxEvent.objects.create(provider="stripe", event_id="evt_1", kind="x", state="failed")

    addresses = [reverse("payouts:index"), reverse("payouts:index_results")]
    addresses += [reverse("payouts:inspect", args=[payout.pk]), reverse("payouts:line", args=[line.pk])]
    for address in addresses:
        assert client.get(address).status_code == 302, address
    assert client.post(reverse("discrepancies:replay")).status_code == 302
    assert InboxEvent.objects.get().state == "failed"


def test_ids_that_do_not_exist(finance: Client) -> None:
    for name in ("payouts:inspect", "payouts:line"):
        assert finance.get(reverse(name, args=[999_999])).status_code == 404

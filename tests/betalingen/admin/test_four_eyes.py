from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from betalingen.models import FinanceSettings, Refund
from cms.models import User
from tests.factories.betalingen import RefundFactory, TransferFactory, WriteOffFactory

LogIn = Callable[[User], Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(bookkeeper: User, log_in: LogIn) -> Client:
    return log_in(bookkeeper)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def proposed_by(user: User) -> Refund:
    made: Refund = RefundFactory.create(status="proposed", proposed_by=user, amount_cents=60_000, reason="ziek")
    return made


def test_who_asks_for_much_reads_that_it_is_a_proposal(finance: Client) -> None:
    FinanceSettings.objects.create(site=Site.objects.get(is_default_site=True), four_eyes_above_cents=50_000)
    paid = TransferFactory.create()

    response = finance.post(
        reverse("orders:refund", args=[paid.pk]), {"amount": "600,00", "reason": "ziek"}, follow=True
    )

    shown = response.content.decode()
    assert "De terugbetaling is voorgesteld." in shown
    assert "Een ander moet dit goedkeuren." in shown
    assert reverse("orders:approve_refund", args=[Refund.objects.get().pk]) not in shown


@pytest.mark.parametrize("screen", ["orders:refund", "orders:write_off"])
def test_it_is_said_beforehand_above_what_a_second_person_is_needed(finance: Client, screen: str) -> None:
    paid = TransferFactory.create()
    address = reverse(screen, args=[paid.pk if screen == "orders:refund" else paid.order_id])
    told = "een tweede persoon moet het dan eerst goedkeuren"
    assert told not in text(finance, address)

    FinanceSettings.objects.create(site=Site.objects.get(is_default_site=True), four_eyes_above_cents=50_000)
    shown = text(finance, address)
    assert (told in shown, "Boven € 500,00 is dit een voorstel" in shown) == (True, True)


@pytest.mark.parametrize("page", ["wagtailadmin_home", "discrepancies:index"])
def test_another_finds_it_where_work_waits(finance: Client, administrator: User, page: str) -> None:
    refund = proposed_by(administrator)
    write_off = WriteOffFactory.create(user=administrator)

    shown = text(finance, reverse(page))

    assert reverse("orders:approve_refund", args=[refund.pk]) in shown
    assert reverse("orders:refuse_write_off", args=[write_off.order.pk]) in shown


def test_approving_says_who_why_and_how_much_first(finance: Client, administrator: User) -> None:
    refund = proposed_by(administrator)
    address = reverse("orders:approve_refund", args=[refund.pk])
    assert "Bea Beheer stelt € 600,00 voor. Reden: ziek" in text(finance, address).replace("\xa0", " ")

    finance.post(address)

    refund.refresh_from_db()
    assert refund.status == "requested"


def test_refusing_without_a_reason_stays_on_the_screen(finance: Client, administrator: User) -> None:
    refund = proposed_by(administrator)
    address = reverse("orders:refuse_refund", args=[refund.pk])

    assert finance.post(address, {"reason": ""}).status_code == 200
    assert finance.post(address, {"reason": "dubbel"}).status_code == 302

    refund.refresh_from_db()
    assert (refund.status, refund.failure) == ("refused", "dubbel")


def test_one_s_own_proposal_cannot_be_approved_by_guessing_its_address(finance: Client, bookkeeper: User) -> None:
    refund = proposed_by(bookkeeper)

    response = finance.post(reverse("orders:approve_refund", args=[refund.pk]))

    refund.refresh_from_db()
    assert "U hebt dit zelf voorgesteld." in response.content.decode()
    assert refund.status == "proposed"


def test_the_amount_is_typed_in_euros(finance: Client) -> None:
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=["betalingen", "financesettings", site.pk])
    steps = {"cancellation_steps-count": "0"}

    finance.post(address, {"journal_code": "90", "four_eyes_above_cents": "1.000,00", **steps})
    refused = finance.post(address, {"journal_code": "90", "four_eyes_above_cents": "duizend", **steps})

    assert FinanceSettings.for_site(site).four_eyes_above_cents == 100_000
    assert "Vul een bedrag in euro’s in" in refused.content.decode()


@pytest.mark.parametrize("count", [1, 9])
def test_queries(
    finance: Client, administrator: User, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _number in range(count):
        proposed_by(administrator)
        WriteOffFactory.create(user=administrator)
    finance.get(reverse("discrepancies:index"))

    with django_assert_num_queries(17):
        finance.get(reverse("discrepancies:index"))

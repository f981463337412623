import datetime as dt
import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.write_off import write_off
from betalingen.models import FinanceSettings, Invoice, JournalLine, Refund
from cms.api import notation
from cms.models import AcademySettings, User
from tests.factories.betalingen import InvoiceOrderFactory, RefundFactory, TransferFactory, WriteOffFactory

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


@pytest.fixture
def late(academy_details: AcademySettings) -> Invoice:  # it must exist
    """An invoice of € 1.875,50 of three months ago."""
    with time_machine.travel(timezone.now() - dt.timedelta(days=90), tick=False):
        return issue_invoice(order=InvoiceOrderFactory.create().pk)


@pytest.mark.parametrize("screen", ["orders:refund", "orders:write_off"])
def test_it_is_said_beforehand_above_what_a_second_person_is_needed(
    finance: Client, late: Invoice, screen: str
) -> None:
    address = reverse(screen, args=[TransferFactory.create().pk if screen == "orders:refund" else late.order_id])
    told = "een tweede persoon moet het dan eerst goedkeuren"
    assert told not in text(finance, address)

    FinanceSettings.objects.create(site=Site.objects.get(is_default_site=True), four_eyes_above_cents=50_000)
    shown = text(finance, address)
    assert (told in shown, "Boven € 500,00 is dit een voorstel" in shown) == (True, True)


def rows(page: str) -> list[list[str]]:
    """Of what comes in the journal: account, debit and credit of each line."""
    table = re.search(r"Dit komt in het journaal.*?</table>", page, re.DOTALL)
    found = re.findall(r"<tr>(.*?)</tr>", table.group(), re.DOTALL)[1:] if table else []
    return [[" ".join(cell.split()) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", row)][-3:] for row in found]


def written() -> list[list[str]]:
    """The same of what stands there."""
    found = []
    for line in JournalLine.objects.filter(entry__key__startswith="write_off").order_by("pk"):
        amount = notation.euro_table(abs(line.amount_cents), "nl")
        sides = [amount, ""] if line.amount_cents > 0 else ["", amount]
        found.append([line.get_account_display(), *sides])
    return found


def test_a_write_off_tells_what_it_writes(finance: Client, late: Invoice, bookkeeper: User) -> None:
    address = reverse("orders:write_off", args=[late.order_id])

    page = text(finance, address).replace("\xa0", " ")

    assert late.due_on
    back_from = date_format(late.due_on.replace(year=late.due_on.year + 1), "j F Y")
    assert "Er staat € 1.875,50 open" in page
    assert f"Daarvan is € 325,50 btw. Die staat in het journaal op een eigen regel: vanaf {back_from} kunt u" in page
    assert rows(page) == [
        ["oninbaar", "€ 1.550,00", ""],
        ["oninbaar", "€ 325,50", ""],
        ["debiteuren", "", "€ 1.875,50"],
    ]
    assert written() == []

    write_off(order=late.order_id, reason="failliet", user=bookkeeper)
    assert written() == rows(page)
    assert "Dit komt in het journaal" not in text(finance, address)


def test_the_second_person_sees_what_is_written_and_who_refuses_does_not(
    finance: Client, late: Invoice, administrator: User
) -> None:
    FinanceSettings.objects.create(site=Site.objects.get(is_default_site=True), four_eyes_above_cents=50_000)
    write_off(order=late.order_id, reason="failliet", user=administrator)

    assert len(rows(text(finance, reverse("orders:approve_write_off", args=[late.order_id])))) == 3
    assert rows(text(finance, reverse("orders:refuse_write_off", args=[late.order_id]))) == []


def test_what_cannot_be_written_off_says_why(finance: Client) -> None:
    page = text(finance, reverse("orders:write_off", args=[TransferFactory.create().order_id]))

    assert "Afboeken kan alleen als de factuur van een open order te laat is." in page
    assert rows(page) == []


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

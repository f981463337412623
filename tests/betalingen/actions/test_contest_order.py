"""A customer disagrees with an invoice, and what a bank wants to hear in time."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.actions.apply_dispute import apply_dispute, flag_deadlines
from betalingen.actions.contest_order import contest_order, settle_contest
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.resolve_discrepancy import resolve_discrepancy
from betalingen.actions.send_reminder import send_due_reminder, send_reminder
from betalingen.contracts import DisputeReport
from betalingen.models import Attempt, Discrepancy, Order
from cms.api import NotAllowed, User
from tests.factories.betalingen import InvoiceOrderFactory, PaidAttemptFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details")]

Kind = Discrepancy.Kind


@pytest.fixture
def late() -> Order:
    """An order of which the invoice is a month late."""
    with time_machine.travel(timezone.now() - dt.timedelta(days=60), tick=False):
        return issue_invoice(order=InvoiceOrderFactory.create().pk).order


def test_while_it_is_contested_nobody_is_reminded(late: Order, bookkeeper: User) -> None:
    for _time in range(2):
        contest_order(order=late.pk, reason="verkeerde prijs", user=bookkeeper)

    assert send_due_reminder(order=late.pk) is None
    with pytest.raises(NotAllowed):
        send_reminder(order=late.pk, user=bookkeeper)
    settle_contest(order=late.pk, reason="prijs klopt", user=bookkeeper)
    assert send_due_reminder(order=late.pk) is not None
    logged = ModelLogEntry.objects.filter(object_id=str(late.pk), action__contains="contest").order_by("pk")
    assert [entry.message for entry in logged] == ["In geschil: verkeerde prijs", "Geschil opgelost: prijs klopt"]


@pytest.mark.parametrize("action", [contest_order, settle_contest])
def test_both_want_a_reason(late: Order, action: object) -> None:
    if action is settle_contest:
        contest_order(order=late.pk, reason="verkeerde prijs")

    with pytest.raises(NotAllowed):
        action(order=late.pk, reason=" ")  # type: ignore[operator]


def test_only_what_is_open_can_be_contested() -> None:
    paid = PaidAttemptFactory.create().order

    with pytest.raises(NotAllowed):
        contest_order(order=paid.pk, reason="verkeerde prijs")


def test_finance_does_it_on_the_screen_of_the_order(
    late: Order, bookkeeper: User, log_in: Callable[[User], Client]
) -> None:
    finance = log_in(bookkeeper)
    screen = reverse("orders:inspect", args=[late.pk])
    address = reverse("orders:contest", args=[late.pk])
    assert address in finance.get(screen).content.decode()

    assert finance.post(address, {"reason": ""}).status_code == 200
    assert finance.post(address, {"reason": "verkeerde prijs"}).headers["Location"] == screen

    shown = finance.get(screen).content.decode()
    assert "In geschil sinds" in shown
    assert reverse("orders:settle_contest", args=[late.pk]) in shown
    assert reverse("orders:remind", args=[late.pk]) not in shown


@pytest.fixture
def paid() -> Attempt:
    made: Attempt = PaidAttemptFactory.create()
    return made


def claim(attempt: Attempt, reference: str, state: str, days: int = 20) -> None:
    report = DisputeReport(
        reference=reference,
        charge_reference=attempt.charge_reference,
        state=state,  # type: ignore[arg-type]
        amount_cents=attempt.received_cents,
        currency="eur",
        created_at=timezone.now(),
        respond_by=timezone.now() + dt.timedelta(days=days),
    )
    apply_dispute(attempt=attempt.pk, report=report)


def open_kinds() -> list[str]:
    return list(Discrepancy.objects.filter(resolved_at=None).order_by("pk").values_list("kind", flat=True))


def test_a_second_claim_opens_what_was_settled_again(paid: Attempt, bookkeeper: User) -> None:
    claim(paid, "dp_1", "needs_response")
    settled = Discrepancy.objects.get()
    claim(paid, "dp_1", "won")
    resolve_discrepancy(discrepancy=settled.pk, resolution="gewonnen", user=bookkeeper)
    claim(paid, "dp_1", "won")
    assert open_kinds() == []

    claim(paid, "dp_2", "needs_response")

    assert open_kinds() == [Kind.DISPUTED]
    assert ModelLogEntry.objects.filter(action="betalingen.discrepancy_reopened").count() == 1


@pytest.mark.parametrize(("days", "kinds"), [(8, [Kind.DISPUTED]), (6, [Kind.DISPUTED, Kind.DISPUTE_DEADLINE])])
def test_a_deadline_that_is_near_is_an_exception_of_its_own(paid: Attempt, days: int, kinds: list[str]) -> None:
    claim(paid, "dp_1", "needs_response", days)

    for _day in range(2):
        flag_deadlines()

    assert open_kinds() == kinds


def test_once_answered_the_deadline_needs_nobody(paid: Attempt) -> None:
    claim(paid, "dp_1", "needs_response", 3)
    flag_deadlines()

    claim(paid, "dp_1", "under_review", 3)

    assert open_kinds() == [Kind.DISPUTED]

"""Above an amount one person proposes and another decides."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.confirm_refund import confirm_refund
from betalingen.actions.decide_refund import approve_refund, refuse_refund
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.request_refund import request_refund
from betalingen.actions.write_off import approve_write_off, refuse_write_off, write_off
from betalingen.lifecycles import OrderStatus, RefundStatus, WriteOffStatus
from betalingen.models import Attempt, FinanceSettings, JournalEntry, Refund
from betalingen.queries.books import controls
from betalingen.queries.orders import refundable_cents
from cms.api import MoveNotAllowed, NotAllowed, User
from tests.betalingen.conftest import RunJobs
from tests.factories.betalingen import DisputeFactory, InvoiceOrderFactory, TransferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy_details", "limit")]


@pytest.fixture
def limit() -> None:
    FinanceSettings.objects.create(site=Site.objects.get(is_default_site=True), four_eyes_above_cents=50_000)


@pytest.fixture
def paid() -> Attempt:
    made: Attempt = TransferFactory.create()
    return made


def asked(paid: Attempt, cents: int, user: User | None) -> Refund:
    return request_refund(attempt=paid.pk, amount_cents=cents, reason="ziek", user=user)


def actions_of(refund: Refund) -> list[str]:
    found = ModelLogEntry.objects.filter(object_id=str(refund.attempt.order_id), action__contains="refund")
    return [
        action.removeprefix("betalingen.refund_") for action in found.order_by("pk").values_list("action", flat=True)
    ]


@pytest.mark.parametrize(("cents", "status"), [(50_000, "requested"), (50_001, "proposed")])
def test_only_above_the_amount(paid: Attempt, bookkeeper: User, cents: int, status: str) -> None:
    assert asked(paid, cents, bookkeeper).status == status


def test_what_follows_from_a_rule_does_not_wait(paid: Attempt) -> None:
    assert asked(paid, 60_000, None).status == "requested"


def test_without_an_amount_nothing_waits(paid: Attempt, bookkeeper: User) -> None:
    FinanceSettings.objects.update(four_eyes_above_cents=None)

    assert asked(paid, 60_000, bookkeeper).status == "requested"


def test_a_proposal_waits_holds_its_money_and_is_asked_for_once_another_agrees(
    paid: Attempt, bookkeeper: User, administrator: User, run_jobs: RunJobs
) -> None:
    refund = asked(paid, 60_000, bookkeeper)
    run_jobs()
    refund.refresh_from_db()
    assert (refund.status, refundable_cents(paid)) == ("proposed", paid.received_cents - 60_000)

    approve_refund(refund=refund.pk, user=administrator)
    assert approve_refund(refund=refund.pk, user=administrator).status == "requested"

    run_jobs()
    refund.refresh_from_db()
    assert refund.status == RefundStatus.SUBMITTED
    confirm_refund(refund=refund.pk, bank_reference="NL1", user=administrator)
    assert actions_of(refund) == ["proposed", "approved", "confirmed", "succeeded"]


def test_nobody_agrees_with_themselves_nor_transfers_what_is_not_agreed(paid: Attempt, bookkeeper: User) -> None:
    refund = asked(paid, 60_000, bookkeeper)

    with pytest.raises(NotAllowed):
        approve_refund(refund=refund.pk, user=bookkeeper)
    with pytest.raises(NotAllowed):
        confirm_refund(refund=refund.pk, bank_reference="NL1", user=bookkeeper)

    refund.refresh_from_db()
    assert refund.status == "proposed"


def test_refused_needs_a_reason_frees_the_money_and_is_final(
    paid: Attempt, bookkeeper: User, administrator: User
) -> None:
    refund = asked(paid, 60_000, bookkeeper)
    with pytest.raises(NotAllowed):
        refuse_refund(refund=refund.pk, reason=" ", user=administrator)

    refuse_refund(refund=refund.pk, reason="dubbel", user=administrator)

    assert refundable_cents(paid) == paid.received_cents
    with pytest.raises(MoveNotAllowed):
        approve_refund(refund=refund.pk, user=administrator)
    assert actions_of(refund) == ["proposed", "refused"]


def test_what_a_bank_took_back_meanwhile_is_not_paid_twice(
    paid: Attempt, bookkeeper: User, administrator: User
) -> None:
    refund = asked(paid, 60_000, bookkeeper)
    DisputeFactory.create(attempt=paid, status="needs_response")

    with pytest.raises(NotAllowed):
        approve_refund(refund=refund.pk, user=administrator)


def test_cancelling_a_paid_order_twice_proposes_once(paid: Attempt, bookkeeper: User) -> None:
    paid.order.status = OrderStatus.PAID
    paid.order.save()

    for _time in range(2):
        cancel_order(reference=paid.order.reference, reason="gaat niet door", user=bookkeeper)

    assert [refund.status for refund in Refund.objects.all()] == ["proposed"]


@pytest.fixture
def late() -> int:
    """An order of € 1.875,50 of which the invoice is late; its pk."""
    with time_machine.travel(timezone.now() - dt.timedelta(days=60), tick=False):
        return issue_invoice(order=InvoiceOrderFactory.create().pk).order_id


def test_a_write_off_waits_too_and_is_booked_once_another_agrees(
    late: int, bookkeeper: User, administrator: User
) -> None:
    proposed = write_off(order=late, reason="failliet", user=bookkeeper)
    assert write_off(order=late, reason="nog eens", user=bookkeeper).pk == proposed.pk
    assert (proposed.status, proposed.order.status) == ("proposed", "open")
    assert not JournalEntry.objects.filter(key__startswith="write_off").exists()
    with pytest.raises(NotAllowed):
        approve_write_off(order=late, user=bookkeeper)

    for _time in range(2):
        approved = approve_write_off(order=late, user=administrator)

    approved.order.refresh_from_db()
    assert (approved.status, approved.order.status) == (WriteOffStatus.BOOKED, "written_off")
    assert JournalEntry.objects.filter(key__startswith="write_off").count() == 1
    assert {control.difference for control in controls()} == {0}


def test_a_write_off_that_was_refused_can_be_proposed_again(late: int, bookkeeper: User, administrator: User) -> None:
    write_off(order=late, reason="failliet", user=bookkeeper)
    with pytest.raises(NotAllowed):
        refuse_write_off(order=late, reason="", user=administrator)
    refuse_write_off(order=late, reason="bel eerst", user=administrator)

    again = write_off(order=late, reason="gebeld", user=bookkeeper)

    assert (again.status, again.reason) == ("proposed", "gebeld")


def test_of_another_amount_than_proposed_nothing_is_booked(late: int, bookkeeper: User, administrator: User) -> None:
    proposed = write_off(order=late, reason="failliet", user=bookkeeper)
    TransferFactory.create(order=proposed.order, received_cents=10_000)

    with pytest.raises(NotAllowed):
        approve_write_off(order=late, user=administrator)

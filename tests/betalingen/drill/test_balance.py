"""Faults 38 and 43 to 46: claims of banks, fees that come later, and payouts that must equal their lines to the cent."""

import datetime as dt

import pytest
from django.utils import timezone

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.import_balance import import_balance, import_payout
from betalingen.actions.request_refund import request_refund
from betalingen.models import Attempt, BalanceLine, Discrepancy, Dispute, Payout, Refund
from betalingen.sandbox import FaultKind
from cms.api import NotAllowed
from tests.betalingen.drill.conftest import Drill


def buckets() -> dict[str, int]:
    """What each kind of line adds up to."""
    found: dict[str, int] = {}
    for bucket, cents in BalanceLine.objects.values_list("bucket", "net_cents"):
        found[bucket] = found.get(bucket, 0) + cents
    return found


def test_fault_38_a_debit_comes_back(drill: Drill) -> None:
    """Up to eight weeks a bank gives a direct debit back without a question: nobody can answer it."""
    attempt = drill.start()
    drill.sandbox.pay(attempt.provider_reference, "sepa_debit")
    drill.sandbox.settle(attempt.provider_reference)
    drill.deliver()
    assert drill.state() == "paid"
    returned = drill.sandbox.dispute(attempt.provider_reference, reason="debit_not_authorized")
    drill.sandbox.close_dispute(returned["id"], "lost")
    drill.deliver()
    import_balance(provider="stripe")

    dispute = Dispute.objects.filter(attempt=attempt, status="lost", amount_cents=187_550).first()
    assert (drill.exceptions(), dispute is not None) == (["disputed"], True)
    assert buckets() == {"payment": 187_550 - 35, "dispute": -187_550 - 2_000}
    # Whether the participant still comes in is for staff to decide.
    assert (drill.state(), drill.written("dispute_opened")) == ("paid", 1)


def test_fault_43_a_payment_is_disputed(drill: Drill) -> None:
    attempt = drill.paid("card")
    dispute = drill.sandbox.dispute(attempt.provider_reference)
    drill.deliver()

    [told] = Dispute.objects.all() or [Dispute()]
    assert (told.reference, told.status, told.amount_cents) == (dispute["id"], "needs_response", 187_550)
    assert told.respond_by is not None
    assert told.respond_by > timezone.now() + dt.timedelta(days=8)
    assert drill.exceptions() == ["disputed"]
    # The customer has the money: nobody gives it back a second time.
    with pytest.raises(NotAllowed, match="betaalt dubbel"):
        request_refund(attempt=attempt.pk, amount_cents=100, reason="coulance")
    cancel_order(reference=drill.order.reference, reason="afgemeld")
    assert not Refund.objects.exists()

    drill.sandbox.answer_dispute(dispute["id"])
    drill.deliver()
    drill.sandbox.close_dispute(dispute["id"], "won")
    drill.deliver()
    import_balance(provider="stripe")
    over = Dispute.objects.filter(status="won", respond_by__isnull=True, closed_at__isnull=False)
    assert list(over.values_list("reference", flat=True)) == [dispute["id"]]
    lines = list(BalanceLine.objects.filter(dispute=told).values_list("gross_cents", "fee_cents"))
    assert lines == [(-187_550, 2_000), (187_550, 0)]
    assert request_refund(attempt=attempt.pk, amount_cents=100, reason="coulance").status == "requested"


def test_fault_44_the_fee_comes_later(drill: Drill) -> None:
    drill.sandbox.fault(FaultKind.FEE_LATER, seconds=0)
    attempt = drill.paid()
    assert (attempt.status, attempt.fee_cents) == ("succeeded", None)
    drill.sandbox.fill_fees()
    drill.deliver([drill.signed("charge.updated")])
    assert [paid.fee_cents for paid in drill.attempts()] == [29]

    # And when nobody tells us, the line of the payout does.
    Attempt.objects.update(fee_cents=None)
    payout = drill.sandbox.make_payout()
    import_payout(provider="stripe", reference=payout["id"])
    assert [paid.fee_cents for paid in drill.attempts()] == [29]


def test_fault_45_lines_that_nobody_knows(drill: Drill) -> None:
    drill.paid()
    for kind, cents in (("stripe_fee", -500), ("tax_fee", -105), ("adjustment", -1_000), ("reserve_hold", -20_000)):
        drill.sandbox.add_balance_line(kind, cents, description=kind)
    drill.sandbox.make_payout()
    drill.deliver()

    [payout] = Payout.objects.all() or [Payout()]
    held = list(payout.lines.exclude(bucket="payout").values_list("net_cents", flat=True))
    assert (payout.status, payout.is_itemised, payout.amount_cents) == ("paid", True, 187_521 - 21_605)
    assert (len(held), sum(held)) == (5, payout.amount_cents)
    assert buckets() == {"payment": 187_521, "fee": -605, "unknown": -21_000, "payout": -payout.amount_cents}
    assert drill.exceptions() == ["unknown_line", "unknown_line"]
    # One cent that is told wrong is seen.
    BalanceLine.objects.filter(type="stripe_fee").update(gross_cents=-501, net_cents=-501)
    import_payout(provider="stripe", reference=payout.reference)
    assert Discrepancy.objects.filter(payout=payout, kind="payout_difference").exists()


def test_fault_46_payouts_that_fail_reverse_or_are_made_by_hand(drill: Drill) -> None:
    attempt = drill.paid()
    failed = drill.sandbox.make_payout()
    drill.deliver()
    drill.sandbox.fail_payout(failed["id"])
    drill.deliver()
    first = Payout.objects.get(reference=failed["id"])
    assert (first.status, first.failure) == ("failed", "The bank account has been closed")
    assert (first.lines.count(), drill.exceptions()) == (0, ["payout_failed"])

    again = drill.sandbox.make_payout()
    drill.deliver()
    assert Payout.objects.get(reference=again["id"]).lines.filter(attempt=attempt).count() == 1

    drill.sandbox.refund(attempt.provider_reference)
    negative = drill.sandbox.make_payout()
    drill.deliver()
    taken = Payout.objects.get(reference=negative["id"])
    assert (taken.status, taken.amount_cents, taken.lines.filter(bucket="refund").count()) == ("paid", -187_550, 1)

    by_hand = drill.sandbox.pay_out_by_hand(1_000)
    back = drill.sandbox.reverse_payout(by_hand["id"])
    drill.deliver()
    import_balance(provider="stripe")
    hand = Payout.objects.get(reference=by_hand["id"])
    assert (hand.is_automatic, hand.is_itemised, hand.reversed_by) == (False, False, back["id"])
    assert Payout.objects.get(reference=back["id"]).amount_cents == -1_000
    assert drill.exceptions() == ["payout_failed"]

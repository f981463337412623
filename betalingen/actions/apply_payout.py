"""Write down how a payout stands, and compare it with its lines to the cent."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.flag import flag_payout
from betalingen.contracts import PayoutReport
from betalingen.lifecycles import PAYOUT, PayoutStatus
from betalingen.models import BalanceLine, Discrepancy, Payout
from cms.api import move, record_audit

OVER = {PayoutStatus.FAILED, PayoutStatus.CANCELED}


@transaction.atomic
def apply_payout(*, provider: str, report: PayoutReport) -> Payout:
    """Bring a payout in line with what the provider says; its lines were imported before. The same again changes nothing."""
    payout, is_new = Payout.objects.select_for_update().get_or_create(
        provider=provider,
        reference=report.reference,
        defaults={
            "status": report.state,
            "amount_cents": report.amount_cents,
            "currency": report.currency,
            "is_automatic": report.is_automatic,
            "is_demo": report.is_demo,
            "arrives_on": report.arrives_on,
            "created_at": report.created_at,
        },
    )
    before = None if is_new else PayoutStatus(payout.status)
    after = PayoutStatus(report.state)
    payout.status = after if before is None else move(PAYOUT, before, after)
    payout.is_itemised = report.is_itemised
    payout.arrives_on = report.arrives_on
    payout.reversed_by = report.reversed_by
    payout.trace_id = report.trace_id
    payout.failure = report.failure[:255]
    payout.save()
    if before != after:
        record_audit(payout, "betalingen.payout_moved", state=after.value, amount_cents=payout.amount_cents)
    if after in OVER:
        _release_lines(payout)
        flag_payout(payout, Discrepancy.Kind.PAYOUT_FAILED)
    else:
        _take_lines(payout, report)
        _compare(payout)
    return payout


def _take_lines(payout: Payout, report: PayoutReport) -> None:
    held = [line.reference for line in report.lines]
    BalanceLine.objects.filter(provider=payout.provider, reference__in=held).exclude(payout=payout).update(
        payout=payout
    )


def _release_lines(payout: Payout) -> None:
    """The money is back on the balance at the provider; a next payout holds these lines."""
    BalanceLine.objects.filter(payout=payout).update(payout=None)


def _compare(payout: Payout) -> None:
    if not payout.is_itemised:
        return
    lines = BalanceLine.objects.filter(payout=payout).exclude(bucket=BalanceLine.Bucket.PAYOUT)
    if lines.aggregate(cents=Sum("net_cents", default=0))["cents"] != payout.amount_cents:
        flag_payout(payout, Discrepancy.Kind.PAYOUT_DIFFERENCE)
        return
    Discrepancy.objects.filter(payout=payout, kind=Discrepancy.Kind.PAYOUT_DIFFERENCE, resolved_at__isnull=True).update(
        resolved_at=timezone.now(), resolution=_("Klopt intussen tot op de cent.")
    )

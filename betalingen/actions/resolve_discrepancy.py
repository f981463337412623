"""Finance writes down what was done about money that did not fit."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.locking import locked_order
from betalingen.models import BalanceLine, Discrepancy, Payout
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def resolve_discrepancy(*, discrepancy: int, resolution: str, user: User | None = None) -> Discrepancy:
    """Close a discrepancy (its pk) with a note. Raises NotAllowed without a note; one that is closed stays as it is."""
    subject = _locked_subject(Discrepancy.objects.select_related("attempt").get(pk=discrepancy))
    found = Discrepancy.objects.select_for_update().get(pk=discrepancy)
    if found.resolved_at is not None:
        return found
    if not resolution.strip():
        raise NotAllowed(_("Schrijf op wat u hebt gedaan."))
    found.resolved_at = timezone.now()
    found.resolution = resolution.strip()
    found.save(update_fields=["resolved_at", "resolution"])
    record_audit(subject, "betalingen.discrepancy_resolved", user=user, kind=found.kind)
    return found


def _locked_subject(discrepancy: Discrepancy) -> models.Model:
    """The order, payout or line that it is about."""
    if discrepancy.attempt is not None:
        return locked_order(discrepancy.attempt.order_id)
    if discrepancy.payout_id is not None:
        return Payout.objects.select_for_update().get(pk=discrepancy.payout_id)
    return BalanceLine.objects.select_for_update().get(discrepancies=discrepancy)

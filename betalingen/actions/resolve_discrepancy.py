"""Finance writes down what was done about money that did not fit."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.locking import locked_order
from betalingen.models import Discrepancy
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def resolve_discrepancy(*, discrepancy: int, resolution: str, user: User | None = None) -> Discrepancy:
    """Close a discrepancy (its pk) with a note. Raises NotAllowed without a note; one that is closed stays as it is."""
    order_pk = Discrepancy.objects.values_list("attempt__order_id", flat=True).get(pk=discrepancy)
    order = locked_order(order_pk)
    found = Discrepancy.objects.select_for_update().get(pk=discrepancy)
    if found.resolved_at is not None:
        return found
    if not resolution.strip():
        raise NotAllowed(_("Schrijf op wat u hebt gedaan."))
    found.resolved_at = timezone.now()
    found.resolution = resolution.strip()
    found.save(update_fields=["resolved_at", "resolution"])
    record_audit(order, "betalingen.discrepancy_resolved", user=user, kind=found.kind)
    return found

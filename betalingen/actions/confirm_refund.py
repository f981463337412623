"""Finance transferred money back by hand, where it came by transfer."""

from django.db import transaction
from django.utils.translation import gettext as _

from betalingen.actions.apply_refund import apply_refund
from betalingen.contracts import RefundReport
from betalingen.lifecycles import RefundStatus
from betalingen.locking import locked_refund
from betalingen.models import Refund
from cms.api import NotAllowed, User, record_audit


@transaction.atomic
def confirm_refund(*, refund: int, bank_reference: str, user: User | None = None) -> Refund:
    """A refund (its pk) of money that came by transfer has been transferred; again changes nothing."""
    order, attempt, locked = locked_refund(refund)
    if not attempt.is_transfer:
        raise NotAllowed(_("Deze terugbetaling doet de betaaldienst zelf."))
    if locked.status == RefundStatus.SUCCEEDED:
        return locked
    if locked.status in {RefundStatus.PROPOSED, RefundStatus.REFUSED}:
        raise NotAllowed(_("Deze terugbetaling is nog niet door een tweede persoon goedgekeurd."))
    if not bank_reference.strip():
        raise NotAllowed(_("Vul het kenmerk van het bankafschrift in."))
    report = RefundReport(state="succeeded", amount_cents=locked.amount_cents, reference=bank_reference.strip())
    record_audit(order, "betalingen.refund_confirmed", user=user, refund=str(locked.public_id))
    return apply_refund(refund=refund, report=report)

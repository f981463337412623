"""A second person confirms or refuses a refund above the amount in finance's settings."""

from django.db import transaction
from django.utils.translation import gettext as _

from betalingen.actions.second_person import check_second_person
from betalingen.lifecycles import REFUND, RefundStatus
from betalingen.locking import locked_refund
from betalingen.models import Refund
from betalingen.queries.disputes import is_claimed_back
from cms.api import NotAllowed, User, defer, move, record_audit


@transaction.atomic
def approve_refund(*, refund: int, user: User) -> Refund:
    """A proposed refund (its pk) is asked for; again changes nothing. Raises NotAllowed for who proposed it, or when a bank
    claimed the money back meanwhile; MoveNotAllowed when it was refused."""
    order, attempt, locked = locked_refund(refund)
    if locked.status == RefundStatus.REQUESTED:
        return locked
    check_second_person(locked.proposed_by_id, user)
    if is_claimed_back(attempt):
        raise NotAllowed(_("De bank van de klant heeft dit bedrag intussen teruggevorderd. Weiger dit voorstel."))
    locked.status = move(REFUND, locked.status, RefundStatus.REQUESTED)
    locked.save(update_fields=["status"])
    record_audit(
        order,
        "betalingen.refund_approved",
        user=user,
        amount_cents=locked.amount_cents,
        refund=str(locked.public_id),
    )
    defer("betalingen.submit_refund", refund=locked.pk)
    return locked


@transaction.atomic
def refuse_refund(*, refund: int, reason: str, user: User) -> Refund:
    """A proposed refund (its pk) is not made; again changes nothing. Raises NotAllowed without a reason."""
    order, _attempt, locked = locked_refund(refund)
    if locked.status == RefundStatus.REFUSED:
        return locked
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom u dit weigert."))
    locked.status = move(REFUND, locked.status, RefundStatus.REFUSED)
    locked.failure = reason.strip()
    locked.save(update_fields=["status", "failure"])
    record_audit(
        order,
        "betalingen.refund_refused",
        user=user,
        amount_cents=locked.amount_cents,
        refund=str(locked.public_id),
        reason=locked.failure,
    )
    return locked

"""A line of the bank that is none of this administration's business."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.lifecycles import BANK_LINE, BankLineState
from betalingen.locking import locked_bank_line
from betalingen.models import BankLine
from cms.api import NotAllowed, User, move, record_audit


@transaction.atomic
def ignore_line(*, line: int, reason: str, user: User | None = None) -> BankLine:
    """Nothing is booked of a line (its pk); again changes nothing.

    Raises NotAllowed without a reason, MoveNotAllowed when it is in the books.
    """
    locked = locked_bank_line(line)
    if locked.state == BankLineState.IGNORED:
        return locked
    if not reason.strip():
        raise NotAllowed(_("Schrijf op waarom deze regel hier niet hoeft te worden geboekt."))
    locked.state = move(BANK_LINE, locked.state, BankLineState.IGNORED)
    locked.note = reason.strip()
    locked.order = locked.refund = locked.claim = None
    locked.user = user
    locked.decided_at = timezone.now()
    locked.save(update_fields=["state", "note", "order", "refund", "claim", "user", "decided_at"])
    # The reason may name somebody, so it stays with the line.
    record_audit(
        locked.statement,
        "betalingen.bank_line_ignored",
        user=user,
        line=locked.position,
        amount_cents=locked.amount_cents,
    )
    return locked

"""Put money of which nobody knows yet what it is for apart in the books."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.lifecycles import BANK_LINE, BankLineState
from betalingen.locking import locked_bank_line
from betalingen.models import Account, BankLine
from cms.api import User, move, record_audit


@transaction.atomic
def suspend_line(*, line: int, note: str, user: User | None = None) -> BankLine:
    """A line of the bank (its pk) is in the books, and still has to be found out; again changes nothing.

    Raises MoveNotAllowed when it was booked.
    """
    locked = locked_bank_line(line)
    if locked.state == BankLineState.SUSPENSE:
        return locked
    locked.state = move(BANK_LINE, locked.state, BankLineState.SUSPENSE)
    locked.entry = post_entry(
        key=f"bank:{locked.public_id}",
        occurred_on=locked.booked_on,
        description=_("Nog uit te zoeken"),
        document=locked.statement.statement_id,
        user=user,
        postings=[
            Posting(Account.BANK, locked.amount_cents),
            Posting(Account.SUSPENSE, -locked.amount_cents),
        ],
    )
    locked.note = note.strip()
    locked.order = locked.refund = locked.claim = None
    locked.user = user
    locked.decided_at = timezone.now()
    locked.save(update_fields=["state", "entry", "note", "order", "refund", "claim", "user", "decided_at"])
    record_audit(
        locked.statement,
        "betalingen.bank_line_suspended",
        user=user,
        line=locked.position,
        amount_cents=locked.amount_cents,
    )
    return locked

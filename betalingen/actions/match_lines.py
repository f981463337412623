"""Look for what undecided lines of the bank are for. What is certain a job books; the rest waits for a person."""

from django.db import transaction

from betalingen.lifecycles import BANK_LINE, BankLineState
from betalingen.models import BankLine
from betalingen.queries.bank_matching import Proposal, proposals
from cms.api import defer, move

UNDECIDED = (BankLineState.OPEN, BankLineState.PROPOSED, BankLineState.MATCHED)


@transaction.atomic
def match_lines(*, statement: int | None = None) -> int:
    """Of one statement (its pk), or of all; returns how many are certain now. Changes nothing that was decided."""
    waiting = BankLine.objects.select_for_update().filter(state__in=UNDECIDED)
    if statement is not None:
        waiting = waiting.filter(statement=statement)
    lines = list(waiting.order_by("pk"))
    changed = [line for line, proposal in zip(lines, proposals(lines), strict=True) if _is_changed(line, proposal)]
    BankLine.objects.bulk_update(changed, ["state", "match", "order", "instalment", "refund", "claim"], batch_size=500)
    certain = [line for line in lines if line.state == BankLineState.MATCHED]
    for pk in sorted({line.statement_id for line in certain}):
        defer("betalingen.book_matched_lines", once=f"book-matched-lines-{pk}", statement=pk)
    return len(certain)


def _is_changed(line: BankLine, proposal: Proposal) -> bool:
    then = (proposal.order, proposal.instalment, proposal.refund, proposal.claim)
    now = (line.order_id, line.instalment_id, line.refund_id, line.claim_id)
    if (proposal.state, proposal.match, then) == (line.state, line.match, now):
        return False
    line.state = move(BANK_LINE, line.state, proposal.state)
    line.match = proposal.match
    line.order_id, line.instalment_id, line.refund_id, line.claim_id = then
    return True

"""Book what is certain: lines of the bank whose reference and amount are those of what is open, and payouts."""

from dataclasses import replace

from django.db import transaction

from betalingen.actions.book_line import book_on_order, book_payout
from betalingen.lifecycles import BANK_LINE, BankLineState
from betalingen.locking import locked_bank_line, locked_order
from betalingen.models import BankLine
from betalingen.queries.bank_matching import proposals
from cms.api import NotAllowed, move


def book_matched_lines(*, statement: int) -> None:
    """Each line of a statement (its pk) in a transaction of its own, so that the next run goes on where this one ended."""
    certain = BankLine.objects.filter(statement=statement, state=BankLineState.MATCHED)
    for pk in certain.order_by("pk").values_list("pk", flat=True):
        _book(pk)


@transaction.atomic
def _book(pk: int) -> None:
    """Look once more under the lock of the order: two lines may be about the same invoice. What is refused, a person sees."""
    line = locked_bank_line(pk)
    if line.state != BankLineState.MATCHED:
        return
    if line.order_id is not None:
        locked_order(line.order_id)
    [proposal] = proposals([line])
    if proposal.state == BankLineState.MATCHED:
        try:
            with transaction.atomic():
                if proposal.order is None:
                    book_payout(line=pk)
                else:
                    book_on_order(line=pk, order=proposal.order, instalment=proposal.instalment)
        except NotAllowed:
            proposal = replace(proposal, state=BankLineState.PROPOSED)
        else:
            return
    line.state = move(BANK_LINE, line.state, proposal.state)
    line.match, line.order_id, line.refund_id = proposal.match, proposal.order, proposal.refund
    line.instalment_id = proposal.instalment
    line.save(update_fields=["state", "match", "order", "instalment", "refund"])

"""The journal's entries of what changes the balance at a provider without a payment or a refund of ours: its costs, payouts,
claims of banks, and what nobody knows. After them the account of the provider is its balance, to the cent."""

from django.utils import timezone

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.lifecycles import DisputeStatus
from betalingen.models import Account, BalanceLine, Dispute, JournalEntry, Order

Bucket = BalanceLine.Bucket


def post_line(line: BalanceLine) -> None:
    """One line, when it has something to tell that payments and refunds did not write down themselves."""
    match line.bucket:
        case Bucket.FEE:
            postings = [Posting(Account.FEES, -line.net_cents), Posting(Account.CLEARING, line.net_cents)]
        case Bucket.PAYOUT:
            postings = [Posting(Account.BANK, -line.net_cents), Posting(Account.CLEARING, line.net_cents)]
        case Bucket.DISPUTE:
            postings = [
                Posting(Account.DISPUTES, -line.gross_cents),
                Posting(Account.FEES, line.fee_cents),
                Posting(Account.CLEARING, line.net_cents),
            ]
        case Bucket.UNKNOWN:
            postings = [Posting(Account.SUSPENSE, -line.net_cents), Posting(Account.CLEARING, line.net_cents)]
        case Bucket.REFUND | Bucket.REFUND_FAILED:
            postings = [Posting(Account.FEES, line.fee_cents), Posting(Account.CLEARING, -line.fee_cents)]
        case _:
            return
    if any(posting.amount_cents for posting in postings):
        # The bank statement looks for what a payout brought by this beginning and by the payout's reference.
        begin = "payout" if line.bucket == Bucket.PAYOUT else "line"
        _post(line, f"{begin}:{line.reference}:{line.bucket}", postings)


def post_line_known(line: BalanceLine) -> None:
    """A line that was unknown turned out to be something: it leaves what is still to be found out."""
    postings = [Posting(Account.SUSPENSE, line.net_cents), Posting(Account.CLEARING, -line.net_cents)]
    _post(line, f"line:{line.reference}:known", postings)


def post_outcome(order: Order, dispute: Dispute, *, before: str) -> None:
    """A lost claim makes the customer owe the money again; an appeal undoes that. The order is locked."""
    was_lost, is_lost = before == DisputeStatus.LOST, dispute.status == DisputeStatus.LOST
    if was_lost == is_lost:
        return
    owed_cents = dispute.amount_cents if is_lost else -dispute.amount_cents
    key = f"dispute:{dispute.reference}"
    turn = JournalEntry.objects.filter(key__startswith=f"{key}:").count() + 1
    post_entry(
        key=f"{key}:{turn}",
        occurred_on=timezone.localdate(),
        description=order.title,
        document=dispute.reference,
        order=order,
        postings=[Posting(Account.DEBTORS, owed_cents), Posting(Account.DISPUTES, -owed_cents)],
    )


def _post(line: BalanceLine, key: str, postings: list[Posting]) -> None:
    post_entry(
        key=key,
        occurred_on=timezone.localdate(line.created_at),
        description=line.description or line.type,
        document=line.source if line.bucket == Bucket.PAYOUT else line.reference,
        order=line.attempt.order if line.attempt else None,
        postings=postings,
    )

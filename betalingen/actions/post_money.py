"""The journal's entries of money that moves: received, given back, given back in vain, and what the provider keeps.

Money in another currency than its order's is not written here: what it comes to in euros is known when it is paid out.
"""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Sum
from django.utils import timezone

from betalingen.actions.post_entry import Posting, post_entry
from betalingen.models import Account, Attempt, JournalLine, Order, Refund
from betalingen.pricing import vat_within


def post_receipt(order: Order, attempt: Attempt) -> None:
    """What a locked order's attempt brought in."""
    _post(
        order,
        attempt,
        key=f"attempt:{attempt.public_id}",
        moment=attempt.succeeded_at,
        description=order.title,
        postings=[
            Posting(_where(attempt), attempt.received_cents),
            Posting(Account.DEBTORS, -attempt.received_cents),
        ],
    )


def post_return_of_bad_debt(order: Order, attempt: Attempt) -> None:
    """As much of what was written off as a locked order's attempt brought in after all, the VAT in its own line again."""
    written = JournalLine.objects.filter(
        entry__order=order, entry__instalment=attempt.instalment, account=Account.BAD_DEBT
    )
    left = written.aggregate(cents=Sum("amount_cents"))["cents"] or 0
    back_cents = min(attempt.received_cents, left)
    if back_cents <= 0:
        return
    vat_cents = vat_within(back_cents, total_cents=order.total_cents, vat_cents=order.vat_cents)
    _post(
        order,
        attempt,
        key=f"attempt:{attempt.public_id}:bad_debt",
        moment=attempt.succeeded_at,
        description=order.title,
        postings=[
            Posting(Account.DEBTORS, back_cents),
            Posting(Account.BAD_DEBT, vat_cents - back_cents),
            Posting(Account.BAD_DEBT, -vat_cents),
        ],
    )


def post_fee(order: Order, attempt: Attempt) -> None:
    """What the provider keeps of it, once that is known."""
    if not attempt.fee_cents:
        return
    _post(
        order,
        attempt,
        key=f"attempt:{attempt.public_id}:fee",
        moment=attempt.succeeded_at,
        description=order.title,
        postings=[Posting(Account.FEES, attempt.fee_cents), Posting(_where(attempt), -attempt.fee_cents)],
    )


def post_refund(order: Order, attempt: Attempt, refund: Refund) -> None:
    """What was given back."""
    _post(
        order,
        attempt,
        key=f"refund:{refund.public_id}",
        moment=refund.succeeded_at,
        description=refund.reason,
        postings=[
            Posting(Account.DEBTORS, refund.amount_cents),
            Posting(_where(attempt), -refund.amount_cents),
        ],
    )


def post_returned_refund(order: Order, attempt: Attempt, refund: Refund) -> None:
    """What was given back and came back again."""
    _post(
        order,
        attempt,
        key=f"refund:{refund.public_id}:returned",
        moment=refund.returned_at,
        description=refund.reason,
        postings=[
            Posting(_where(attempt), refund.amount_cents),
            Posting(Account.DEBTORS, -refund.amount_cents),
        ],
    )


def _post(
    order: Order,
    attempt: Attempt,
    *,
    key: str,
    moment: dt.datetime | None,
    description: str,
    postings: Sequence[Posting],
) -> None:
    if attempt.received_currency != order.currency:
        return
    post_entry(
        key=key,
        occurred_on=timezone.localdate(moment),
        description=description,
        document=str(attempt),
        order=order,
        instalment=attempt.instalment,
        postings=postings,
    )


def _where(attempt: Attempt) -> Account:
    """A customer's transfer comes straight to the bank; a provider keeps what it collects until it pays out."""
    return Account.BANK if attempt.is_transfer else Account.CLEARING

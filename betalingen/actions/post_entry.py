"""Write what happened to money in the journal; called by the actions that make it happen, in their transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from betalingen.models import Account, Instalment, JournalEntry, JournalLine, Order
from cms.api import User


@dataclass(frozen=True)
class Posting:
    """One side of an entry, in cents: above zero is debit, below is credit. Nothing is written of 0."""

    account: Account
    amount_cents: int

    @property
    def opposite_cents(self) -> int:
        return -self.amount_cents


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry as `post_entry(**vars(draft), ...)` will write it, for a screen that tells beforehand."""

    key: str
    description: str
    postings: Sequence[Posting]
    document: str = ""
    order: Order | None = None
    instalment: Instalment | None = None

    @property
    def written(self) -> list[Posting]:
        """The lines that come of it."""
        return [posting for posting in self.postings if posting.amount_cents]


def post_entry(
    *,
    key: str,
    occurred_on: dt.date,
    description: str,
    postings: Sequence[Posting],
    document: str = "",
    order: Order | None = None,
    instalment: Instalment | None = None,
    user: User | None = None,
) -> JournalEntry:
    """The entry with this key: made now, or as it was made before. The caller holds the lock of what it is about.

    Raises ValueError when the sides do not add up to nothing, TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An entry belongs to the transaction of what it tells.")
    if sum(posting.amount_cents for posting in postings) != 0:
        raise ValueError(f"{key} does not balance")
    entry, is_new = JournalEntry.objects.get_or_create(
        key=key,
        defaults={
            "occurred_on": occurred_on,
            "booked_on": occurred_on,  # the database moves it to the first open month
            "description": description[:255],
            "document": document,
            "order": order,
            "instalment": instalment,
            "user": user,
        },
    )
    if is_new:
        JournalLine.objects.bulk_create(
            JournalLine(entry=entry, account=posting.account, amount_cents=posting.amount_cents)
            for posting in postings
            if posting.amount_cents
        )
    return entry

"""The academy's own bank: what happened on the account, told in statements that overlap."""

import random
from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from betalingen.actions.book_line import book_on_order, book_on_refund, book_payout
from betalingen.actions.import_statement import import_statement
from betalingen.actions.suspend_line import suspend_line
from betalingen.models import BankLine
from cms.api import NotAllowed
from tests.betalingen.bank_files import Line, camt

OVERLAP = 3  # lines of the statement before that the next one tells of again


@dataclass
class Bank:
    """`lines` is its own book, in which nothing ever changes."""

    chance: random.Random
    lines: list[Line] = field(default_factory=list)
    told: int = 0
    happened: Counter[str] = field(default_factory=Counter)

    def move(self, cents: int, *, structured: str = "", text: str = "") -> None:
        """Money that comes, or goes when below zero."""
        self.lines.append(
            Line(
                cents=cents,
                reference=f"B{len(self.lines):08}",
                day=timezone.localdate(),
                name="Rekeninghouder",
                structured=structured,
                text=text,
            )
        )

    def send_statement(self) -> None:
        """Import what happened since the last one, now and then twice."""
        since = max(self.told - OVERLAP, 0)
        if self.told == len(self.lines):
            return
        opening = sum(line.cents for line in self.lines[:since])
        told = self.lines[since:]
        content = camt(*told, statement_id=f"S{since}-{len(self.lines)}", opening_cents=opening)
        self.told = len(self.lines)
        for _ in range(self.chance.choice([1, 1, 2])):
            import_statement(content=content)
            self.happened["statements imported"] += 1

    def decide(self) -> None:
        """A person of finance looks at every line that was not certain."""
        for line in BankLine.objects.filter(state__in=["proposed", "open"]).order_by("pk"):
            try:
                if line.refund_id:
                    book_on_refund(line=line.pk, refund=line.refund_id)
                elif line.order_id:
                    book_on_order(line=line.pk, order=line.order_id)
                elif line.match == BankLine.Match.PAYOUT:
                    book_payout(line=line.pk)
                else:
                    suspend_line(line=line.pk, note="van wie is dit?")
                    self.happened["bank lines nobody knows"] += 1
            except NotAllowed:
                self.happened["bank lines that wait"] += 1

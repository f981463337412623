"""Exports of the journal, while it grows: each entry is in one file and in one only, and a file comes out the same again."""

import csv
import io
from collections import Counter

import hypothesis
import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from betalingen.actions import begin_run
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.write_run import write_run
from betalingen.models import Account, ExportRun, JournalEntry, LedgerCode, Order
from cms.api import NotAllowed
from cms.models import User
from tests.betalingen.conftest import place, sell
from tests.stateful.machine import PROFILE, Machine, may_refuse, run
from tests.stateful.test_orders import TOTAL, which

pytestmark = pytest.mark.django_db


class ExportMachine(Machine):
    """Orders on invoice, and a bookkeeper who takes the journal along."""

    @initialize()
    def sell(self) -> None:
        self.begin()
        sell()
        self.bookkeeper = User.objects.create_superuser("boekhouder@vakwerk.example")
        self.files: dict[int, bytes] = {}
        self.orders = 0

    @rule()
    def invoice(self) -> None:
        self.orders += 1
        issue_invoice(order=place(reference=f"test:{self.orders}", provider="invoice").pk)

    @precondition(lambda self: self.orders)
    @rule(number=which, cents=st.sampled_from([TOTAL, 50_000]))
    def transfer(self, number: int, cents: int) -> None:
        order = Order.objects.order_by("pk")[number % self.orders]
        with may_refuse():
            book_transfer(
                order=order.pk,
                amount_cents=cents,
                received_on=timezone.localdate(),
                bank_reference=f"NL-{JournalEntry.objects.count()}",
            )

    @precondition(lambda self: self.orders)
    @rule(number=which)
    def cancel(self, number: int) -> None:
        cancel_order(reference=f"test:{number % self.orders + 1}", reason="afgemeld")

    @rule(code=st.sampled_from(["1300", "1301", "1302"]))
    def rename_account(self, code: str) -> None:
        LedgerCode.objects.update_or_create(account=Account.DEBTORS, defaults={"code": code})

    @rule()
    def take(self) -> None:
        with may_refuse():
            run = begin_run.take_entries(format_key="plain-csv", user=self.bookkeeper)
            self.files[run.pk] = self.written(run)
        assert self.entries().keys() == set(JournalEntry.objects.values_list("pk", flat=True))

    @precondition(lambda self: self.files)
    @rule(number=which)
    def take_again(self, number: int) -> None:
        pk = list(self.files)[number % len(self.files)]
        try:
            assert self.written(ExportRun.objects.get(pk=pk)) == self.files[pk]
        except NotAllowed as refusal:
            pytest.fail(str(refusal.reason))

    def written(self, run: ExportRun) -> bytes:
        _run, stream = write_run(run=run, user=self.bookkeeper)
        with stream:
            return stream.read()

    def entries(self) -> Counter[int]:
        """In how many files each entry is."""
        found: Counter[int] = Counter()
        for content in self.files.values():
            rows = csv.reader(io.StringIO(content.decode()))
            next(rows)
            found.update({int(row[0]) for row in rows})
        return found

    @invariant()
    def each_entry_is_in_one_file(self) -> None:
        assert [pk for pk, times in self.entries().items() if times != 1] == []

    @invariant()
    def a_file_adds_up_to_nothing(self) -> None:
        for content in self.files.values():
            rows = list(csv.DictReader(io.StringIO(content.decode())))
            assert sum(round(float(row["Bedrag"]) * 100) for row in rows) == 0


def test_each_entry_is_taken_along_once() -> None:
    run(ExportMachine, hypothesis.settings(PROFILE, max_examples=10))

"""Exports of the journal, while it grows: each entry is in one file and in one only, and a file comes out the same again."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest.mock import Mock, patch

import hypothesis
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from betalingen.actions import begin_run, write_run
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.models import Account, ExportRun, JournalEntry, JournalLine, LedgerCode, Order
from betalingen.numbering import CREDIT_NOTES
from betalingen.queries import journal_lines
from cms.api import NotAllowed
from cms.models import User
from tests.betalingen.conftest import place, sell
from tests.stateful.machine import PROFILE, TWIN_PROFILE, Machine, caught_by, may_refuse, run
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
            raise AssertionError(refusal.reason) from refusal

    @precondition(lambda self: self.files)
    @rule(number=which, is_removed=st.booleans())
    def meddle(self, number: int, is_removed: bool) -> None:  # noqa: FBT001  # Hypothesis passes it by name
        runs = ExportRun.objects.filter(pk=list(self.files)[number % len(self.files)])
        try:
            with transaction.atomic():
                runs.delete() if is_removed else runs.update(last_entry=F("last_entry") + 1)
        except DatabaseError:
            return
        raise AssertionError("what was taken along can be changed")

    def written(self, run: ExportRun) -> bytes:
        _run, stream = write_run.write_run(run=run, user=self.bookkeeper)
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


def _takes_the_last_again() -> int:
    return max(journal_lines.last_exported() - 1, 0)


def _without_corrections(entries: journal_lines.Entries) -> "QuerySet[JournalLine, JournalLine]":
    return _all_lines(entries).exclude(entry__document__startswith=CREDIT_NOTES)


def _at_most_two_lines(entries: journal_lines.Entries) -> "QuerySet[JournalLine, JournalLine]":
    first = _all_lines(entries).order_by("pk").values("pk")[:2]
    return JournalLine.objects.filter(pk__in=first)


_all_lines = journal_lines.lines_of
_no_codes = Mock(return_value=Mock(to_json=dict))

# Where the guard is, what stands in its place, and who must notice.
SABOTAGE: dict[str, tuple[list[tuple[Any, str, Callable[..., object]]], str]] = {
    "an entry is taken twice": ([(begin_run, "last_exported", _takes_the_last_again)], "each_entry_is_in_one_file"),
    "corrections are forgotten": ([(journal_lines, "lines_of", _without_corrections)], "take"),
    "half an entry is taken": ([(journal_lines, "lines_of", _at_most_two_lines)], "a_file_adds_up_to_nothing"),
    "the codes of then are not kept": ([(begin_run, "codes_now", _no_codes)], "take_again"),
    "nobody looks whether a file is the same": (
        [(begin_run, "codes_now", _no_codes), (write_run, "_checksum", Mock(return_value="0" * 64))],
        "take_again",
    ),
}


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_who_forgets_is_caught(sabotage: str) -> None:
    guards, watcher = SABOTAGE[sabotage]
    with ExitStack() as careless, caught_by(watcher):
        for module, name, instead in guards:
            careless.enter_context(patch.object(module, name, instead))
        run(ExportMachine, TWIN_PROFILE)


class UnlockedMachine(ExportMachine):
    """The database lets everybody change what was taken along."""

    def begin(self) -> None:
        super().begin()
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER only_added ON betalingen_exportrun")


def test_a_run_that_is_not_locked_is_caught() -> None:
    with caught_by("meddle"):
        run(UnlockedMachine, TWIN_PROFILE)

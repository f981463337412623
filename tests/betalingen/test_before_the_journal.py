"""Money from before there was a journal is taken over once, and then the books agree."""

from importlib import import_module

import pytest
from django.db import connection

from betalingen.models import JournalEntry
from betalingen.queries import books
from tests.factories.betalingen import InvoiceOrderFactory, PaidAttemptFactory, RefundFactory

pytestmark = pytest.mark.django_db


def test_the_books_agree_after_taking_over() -> None:
    PaidAttemptFactory.create()
    RefundFactory.create(amount_cents=50_000)
    PaidAttemptFactory.create(order=InvoiceOrderFactory.create(), method="bank_transfer", fee_cents=0)
    assert [control for control in books.controls() if control.difference]

    write = import_module("betalingen.migrations.0009_money_before_the_journal").WRITE
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(write)

    assert JournalEntry.objects.count() == 6
    assert [(str(control.label), control.difference) for control in books.controls() if control.difference] == []

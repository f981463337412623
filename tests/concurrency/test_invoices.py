"""A hundred invoices by eight processes at once: numbers without gaps, none twice, the books agree."""

import subprocess
import sys

import pytest

from betalingen.models import Invoice, JournalEntry, Order
from betalingen.queries import books
from tests.betalingen.conftest import place, sell
from tests.processes import ROOT, environment_of_the_site

pytestmark = pytest.mark.django_db(transaction=True)

INVOICES = 100

# Loads the site once and becomes eight processes that begin together. Each does all orders, in an order of its own, and
# every fifth time breaks off halfway: its number must go to somebody else.
WORKERS = """
import os, random, sys, time
import django
django.setup()
from django.db import transaction
from betalingen.actions.issue_invoice import issue_invoice

start, orders = time.time() + 2, [int(pk) for pk in sys.argv[1:]]
for number in range(8):
    if os.fork() == 0:
        chance = random.Random(number)
        chance.shuffle(orders)
        time.sleep(max(start - time.time(), 0))
        for pk in orders:
            with transaction.atomic():
                issue_invoice(order=pk)
                if chance.random() < 0.2:
                    transaction.set_rollback(True)
        for pk in orders:
            issue_invoice(order=pk)
        os._exit(0)
failed = [status for _pid, status in (os.wait() for _ in range(8)) if status]
sys.exit(len(failed))
"""


def test_numbers_are_gapless_and_none_is_given_twice() -> None:
    sell()
    orders = [str(place(reference=f"test:{number}", provider="invoice").pk) for number in range(INVOICES)]
    done = subprocess.run(
        [sys.executable, "-c", WORKERS, *orders],
        cwd=ROOT,
        env=environment_of_the_site("cms.project.settings.local"),
        timeout=180,
        check=False,
    )
    assert done.returncode == 0
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert [int(number.rsplit("-", 1)[1]) for number in numbers] == list(range(1, INVOICES + 1))
    assert books.missing_numbers() == []
    assert Invoice.objects.values("order").distinct().count() == Order.objects.count() == INVOICES
    assert JournalEntry.objects.count() == INVOICES
    assert [control.difference for control in books.controls() if control.difference] == []

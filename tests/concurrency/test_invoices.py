"""A hundred invoices by eight processes at once: numbers without gaps, none twice, the books agree."""

import subprocess
import sys

import pytest
from django.utils import timezone

from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.contracts import Customer
from betalingen.models import Invoice, JournalEntry, Order
from betalingen.queries import books
from betalingen.splitting import equal_parts
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


# Both begin at once, and each wants every instalment that is due.
RIVALS = """
import os, sys, time
import django
django.setup()
from betalingen.actions.issue_invoice import issue_due_invoices, issue_instalment

start, order, rows = time.time() + 1, int(sys.argv[1]), [int(pk) for pk in sys.argv[2:]]
for number in range(2):
    if os.fork() == 0:
        time.sleep(max(start - time.time(), 0))
        for pk in rows if number else reversed(rows):
            issue_instalment(instalment=pk)
        issue_due_invoices(order=order)
        os._exit(0)
sys.exit(len([status for _pid, status in (os.wait() for _ in range(2)) if status]))
"""


def test_an_instalment_is_invoiced_once_by_two_processes() -> None:
    sell()
    order = Order.objects.get(pk=place(provider="invoice").pk)
    payer = Customer(name="Waterschap De Velden", email="crediteuren@velden.example")
    today = timezone.localdate()
    amounts = equal_parts(order.total_cents, 12)
    planned = [PlannedInstalment(cents=cents, invoice_on=today, payer=payer) for cents in amounts]
    plan_instalments(order=order.pk, planned=planned)
    rows = [str(pk) for pk in order.instalments.values_list("pk", flat=True)]
    done = subprocess.run(
        [sys.executable, "-c", RIVALS, str(order.pk), *rows],
        cwd=ROOT,
        env=environment_of_the_site("cms.project.settings.local"),
        timeout=180,
        check=False,
    )
    assert done.returncode == 0
    assert sorted(Invoice.objects.values_list("instalment_id", flat=True)) == [int(pk) for pk in rows]
    assert books.missing_numbers() == []
    assert JournalEntry.objects.count() == len(rows)
    assert [control.difference for control in books.controls() if control.difference] == []

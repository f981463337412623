"""What is asked on invoice is paid online: an order, or an instalment of it by its own payer."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from betalingen.actions.begin_payment import begin_payment
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.issue_invoice import issue_due_invoices, issue_invoice
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.request_refund import request_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.actions.waive import waive
from betalingen.api import Customer
from betalingen.contracts import PaymentRequest
from betalingen.models import Account, Attempt, Discrepancy, Instalment, JournalLine, Order, Refund
from betalingen.queries.books import controls, unbalanced_entries
from betalingen.queries.overdue import late_invoices
from betalingen.sandbox import Sandbox
from cms.api import NotAllowed
from cms.models import Message
from tests.betalingen.conftest import RunJobs, deliver, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("academy")]

FIRST, SECOND = 100_000, 87_550


@pytest.fixture
def rows() -> list[Instalment]:
    """Two instalments of one order, with other payers, both invoiced."""
    order = place(provider="invoice")
    payers = [Customer(name=f"Betaler {name}", email=f"{name}@lindewaard.example") for name in ("een", "twee")]
    today = timezone.localdate()
    planned = [
        PlannedInstalment(cents=cents, invoice_on=today, payer=payer)
        for cents, payer in zip((FIRST, SECOND), payers, strict=True)
    ]
    plan_instalments(order=order.pk, planned=planned)
    issue_due_invoices(order=order.pk)
    return list(Instalment.objects.order_by("number"))


@pytest.fixture
def whole() -> Order:
    """An order with one invoice."""
    order = Order.objects.get(pk=place(provider="invoice").pk)
    issue_invoice(order=order.pk)
    return order


def click(client: Client, part: Order | Instalment) -> Attempt:
    """On the button of a page; the attempt that leads to."""
    response = client.post(f"/betalen/{part.access_key}/")
    assert response.status_code == 303
    attempt = Attempt.objects.get(payment_url=response.headers["Location"])
    assert attempt.payer == part
    return attempt


def page(client: Client, part: Order | Instalment) -> str:
    response = client.get(f"/betalen/{part.access_key}/")
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


def exceptions() -> list[str]:
    return list(Discrepancy.objects.order_by("pk").values_list("kind", flat=True))


def the_books_agree() -> bool:
    return not unbalanced_entries() and not [each for each in controls() if each.difference]


def balance(account: Account) -> int:
    return JournalLine.objects.filter(account=account).aggregate(cents=Sum("amount_cents"))["cents"] or 0


def test_each_payer_pays_their_own(client: Client, sandbox: Sandbox, rows: list[Instalment], run_jobs: RunJobs) -> None:
    assert "Betaal €\N{NO-BREAK SPACE}1.000,00 online" in page(client, rows[0])

    attempt = click(client, rows[0])

    request = PaymentRequest.from_json(attempt.parameters)
    assert (request.amount_cents, request.customer_email) == (FIRST, "een@lindewaard.example")
    assert request.success_url.endswith(f"/betalen/{rows[0].access_key}/terug/")
    assert [line.amount_cents for line in request.lines] == [FIRST]
    assert rows[0].invoices.get().number in request.lines[0].description
    sandbox.pay(attempt.provider_reference)
    deliver(client, sandbox, run_jobs)

    order = Order.objects.get()
    attempt.refresh_from_db()
    assert (order.status, attempt.status, attempt.received_cents) == ("open", "succeeded", FIRST)
    shown = page(client, rows[0])
    assert "Deze order is betaald." in shown
    assert "online</button>" not in shown
    assert "We ontvingen uw betaling op" in shown
    assert "Betaal €\N{NO-BREAK SPACE}875,50 online" in page(client, rows[1])

    second = click(client, rows[1])
    sandbox.pay(second.provider_reference)
    back = client.get(f"/betalen/{rows[1].access_key}/terug/", {"session_id": second.provider_reference})

    assert "€\N{NO-BREAK SPACE}875,50 voor Leernetwerk HRM is betaald." in back.content.decode()
    order.refresh_from_db()
    assert (order.status, exceptions()) == ("paid", [])
    assert balance(Account.DEBTORS) == 0
    assert balance(Account.BANK) == 0
    assert the_books_agree()


def test_nobody_sees_the_payment_of_another(client: Client, sandbox: Sandbox, rows: list[Instalment]) -> None:
    attempt = click(client, rows[0])
    order = Order.objects.get()

    for key in (rows[1].access_key, order.access_key):
        asked = {"session_id": attempt.provider_reference}
        assert client.get(f"/betalen/{key}/terug/", asked).status_code == 404

    back = client.get(f"/betalen/{rows[0].access_key}/terug/", {"session_id": attempt.provider_reference})
    shown = back.content.decode()
    assert "We wachten op uw bank" in shown
    for theirs in (order.access_key, order.email, rows[1].access_key, rows[1].email):
        assert theirs not in shown
    assert click(client, rows[1]) != attempt


def test_clicking_twice_is_one_payment(client: Client, sandbox: Sandbox, rows: list[Instalment]) -> None:
    assert click(client, rows[0]) == click(client, rows[0])
    assert Attempt.objects.count() == 1


def test_what_came_in_between_is_not_asked_again(
    client: Client, sandbox: Sandbox, rows: list[Instalment], run_jobs: RunJobs
) -> None:
    first = click(client, rows[0])
    transfer(rows[0], 40_000)

    second = click(client, rows[0])

    first.refresh_from_db()
    assert (first.status, second.amount_cents) == ("expired", 60_000)
    sandbox.pay(second.provider_reference)
    sync_attempt(attempt=second.pk)
    assert Discrepancy.objects.filter(kind="underpaid", resolved_at__isnull=True).count() == 0
    assert page(client, rows[0]).count("Deze order is betaald.") == 1
    assert the_books_agree()


def transfer(row: Instalment, cents: int) -> None:
    book_transfer(
        order=row.order_id,
        instalment=row.pk,
        amount_cents=cents,
        received_on=timezone.localdate(),
        bank_reference=f"NL-{cents}",
    )


@pytest.mark.parametrize("online_first", [True, False])
def test_paid_by_transfer_and_online_at_once(
    client: Client, sandbox: Sandbox, rows: list[Instalment], *, online_first: bool
) -> None:
    attempt = click(client, rows[0])
    sandbox.pay(attempt.provider_reference)
    if online_first:
        sync_attempt(attempt=attempt.pk)
        transfer(rows[0], FIRST)
    else:
        transfer(rows[0], FIRST)
        sync_attempt(attempt=attempt.pk)

    assert (Order.objects.get().status, exceptions()) == ("open", ["overpaid"])
    assert the_books_agree()
    with pytest.raises(NotAllowed, match="al betaald"):
        begin_payment(order=rows[0].order_id, instalment=rows[0].pk)


def test_the_other_payment_is_stopped(
    client: Client, sandbox: Sandbox, rows: list[Instalment], run_jobs: RunJobs
) -> None:
    mine, theirs = click(client, rows[0]), click(client, rows[1])

    with transaction.atomic():
        transfer(rows[0], FIRST)
    run_jobs()

    assert [Attempt.objects.get(pk=each.pk).status for each in (mine, theirs)] == ["expired", "created"]


def test_what_is_waived_is_not_asked(
    client: Client, sandbox: Sandbox, rows: list[Instalment], run_jobs: RunJobs
) -> None:
    mine, theirs = click(client, rows[0]), click(client, rows[1])

    waive(reference=Order.objects.get().reference, cents=550, reason="afgemeld")
    run_jobs()

    assert [Attempt.objects.get(pk=each.pk).status for each in (mine, theirs)] == ["created", "expired"]
    assert click(client, rows[1]).amount_cents == 87_000


def test_a_debit_that_the_bank_refuses(
    client: Client, sandbox: Sandbox, rows: list[Instalment], run_jobs: RunJobs
) -> None:
    attempt = click(client, rows[0])
    sandbox.pay(attempt.provider_reference, "sepa_debit")
    deliver(client, sandbox, run_jobs)
    assert "Dat duurt een paar werkdagen. U hoeft niets meer te doen." in page(client, rows[0])
    assert client.post(f"/betalen/{rows[0].access_key}/").status_code == 409
    with time_machine.travel(timezone.now() + dt.timedelta(days=60)):
        assert [late.invoice.instalment for late in late_invoices(rows[0].order_id)] == [rows[1]]
    Message.objects.all().delete()

    sandbox.settle(attempt.provider_reference, "failed")
    deliver(client, sandbox, run_jobs)

    mail = Message.objects.get(key__endswith=":failed")
    order = Order.objects.get()
    assert (mail.recipient, order.status, order.expires_at) == ("een@lindewaard.example", "open", None)
    assert rows[0].access_key in mail.text
    assert order.access_key not in mail.text
    assert "1.000,00" in mail.text
    assert click(client, rows[0]).amount_cents == FIRST


def test_money_goes_back_the_way_it_came(
    client: Client, sandbox: Sandbox, rows: list[Instalment], run_jobs: RunJobs
) -> None:
    attempt = click(client, rows[0])
    sandbox.pay(attempt.provider_reference)
    sync_attempt(attempt=attempt.pk)

    request_refund(attempt=attempt.pk, amount_cents=10_000, reason="coulance")
    run_jobs()
    deliver(client, sandbox, run_jobs)

    assert Refund.objects.get().status == "succeeded"
    assert the_books_agree()


def test_an_invoice_of_a_whole_order(client: Client, sandbox: Sandbox, whole: Order, run_jobs: RunJobs) -> None:
    shown = page(client, whole)
    assert "NL91 ABNA 0417 1643 00" in shown
    assert "Betaal €\N{NO-BREAK SPACE}1.875,50 online" in shown

    attempt = click(client, whole)
    sandbox.pay(attempt.provider_reference)
    deliver(client, sandbox, run_jobs)

    whole.refresh_from_db()
    assert (whole.status, whole.invoices.count(), exceptions()) == ("paid", 1, [])
    assert the_books_agree()


def test_what_cannot_be_paid_online(client: Client, sandbox: Sandbox, rows: list[Instalment]) -> None:
    order = Order.objects.get()
    assert "online</button>" not in page(client, order)  # each instalment has a page of its own
    assert client.post(f"/betalen/{order.access_key}/").status_code == 409
    other = place(provider="invoice", reference="test:2")
    payer = Customer(name="Betaler drie", email="drie@lindewaard.example")
    day = timezone.localdate() + dt.timedelta(days=9)
    plan_instalments(order=other.pk, planned=[PlannedInstalment(cents=FIRST + SECOND, invoice_on=day, payer=payer)])
    later = Instalment.objects.get(order=other.pk)
    assert "online</button>" not in page(client, later)
    assert client.post(f"/betalen/{later.access_key}/").status_code == 409
    Order.objects.update(status="written_off")
    assert "online</button>" not in page(client, rows[0])
    assert client.post(f"/betalen/{rows[0].access_key}/").status_code == 409
    assert not Attempt.objects.exists()


def test_when_nobody_takes_payments_online(
    client: Client, rows: list[Instalment], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("actions.start_attempt", "queries.payment_page"):
        monkeypatch.setattr(f"betalingen.{module}.online_provider", lambda: None)

    assert "online</button>" not in page(client, rows[0])
    assert client.post(f"/betalen/{rows[0].access_key}/").status_code == 409


def test_the_provider_does_not_answer(client: Client, sandbox: Sandbox, rows: list[Instalment], settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    response = client.post(f"/betalen/{rows[0].access_key}/")

    assert response.status_code == 503
    assert "of maak het bedrag over" in response.content.decode()


def test_after_many_attempts_tomorrow_is_another_day(client: Client, sandbox: Sandbox, whole: Order) -> None:
    for _turn in range(10):
        click(client, whole)
        Attempt.objects.update(status="expired")
    assert client.post(f"/betalen/{whole.access_key}/").status_code == 409

    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        click(client, whole)


def test_queries(client: Client, rows: list[Instalment], django_assert_num_queries: Any) -> None:
    page(client, rows[0])

    with django_assert_num_queries(12):
        page(client, rows[0])

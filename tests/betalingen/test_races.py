"""What happens at the same moment, with real connections; each guard has a twin without it."""

import threading
from collections.abc import Callable, Mapping
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from betalingen.actions import take_subsidy
from betalingen.actions.book_line import Part, book_on_several
from betalingen.actions.book_transfer import book_transfer
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.actions.next_number import next_number
from betalingen.actions.plan_instalments import PlannedInstalment, plan_instalments
from betalingen.actions.sync_attempt import query_of, sync_attempt
from betalingen.actions.take_subsidy import SubsidyGone
from betalingen.api import Customer, LineRequest, price_of
from betalingen.hooks import payment_provider
from betalingen.models import Attempt, BankLinePart, Discrepancy, Invoice, NumberSeries, Order, OrderLine, SubsidyScheme
from betalingen.queries.books import controls
from betalingen.queries.subsidy_use import Use, uses
from betalingen.sandbox import Sandbox
from cms.api import NotAllowed
from cms.models import User
from tests.betalingen.conftest import VAT, place
from tests.factories.betalingen import BankLineFactory, InvoiceOrderFactory, SubsidySchemeFactory

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
TWINS = 3  # fewer than the pool has connections: these wait for each other while they hold one


def at_once(work: Callable[[], None], threads_count: int = THREADS) -> list[BaseException]:
    """Run `work` in threads that start together; what they raised."""
    gate = threading.Barrier(threads_count, timeout=30)
    raised: list[BaseException] = []

    def run() -> None:
        try:
            gate.wait()
            work()
        except BaseException as error:  # noqa: BLE001  # shown by the test
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(threads_count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_numbers_have_no_gaps_and_no_doubles() -> None:
    taken: list[str] = []

    def take() -> None:
        for turn in range(10):
            with transaction.atomic():
                number = next_number("TT")
                if turn % 5 == 4:
                    transaction.set_rollback(True)  # a number in a transaction that fails is given to the next
            if turn % 5 != 4:
                taken.append(number)

    assert at_once(take) == []
    year = timezone.localdate().year
    assert sorted(taken) == [f"TT-{year}-{number:04}" for number in range(1, THREADS * 8 + 1)]


def test_without_the_lock_numbers_are_given_twice() -> None:
    series = NumberSeries.objects.create(series="TT", year=2026, last=0)
    gate = threading.Barrier(TWINS, timeout=30)
    taken: list[int] = []

    def take() -> None:
        with transaction.atomic():
            last = NumberSeries.objects.get(pk=series.pk).last
            gate.wait()
            NumberSeries.objects.filter(pk=series.pk).update(last=last + 1)
            taken.append(last + 1)

    at_once(take, TWINS)

    assert len(set(taken)) < len(taken)


def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        next_number("TT")


@pytest.mark.parametrize("ceiling", [{"most_places": 3}, {"budget_cents": 3 * 155_000 + 154_999}])
def test_no_more_places_are_subsidised_than_there_is_money_for(ceiling: dict[str, int]) -> None:
    scheme = SubsidySchemeFactory.create(**ceiling)
    refused = at_once(lambda: _with_subsidy(scheme))

    assert [type(error) for error in refused] == [SubsidyGone] * (THREADS - 3)
    assert OrderLine.objects.filter(subsidy_scheme=scheme).count() == Order.objects.count() == 3
    numbers = sorted(Order.objects.values_list("number", flat=True))
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"]


def test_groups_at_once_never_share_what_is_left() -> None:
    scheme = SubsidySchemeFactory.create(most_places=7)
    at_once(lambda: _with_subsidy(scheme, 3))

    assert uses([scheme.pk])[scheme.pk] == Use(6, 6 * 155_000)


def test_without_the_lock_a_subsidy_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = SubsidySchemeFactory.create(most_places=1)
    gate = threading.Barrier(TWINS, timeout=30)

    def use_at_the_same_time(schemes: list[int]) -> Mapping[int, Use]:
        found = uses(schemes)
        gate.wait()
        return found

    monkeypatch.setattr(take_subsidy, "locked_scheme", lambda pk: SubsidyScheme.objects.get(pk=pk))
    monkeypatch.setattr(take_subsidy, "uses", use_at_the_same_time)
    assert at_once(lambda: _with_subsidy(scheme), TWINS) == []

    assert OrderLine.objects.filter(subsidy_scheme=scheme).count() == TWINS


def _with_subsidy(scheme: SubsidyScheme, quantity: int = 1) -> None:
    price = price_of(310_000, vat=VAT, subsidy=scheme.terms)
    line = LineRequest(description="Opleiding", quantity=quantity, price=price, subsidy_scheme_id=scheme.pk)
    place(reference=f"test:{uuid4()}", provider="invoice", lines=[line])


@pytest.fixture
def paid_session(sandbox: Sandbox) -> Attempt:
    """A payment that came in at Stripe and of which we know nothing yet."""
    order = Order.objects.get(pk=place().pk)
    Client().post(f"/betalen/{order.access_key}/")
    attempt = order.attempts.get()
    sandbox.pay(attempt.provider_reference)
    return attempt


def test_webhook_and_success_page_at_the_same_moment(sandbox: Sandbox, paid_session: Attempt) -> None:
    key = paid_session.order.access_key
    webhooks = sandbox.take_webhooks()
    turns = iter(range(THREADS))
    lock = threading.Lock()

    def arrive() -> None:
        with lock:
            turn = next(turns)
        if turn % 2:
            page = Client().get(f"/betalen/{key}/terug/", {"session_id": paid_session.provider_reference})
            assert page.status_code == 200
            return
        for webhook in webhooks:
            answer = Client().post(
                "/betalen/stripe/webhook/",
                webhook.body,
                content_type="application/json",
                headers={"Stripe-Signature": webhook.signature},
            )
            assert answer.status_code == 200
        sync_attempt(attempt=paid_session.pk)

    assert at_once(arrive) == []
    paid_session.refresh_from_db()
    assert (paid_session.status, paid_session.received_cents) == ("succeeded", 187_550)
    assert paid_session.order.status == "paid"
    lines = ModelLogEntry.objects.filter(object_id=str(paid_session.order.pk))
    assert lines.filter(action="betalingen.money_received").count() == 1
    assert lines.filter(action="betalingen.order_paid").count() == 1


def test_without_the_lock_the_order_is_paid_more_than_once(paid_session: Attempt) -> None:
    gate = threading.Barrier(TWINS, timeout=30)
    paid: list[int] = []

    def careless() -> None:
        report = payment_provider("stripe").look_up(query_of(paid_session))
        order = Order.objects.get(pk=paid_session.order_id)
        gate.wait()
        if order.status == "open" and report.state == "paid":
            Order.objects.filter(pk=order.pk).update(status="paid")
            paid.append(order.pk)

    assert at_once(careless, TWINS) == []
    assert len(paid) > 1


def test_clicking_in_eight_windows_is_one_payment(sandbox: Sandbox) -> None:
    order = Order.objects.get(pk=place().pk)
    led_to: list[str] = []

    def click() -> None:
        response = Client().post(f"/betalen/{order.access_key}/")
        assert response.status_code == 303
        led_to.append(response.headers["Location"])

    assert at_once(click) == []
    assert len(led_to) == THREADS
    assert (len(set(led_to)), len(sandbox.sessions()), order.attempts.count()) == (1, 1, 1)


@pytest.mark.usefixtures("academy_details")
def test_one_line_divided_in_two_windows_is_booked_once(bookkeeper: User) -> None:
    orders = InvoiceOrderFactory.create_batch(2)
    line = BankLineFactory.create(amount_cents=2 * orders[0].total_cents)
    there = [Part(order.pk, order.total_cents) for order in orders]
    turns = iter([there, there[::-1], there, there[::-1]])

    refused = at_once(lambda: book_on_several(line=line.pk, parts=next(turns), user=bookkeeper), 4)  # type: ignore[arg-type]

    assert [type(error) for error in refused] == [NotAllowed] * 3
    assert (Attempt.objects.count(), BankLinePart.objects.count()) == (2, 2)


@pytest.mark.usefixtures("academy_details")
def test_two_lines_for_the_same_invoices_do_not_wait_for_each_other_for_ever(bookkeeper: User) -> None:
    orders = InvoiceOrderFactory.create_batch(2)
    parts = [Part(order.pk, order.total_cents) for order in orders]
    lines = BankLineFactory.create_batch(4, amount_cents=2 * orders[0].total_cents)
    turns = iter(zip(lines, [parts, parts[::-1], parts, parts[::-1]], strict=True))

    def divide() -> None:
        line, mine = next(turns)
        book_on_several(line=line.pk, parts=mine, user=bookkeeper)

    assert at_once(divide, 4) == []
    assert (Attempt.objects.count(), BankLinePart.objects.count()) == (8, 8)
    assert Discrepancy.objects.filter(kind="double").count() == 6


def parts_of_an_order(order: Order) -> list[PlannedInstalment]:
    payer = Customer(name="Gemeente Lindewaard", email="facturen@lindewaard.example")
    cents = [100_000, order.total_cents - 100_000]
    return [PlannedInstalment(cents=each, invoice_on=timezone.localdate(), payer=payer) for each in cents]


@pytest.mark.usefixtures("academy_details")
def test_an_invoice_is_credited_once_however_many_divide_it() -> None:
    invoice = issue_invoice(order=InvoiceOrderFactory.create().pk)
    planned = parts_of_an_order(invoice.order)

    refused = at_once(lambda: _divide(invoice, planned), 4)

    # Nothing of it was invoiced yet, so whoever came later may still say otherwise; or it was, and that is said.
    assert {type(error) for error in refused} <= {NotAllowed}
    assert Invoice.objects.filter(kind="credit_note").count() == 1
    assert invoice.order.instalments.count() == 2


def _divide(invoice: Invoice, planned: list[PlannedInstalment]) -> None:
    plan_instalments(order=invoice.order_id, planned=planned)


@pytest.mark.usefixtures("academy_details")
def test_divided_and_paid_at_the_same_moment() -> None:
    invoice = issue_invoice(order=InvoiceOrderFactory.create().pk)
    order = invoice.order
    planned = parts_of_an_order(order)
    turns = iter([True, False])

    def run() -> None:
        if next(turns):
            _divide(invoice, planned)
        else:
            book_transfer(
                order=order.pk,
                amount_cents=order.total_cents,
                received_on=timezone.localdate(),
                bank_reference="NL-1",
            )

    refused = at_once(run, 2)

    order.refresh_from_db()
    kept = Attempt.objects.get()
    if refused:  # the money was first
        assert (order.status, order.instalments.count(), Invoice.objects.count()) == ("paid", 0, 1)
    else:
        assert (order.status, kept.instalment, Invoice.objects.count()) == ("open", order.instalments.first(), 2)
    assert [each for each in controls() if each.difference] == []

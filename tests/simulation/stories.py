"""What customers, banks and finance do: each story is a generator, and between its steps anybody else may act."""

import random
from collections import Counter
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.place_order import place_order
from betalingen.actions.request_refund import request_refund
from betalingen.contracts import Customer, LineRequest, OrderView
from betalingen.documents.references import rf_reference
from betalingen.lifecycles import AttemptStatus, OrderStatus
from betalingen.models import Attempt, Invoice, Order, Refund
from betalingen.pricing import VatCategory, VatTerms, price_of
from betalingen.sandbox.disputes import Decision
from betalingen.sandbox.errors import ApiError
from betalingen.sandbox.state import NotPossible
from cms.api import NotAllowed
from tests.simulation.bank import Bank
from tests.simulation.stage import Stage

Story = Generator[None]

STANDARD = VatTerms(VatCategory.STANDARD, rate=Decimal(21), label="21 % btw")
EXEMPT = VatTerms(VatCategory.EXEMPT, rate=Decimal(0), label="vrijgesteld", wording="Vrijgesteld van btw.")
PATIENCE = 40  # turns that a story waits for the site


@dataclass
class Town:
    """Where it all happens; `happened` counts."""

    stage: Stage
    bank: Bank
    chance: random.Random
    crowd: ThreadPoolExecutor
    happened: Counter[str] = field(default_factory=Counter)

    def one_of(self, weights: dict[Any, int]) -> Any:
        [chosen] = self.chance.choices(list(weights), list(weights.values()))
        return chosen

    def place(self, number: int, provider: str) -> OrderView:
        """An order of one to three lines, with amounts that do not divide."""
        lines = [
            LineRequest(
                description=f"Leernetwerk {line}",
                quantity=self.chance.randint(1, 3),
                price=price_of(self.chance.randint(995, 199_999), vat=self.chance.choice([STANDARD, STANDARD, EXEMPT])),
            )
            for line in range(self.chance.randint(1, 3))
        ]
        self.happened[f"orders, {provider}"] += 1
        return place_order(
            reference=f"simulation:{number}",
            title=f"Leernetwerk HRM {number % 40}",
            customer=Customer(name=f"Gemeente Lindewaard {number}", email="facturen@lindewaard.example"),
            lines=lines,
            provider=provider,
            language="nl",
        )


def story(town: Town, number: int) -> Story:
    """Somebody's order, from the first click to what may come of it much later."""
    yield from town.one_of({_online: 9, _on_invoice: 1})(town, number)


# Paid online


def _online(town: Town, number: int) -> Story:
    order = town.place(number, "stripe")
    yield
    session = yield from _click(town, order)
    if session is None:
        town.happened["customers who could not pay"] += 1
        return
    way = town.one_of({_pays: 70, _pays_by_debit: 14, _abandons: 7, _lets_time_pass: 5, _cancels: 4})
    yield from way(town, order, session)


def _click(town: Town, order: OrderView) -> Generator[None, None, str | None]:
    """Press "betalen" until there is a page to pay on; the session."""
    for _ in range(5):
        times = town.one_of({1: 9, 2: 1})
        town.happened["double clicks on paying"] += times == 2
        answers = list(town.crowd.map(town.stage.press_pay, [order.access_key] * times))
        assert {answer.status_code for answer in answers} <= {303, 409, 503}, [each.text[:300] for each in answers]
        for answer in answers:
            if answer.status_code == 303:
                return answer.headers["Location"].rsplit("/", 1)[1]
        if any(answer.status_code == 409 for answer in answers):
            return None
        town.happened["customers who must try again"] += 1
        yield
    return None


def _pays(town: Town, order: OrderView, session: str) -> Story:
    if town.chance.random() < 0.1:
        with suppress(NotPossible):
            town.stage.sandbox.fail(session, "ideal")
            town.happened["refused, then tried again"] += 1
        yield
    try:
        town.stage.sandbox.pay(session, town.chance.choice(["ideal", "ideal", "card"]))
    except NotPossible:
        town.happened["paid too late"] += 1
        return
    town.happened["paid"] += 1
    yield from _afterwards(town, order, session)


def _pays_by_debit(town: Town, order: OrderView, session: str) -> Story:
    with suppress(NotPossible):
        town.stage.sandbox.pay(session, "sepa_debit")
        town.happened["paid by debit"] += 1
    for _ in range(town.chance.randint(1, 15)):
        yield
    if town.chance.random() < 0.1:
        cancel_order(reference=order.reference, reason="afgemeld")
        town.happened["cancelled while the bank was busy"] += 1
        yield
    outcome = town.one_of({"succeeded": 8, "failed": 2})
    with suppress(NotPossible):
        town.stage.sandbox.settle(session, outcome)
        town.happened[f"debits that {outcome}"] += 1
    if outcome == "failed":
        return
    yield from _afterwards(town, order, session)


def _abandons(town: Town, order: OrderView, session: str) -> Story:
    with suppress(ApiError):
        town.stage.sandbox.expire(session)
        town.happened["abandoned sessions"] += 1
    yield
    if town.chance.random() < 0.4:
        again = yield from _click(town, order)
        if again:
            yield from _pays(town, order, again)
            return
    _time_is_up(order)
    yield


def _lets_time_pass(town: Town, order: OrderView, session: str) -> Story:
    """And pays, or tries to, while the site is closing the order."""
    _time_is_up(order)
    town.happened["orders whose time was up"] += 1
    for _ in range(town.chance.randint(0, 8)):
        yield
    if town.chance.random() < 0.6:
        yield from _pays(town, order, session)


def _cancels(town: Town, order: OrderView, session: str) -> Story:
    cancel_order(reference=order.reference, reason="afgemeld")
    town.happened["cancelled before paying"] += 1
    for _ in range(town.chance.randint(0, 2)):
        yield
    yield from _pays(town, order, session)


def _time_is_up(order: OrderView) -> None:
    Order.objects.filter(pk=order.pk, expires_at__isnull=False).update(expires_at=timezone.now())


# After the money came


def _afterwards(town: Town, order: OrderView, session: str) -> Story:
    yield
    if town.chance.random() < 0.6:
        answer = town.stage.come_back(order.access_key, session)
        assert answer.status_code in {200, 404}, answer.text[:300]
        town.happened["came back to the site"] += 1
    attempt = yield from _booked(session)
    if attempt is None:
        town.happened["payments left to the night"] += 1
        return
    if Order.objects.get(pk=order.pk).status != OrderStatus.PAID:
        yield from _not_paid(town, order, attempt)
        return
    sequel = town.one_of(
        {
            _nothing: 52,
            _whole_refund: 9,
            _parts_back: 9,
            _refund_that_bounces: 5,
            _refund_at_stripe: 6,
            _dispute: 12,
            _part_back_and_dispute: 2,
            _cancel_paid: 5,
        }
    )
    yield from sequel(town, order, attempt)


def _booked(session: str) -> Generator[None, None, Attempt | None]:
    found = Attempt.objects.filter(provider_reference=session, status=AttemptStatus.SUCCEEDED)
    for _ in range(PATIENCE):
        if attempt := found.first():
            return attempt
        yield
    return None


def _not_paid(town: Town, order: OrderView, attempt: Attempt) -> Story:
    """Too little, too much, or too late: the customer tries to pay the rest, or finance gives it back."""
    town.happened["payments that did not fit"] += 1
    if town.chance.random() < 0.5:
        session = yield from _click(town, order)
        if session:
            with suppress(NotPossible):
                town.stage.sandbox.pay(session)
                town.happened["rests paid"] += 1
            return
    _give_back(town, attempt, attempt.received_cents)


def _nothing(town: Town, order: OrderView, attempt: Attempt) -> Story:
    yield


def _whole_refund(town: Town, order: OrderView, attempt: Attempt) -> Story:
    """Two people of finance press at once, now and then."""

    def press(_number: int) -> bool:
        try:
            return _give_back(town, attempt, attempt.received_cents)
        finally:
            connection.close()

    if town.chance.random() < 0.4:
        done = list(town.crowd.map(press, range(2)))
        assert done.count(True) <= 1, "given back twice"
        town.happened["double clicks on refunding"] += 1
    else:
        _give_back(town, attempt, attempt.received_cents)
    yield


def _parts_back(town: Town, order: OrderView, attempt: Attempt) -> Story:
    for _ in range(town.chance.randint(1, 3)):
        _give_back(town, attempt, town.chance.randint(1, attempt.received_cents))
        yield


def _refund_that_bounces(town: Town, order: OrderView, attempt: Attempt) -> Story:
    """Days later the customer's bank refuses what was given back; it is tried again."""
    _give_back(town, attempt, attempt.received_cents)
    sent = Refund.objects.filter(attempt=attempt).exclude(provider_reference="")
    for _ in range(PATIENCE):
        if refund := sent.first():
            with suppress(NotPossible):
                town.stage.sandbox.settle_refund(refund.provider_reference, "failed")
                town.happened["refunds that bounced"] += 1
            break
        yield
    yield
    if town.chance.random() < 0.5:
        _give_back(town, attempt, attempt.received_cents)


def _refund_at_stripe(town: Town, order: OrderView, attempt: Attempt) -> Story:
    cents = town.chance.choice([None, town.chance.randint(1, attempt.received_cents)])
    with suppress(ApiError):
        town.stage.sandbox.refund(attempt.provider_reference, cents)
        town.happened["refunds made in the dashboard"] += 1
    yield


def _dispute(town: Town, order: OrderView, attempt: Attempt) -> Story:
    """The bank asks or claims, we answer, it decides. A debit that comes back is lost at once."""
    is_debit = attempt.method == "sepa_debit"
    is_inquiry = not is_debit and town.chance.random() < 0.3
    sandbox = town.stage.sandbox
    dispute: str = sandbox.dispute(
        attempt.provider_reference,
        reason="debit_not_authorized" if is_debit else "fraudulent",
        is_inquiry=is_inquiry,
    )["id"]
    town.happened["inquiries" if is_inquiry else "debits that came back" if is_debit else "disputes"] += 1
    yield
    if not is_debit:
        sandbox.answer_dispute(dispute)
        yield
    if is_inquiry and town.chance.random() < 0.5:
        sandbox.escalate_dispute(dispute)
        yield
    if town.chance.random() < 0.3:
        _give_back(town, attempt, attempt.received_cents)
    decision: Decision = "lost" if is_debit else town.one_of({"won": 1, "lost": 1})
    sandbox.close_dispute(dispute, decision)
    town.happened[f"disputes {decision}"] += not is_inquiry
    yield


def _part_back_and_dispute(town: Town, order: OrderView, attempt: Attempt) -> Story:
    part = attempt.received_cents // 3
    _give_back(town, attempt, part)
    yield
    yield
    dispute = town.stage.sandbox.dispute(attempt.provider_reference, attempt.received_cents - part)
    town.happened["disputes"] += 1
    yield
    town.stage.sandbox.close_dispute(dispute["id"], "lost")
    town.happened["disputes lost"] += 1


def _cancel_paid(town: Town, order: OrderView, attempt: Attempt) -> Story:
    with suppress(NotAllowed):
        cancel_order(reference=order.reference, reason="afgemeld")
        town.happened["cancelled after paying"] += 1
    yield


def _give_back(town: Town, attempt: Attempt, cents: int) -> bool:
    try:
        request_refund(attempt=attempt.pk, amount_cents=cents, reason="coulance")
    except NotAllowed:
        town.happened["refunds refused by the site"] += 1
        return False
    town.happened["refunds asked"] += 1
    return True


# On invoice


def _on_invoice(town: Town, number: int) -> Story:
    order = town.place(number, "invoice")
    issued = Invoice.objects.filter(order=order.pk, kind=Invoice.Kind.INVOICE)
    for _ in range(PATIENCE):
        yield
        if invoice := issued.first():
            break
    else:
        return
    way: Callable[..., Story] = town.one_of({_transfers: 90, _cancels_invoice: 10})
    yield from way(town, order, invoice)


def _transfers(town: Town, order: OrderView, invoice: Invoice) -> Story:
    cents = invoice.amount_cents
    reference = rf_reference(invoice.number)
    match town.one_of({"exact": 70, "under": 8, "over": 8, "written": 8, "nothing": 6}):
        case "exact":
            town.bank.move(cents, structured=reference)
            town.happened["transfers with our reference"] += 1
        case "under":
            town.bank.move(cents - 500, structured=reference)
            town.happened["transfers of too little"] += 1
        case "over":
            town.bank.move(cents + 500, structured=reference)
            town.happened["transfers of too much"] += 1
        case "written":
            town.bank.move(cents, text=f"factuur {invoice.number}")
            town.happened["transfers with a number in words"] += 1
        case _:
            town.bank.move(cents, text="zoals afgesproken")
            town.happened["transfers without a word"] += 1
    found = Attempt.objects.filter(order=order.pk, status=AttemptStatus.SUCCEEDED)
    for _ in range(PATIENCE):
        yield
        attempt = found.first()
        if attempt:
            break
    else:
        return
    if town.chance.random() < 0.2 and _give_back(town, attempt, town.chance.randint(1, attempt.received_cents)):
        refund = Refund.objects.filter(attempt=attempt).latest("pk")
        yield
        town.bank.move(-refund.amount_cents, text=f"terug {order.number}")
        town.happened["refunds by transfer"] += 1


def _cancels_invoice(town: Town, order: OrderView, invoice: Invoice) -> Story:
    cancel_order(reference=order.reference, reason="afgemeld")
    town.happened["invoices cancelled"] += 1
    yield
    if town.chance.random() < 0.3:
        town.bank.move(invoice.amount_cents, structured=rf_reference(invoice.number))
        town.happened["transfers after cancelling"] += 1

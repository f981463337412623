"""Whatever happens at Stripe, the account CLEARING is Stripe's balance, to the cent, once its lines are imported."""

import pytest
from django.test import Client

from betalingen.actions.import_balance import import_balance
from betalingen.actions.request_refund import request_refund
from betalingen.actions.sync_attempt import sync_attempt
from betalingen.models import Account, Attempt, BalanceLine, JournalEntry, Order
from betalingen.queries.books import balances, controls, unbalanced_entries
from betalingen.sandbox import FaultKind, Sandbox
from tests.betalingen.conftest import RunJobs, deliver, place, start


@pytest.fixture
def books(client: Client, sandbox: Sandbox, run_jobs: RunJobs, db: None) -> "Books":
    return Books(client, sandbox, run_jobs)


class Books:
    """Orders that are paid at Stripe, and the books that must follow."""

    def __init__(self, client: Client, sandbox: Sandbox, run_jobs: RunJobs) -> None:
        self.client, self.sandbox, self.run_jobs = client, sandbox, run_jobs
        self.count = 0

    def paid(self, method: str = "card") -> Attempt:
        self.count += 1
        attempt = start(self.client, Order.objects.get(pk=place(reference=f"test:{self.count}").pk))
        self.sandbox.pay(attempt.provider_reference, method)  # type: ignore[arg-type]
        return sync_attempt(attempt=attempt.pk)

    def balance(self) -> dict[str, int]:
        """After everything was delivered and imported, twice: what is not zero."""
        for _ in range(2):
            deliver(self.client, self.sandbox, self.run_jobs)
            import_balance(provider="stripe")
        found = balances()
        assert found[Account.CLEARING] == self.sandbox.balance()
        assert unbalanced_entries() == []
        assert [(str(it.label), it.journal, it.rows) for it in controls() if it.difference] == []
        watched = (Account.BANK, Account.FEES, Account.DISPUTES, Account.SUSPENSE)
        return {account.value: found[account] for account in watched if found[account]}


def test_payments_refunds_and_a_payout(books: Books, run_jobs: RunJobs) -> None:
    books.sandbox.fault(FaultKind.FEE_LATER, seconds=0)
    books.paid()
    second = books.paid("ideal")
    request_refund(attempt=second.pk, amount_cents=10_000, reason="korting")
    run_jobs()
    books.sandbox.fill_fees()
    fees = 2_838 + 29
    assert books.balance() == {"fees": fees}

    payout = books.sandbox.make_payout()
    assert books.balance() == {"fees": fees, "bank": 2 * 187_550 - 10_000 - fees}
    assert books.sandbox.balance() == 0

    books.sandbox.fail_payout(payout["id"])
    assert books.balance() == {"fees": fees}
    books.sandbox.make_payout()
    assert books.balance() == {"fees": fees, "bank": 2 * 187_550 - 10_000 - fees}


def test_a_refund_that_comes_back(books: Books, run_jobs: RunJobs) -> None:
    refund = request_refund(attempt=books.paid("ideal").pk, amount_cents=10_000, reason="korting")
    run_jobs()
    refund.refresh_from_db()
    books.sandbox.settle_refund(refund.provider_reference, "failed")

    assert books.balance() == {"fees": 29}


def test_disputes_won_and_lost(books: Books) -> None:
    won, lost = books.paid(), books.paid()
    claims = [books.sandbox.dispute(attempt.provider_reference)["id"] for attempt in (won, lost)]
    fees = 2 * 2_838 + 2 * 2_000
    assert books.balance() == {"fees": fees, "disputes": 2 * 187_550}

    debt = balances()[Account.DEBTORS]
    books.sandbox.close_dispute(claims[0], "won")
    books.sandbox.close_dispute(claims[1], "lost")
    assert books.balance() == {"fees": fees}
    assert balances()[Account.DEBTORS] == debt + 187_550


def test_lines_that_nobody_knows_are_set_aside(books: Books) -> None:
    books.sandbox.add_balance_line("stripe_fee", -500)
    books.sandbox.add_balance_line("reserve_hold", -20_000)
    assert books.balance() == {"fees": 500, "suspense": 20_000}

    books.sandbox.add_balance_line("reserve_release", 20_000)
    assert books.balance() == {"fees": 500}


def test_a_line_that_is_known_later(books: Books) -> None:
    attempt = books.paid("ideal")
    Attempt.objects.filter(pk=attempt.pk).update(charge_reference="py_of_another")
    books.sandbox.add_balance_line("adjustment", -100)
    import_balance(provider="stripe")
    assert BalanceLine.objects.get(type="payment").bucket == "unknown"

    Attempt.objects.filter(pk=attempt.pk).update(charge_reference=attempt.charge_reference)
    assert books.balance() == {"fees": 29, "suspense": 100}
    assert JournalEntry.objects.filter(key__endswith=":known").count() == 1

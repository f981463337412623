"""The background jobs of money. Each may run twice: the rows say what is still to be done."""

import logging

from betalingen.actions import recheck
from betalingen.actions.apply_dispute import flag_deadlines
from betalingen.actions.apply_notification import apply_notification as apply
from betalingen.actions.book_matched_lines import book_matched_lines as book_matched
from betalingen.actions.deliver_invoice import deliver_invoice as deliver
from betalingen.actions.expire_order import expire_order as expire
from betalingen.actions.import_balance import import_balance as balance
from betalingen.actions.issue_invoice import issue_due_invoices as issue
from betalingen.actions.match_lines import match_lines
from betalingen.actions.remind_exports import remind_exports as remind_of_exports
from betalingen.actions.send_reminder import send_due_reminder as remind
from betalingen.actions.send_reminder import send_due_reminders
from betalingen.actions.submit_refund import submit_refund as submit
from betalingen.actions.sync_attempt import stop_attempt as stop
from betalingen.actions.sync_attempt import sync_attempt as sync
from cms.api import NotAllowed, job

logger = logging.getLogger(__name__)


@job("betalingen.apply_notification", attempts=10)
def apply_notification(*, event: int) -> None:
    """Act on a message in the inbox."""
    apply(event=event)


@job("betalingen.sync_attempt", attempts=4)
def sync_attempt(*, attempt: int) -> None:
    """Ask how a payment stands; the next round of reconciliation asks again."""
    sync(attempt=attempt)


@job("betalingen.stop_attempt", attempts=8)
def stop_attempt(*, attempt: int) -> None:
    """Close a payment of an order that was cancelled."""
    stop(attempt=attempt)


@job("betalingen.submit_refund", attempts=12)
def submit_refund(*, refund: int) -> None:
    """Tell the provider to give money back."""
    submit(refund=refund)


@job("betalingen.issue_invoice", attempts=4)
def issue_invoice(*, order: int) -> None:
    """Make the invoice of an order, or those of its instalments that it is time for. What cannot have one now stands in finance's list; tomorrow it is tried again."""
    try:
        issue(order=order)
    except NotAllowed as refusal:
        logger.warning("no invoice for order %s: %s", order, refusal.reason)


@job("betalingen.deliver_invoice", attempts=8)
def deliver_invoice(*, invoice: int) -> None:
    """Bring a document to its customer."""
    deliver(invoice=invoice)


@job("betalingen.issue_missing_invoices", every="20 5 * * *")
def issue_missing_invoices() -> None:
    """Find orders, and instalments whose day has come, that should have an invoice and have none."""
    recheck.recheck_invoices()


@job("betalingen.send_due_reminder", attempts=4)
def send_due_reminder(*, order: int) -> None:
    """Remind who pays one order, of each invoice that it is time for."""
    while remind(order=order):
        pass


@job("betalingen.send_due_reminders", every="10 8 * * 1-5")
def send_reminders() -> None:
    """Find invoices that are late, on working days."""
    send_due_reminders()


@job("betalingen.book_matched_lines", attempts=4)
def book_matched_lines(*, statement: int) -> None:
    """Book the lines of a bank statement that are certain."""
    book_matched(statement=statement)


@job("betalingen.match_bank_lines", every="50 5 * * *")
def match_bank_lines() -> None:
    """Look again at lines of the bank that wait: an invoice may have been made since, or a payout told of."""
    match_lines()


@job("betalingen.expire_order", attempts=1)
def expire_order(*, order: int) -> None:
    """Expire one order; the next minute tries again."""
    expire(order=order)


@job("betalingen.expire_due_orders", every="* * * * *")
def expire_due_orders() -> None:
    """Find orders whose time is over."""
    recheck.expire_due_orders()


@job("betalingen.reconcile", every="*/10 * * * *")
def reconcile() -> None:
    """Find payments and refunds that nobody told us about, and messages that nobody acted on."""
    recheck.recheck_unfinished()
    recheck.recheck_refunds()
    recheck.recheck_inbox()


@job("betalingen.fill_in_fees", every="40 4 * * *")
def fill_in_fees() -> None:
    """Find payments whose fee was unknown when they came."""
    recheck.recheck_fees()


@job("betalingen.import_balance", attempts=4)
def import_balance(*, provider: str) -> None:
    """Take over lines, payouts and disputes of one provider."""
    balance(provider=provider)


@job("betalingen.import_balances", every="10 4 * * *")
def import_balances() -> None:
    """Find payouts, disputes and changes of balances that nobody told us about."""
    recheck.recheck_balances()


@job("betalingen.flag_dispute_deadlines", every="20 7 * * *")
def flag_dispute_deadlines() -> None:
    """Put what a bank must hear within days among the exceptions."""
    flag_deadlines()


@job("betalingen.remind_exports", every="30 7 1-3 * *")
def remind_exports() -> None:
    """Tell finance that a month can be exported; the first working day is the third at the latest."""
    remind_of_exports()

"""Data of orders and money."""

from betalingen.models.invoices import Invoice
from betalingen.models.journal import Account, ClosedMonth, JournalEntry, JournalLine, LedgerCode
from betalingen.models.orders import NumberSeries, Order, OrderLine
from betalingen.models.payments import Attempt, Discrepancy, ExportRun, InboxEvent, Refund
from betalingen.models.payouts import BalanceLine, Dispute, Payout
from betalingen.models.pricing_rules import SubsidyScheme, VatRule

__all__ = [
    "Account",
    "Attempt",
    "BalanceLine",
    "ClosedMonth",
    "Discrepancy",
    "Dispute",
    "ExportRun",
    "InboxEvent",
    "Invoice",
    "JournalEntry",
    "JournalLine",
    "LedgerCode",
    "NumberSeries",
    "Order",
    "OrderLine",
    "Payout",
    "Refund",
    "SubsidyScheme",
    "VatRule",
]

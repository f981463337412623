"""Data of orders and money."""

from betalingen.models.export_runs import ExportRun, FinanceSettings
from betalingen.models.invoices import Invoice
from betalingen.models.journal import Account, ClosedMonth, JournalEntry, JournalLine, LedgerCode
from betalingen.models.orders import NumberSeries, Order, OrderLine
from betalingen.models.payments import Attempt, Discrepancy, InboxEvent, Refund
from betalingen.models.pricing_rules import SubsidyScheme, VatRule

__all__ = [
    "Account",
    "Attempt",
    "ClosedMonth",
    "Discrepancy",
    "ExportRun",
    "FinanceSettings",
    "InboxEvent",
    "Invoice",
    "JournalEntry",
    "JournalLine",
    "LedgerCode",
    "NumberSeries",
    "Order",
    "OrderLine",
    "Refund",
    "SubsidyScheme",
    "VatRule",
]

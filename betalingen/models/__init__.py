"""Data of orders and money."""

from betalingen.models.bank import BankLine, BankLinePart, BankStatement
from betalingen.models.claims import PaymentReminder, PaymentTerm, WriteOff
from betalingen.models.export_runs import ExportRun, FinanceSettings
from betalingen.models.instalments import Instalment
from betalingen.models.invoices import Invoice
from betalingen.models.journal import Account, ClosedMonth, JournalEntry, JournalLine, LedgerCode
from betalingen.models.orders import NumberSeries, Order, OrderLine
from betalingen.models.payments import Attempt, Discrepancy, InboxEvent, Refund
from betalingen.models.payouts import BalanceLine, Dispute, Payout
from betalingen.models.pricing_rules import SubsidyScheme, VatRule
from betalingen.models.subsidies import ClaimLine, ClaimReceipt, SubsidyClaim

__all__ = [
    "Account",
    "Attempt",
    "BalanceLine",
    "BankLine",
    "BankLinePart",
    "BankStatement",
    "ClaimLine",
    "ClaimReceipt",
    "ClosedMonth",
    "Discrepancy",
    "Dispute",
    "ExportRun",
    "FinanceSettings",
    "InboxEvent",
    "Instalment",
    "Invoice",
    "JournalEntry",
    "JournalLine",
    "LedgerCode",
    "NumberSeries",
    "Order",
    "OrderLine",
    "PaymentReminder",
    "PaymentTerm",
    "Payout",
    "Refund",
    "SubsidyClaim",
    "SubsidyScheme",
    "VatRule",
    "WriteOff",
]

"""Data of orders and money."""

from betalingen.models.orders import NumberSeries, Order, OrderLine
from betalingen.models.payments import Attempt, Discrepancy, ExportRun, InboxEvent, Refund
from betalingen.models.payouts import BalanceLine, Dispute, Payout
from betalingen.models.pricing_rules import SubsidyScheme, VatRule

__all__ = [
    "Attempt",
    "BalanceLine",
    "Discrepancy",
    "Dispute",
    "ExportRun",
    "InboxEvent",
    "NumberSeries",
    "Order",
    "OrderLine",
    "Payout",
    "Refund",
    "SubsidyScheme",
    "VatRule",
]

"""Data of orders and money."""

from betalingen.models.orders import NumberSeries, Order, OrderLine
from betalingen.models.payments import Attempt, Discrepancy, ExportRun, InboxEvent, Refund
from betalingen.models.pricing_rules import SubsidyScheme, VatRule

__all__ = [
    "Attempt",
    "Discrepancy",
    "ExportRun",
    "InboxEvent",
    "NumberSeries",
    "Order",
    "OrderLine",
    "Refund",
    "SubsidyScheme",
    "VatRule",
]

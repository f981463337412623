"""Ask the plugins, typed: the only place in this app that calls hooks."""

from betalingen import hookspecs
from betalingen.contracts import (
    Article,
    DocumentDelivery,
    ExportFormat,
    OrderView,
    PaymentProvider,
    SubsidyReportPart,
)
from betalingen.fares import Discount
from cms.api import NotContributed, check, contribution, contributions, react

__all__ = [
    "NotContributed",
    "check_late_payment",
    "check_order",
    "discounts",
    "document_deliveries",
    "document_delivery",
    "export_format",
    "export_formats",
    "formats_for",
    "order_cancelled",
    "order_expired",
    "order_paid",
    "order_pending",
    "payment_provider",
    "payment_providers",
    "subsidy_report_parts",
]


def payment_providers() -> list[PaymentProvider]:
    """Ways to be paid, in the order of the plugins."""
    return contributions(hookspecs.payment_providers)


def payment_provider(key: str) -> PaymentProvider:
    """The provider with this key; raises NotContributed when its plugin is off."""
    return contribution(hookspecs.payment_providers, key)


def discounts(article: Article) -> list[Discount]:
    """What may come off its price, in the order in which it comes off."""
    return contributions(hookspecs.discounts, article)


def export_formats() -> list[ExportFormat]:
    """Every file in which finance can take something along."""
    return contributions(hookspecs.export_formats)


def formats_for(dataset: str) -> list[ExportFormat]:
    """Those that can write this."""
    return [found for found in export_formats() if not found.datasets or dataset in found.datasets]


def export_format(key: str) -> ExportFormat:
    """The format with this key; raises NotContributed when its plugin is off."""
    return contribution(hookspecs.export_formats, key)


def subsidy_report_parts() -> list[SubsidyReportPart]:
    """What plugins add to the report to funders."""
    return contributions(hookspecs.subsidy_report_parts)


def document_deliveries() -> list[DocumentDelivery]:
    """Ways by which documents reach a customer."""
    return contributions(hookspecs.document_deliveries)


def document_delivery(key: str) -> DocumentDelivery:
    """The way with this key; raises NotContributed when its plugin is off."""
    return contribution(hookspecs.document_deliveries, key)


def check_order(order: OrderView) -> None:
    """Let plugins object to an order; raises NotAllowed."""
    check(hookspecs.check_order, order=order)


def check_late_payment(order: OrderView) -> None:
    """Let plugins object to honouring money that came late; raises NotAllowed."""
    check(hookspecs.check_late_payment, order=order)


def order_paid(order: OrderView) -> None:
    """The whole amount is in."""
    react(hookspecs.order_paid, order=order)


def order_pending(order: OrderView) -> None:
    """The customer paid, the bank still has to settle."""
    react(hookspecs.order_pending, order=order)


def order_expired(order: OrderView) -> None:
    """Nobody paid in time."""
    react(hookspecs.order_expired, order=order)


def order_cancelled(order: OrderView) -> None:
    """An open order was cancelled."""
    react(hookspecs.order_cancelled, order=order)

"""Every hook of betalingen. A plural noun contributes, `check_...` may refuse, the past tense reacts."""

from collections.abc import Sequence

from betalingen.contracts import (
    Article,
    DocumentDelivery,
    ExportFormat,
    OrderView,
    PaymentProvider,
    SubsidyReportPart,
)
from betalingen.fares import Discount
from cms.api import hookspec


@hookspec
def payment_providers() -> Sequence[PaymentProvider]:
    """Ways to be paid, in the order in which people may choose them."""


@hookspec
def discounts(article: Article) -> Sequence[Discount]:
    """What may come off the price of this, before any subsidy, in the order in which it comes off; never below nothing."""


@hookspec
def export_formats() -> Sequence[ExportFormat]:
    """Files in which finance can take payments, invoices or the journal along."""


@hookspec
def subsidy_report_parts() -> Sequence[SubsidyReportPart]:
    """Columns of the report to funders: what was done for the money of an order, such as participants and hours."""


@hookspec
def document_deliveries() -> Sequence[DocumentDelivery]:
    """Ways by which invoices and credit notes reach a customer: mail, an access point of Peppol."""


@hookspec
def check_order(order: OrderView) -> None:
    """Raise NotAllowed when this order may not be placed; nothing is left of it then."""


@hookspec
def check_late_payment(order: OrderView) -> None:
    """The whole amount came after the order had expired: raise NotAllowed when what it was for is no longer there.

    The money is then given back, and the reason stands in the mail about that. Otherwise the order is paid at once, in the
    same transaction: what you lock here is still yours in `order_paid`. The order is locked.
    """


@hookspec
def order_paid(order: OrderView) -> None:
    """The whole amount is in. The order is locked."""


@hookspec
def order_pending(order: OrderView) -> None:
    """The customer has done their part and the bank is slow: the order no longer expires by itself. It is locked."""


@hookspec
def order_expired(order: OrderView) -> None:
    """Nobody paid in time. The order is locked."""


@hookspec
def order_cancelled(order: OrderView) -> None:
    """An open order was cancelled, by its owner or by finance. The order is locked."""

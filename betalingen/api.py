"""The front door of betalingen: what the other apps and plugins may import."""

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.lock_orders import lock_orders
from betalingen.actions.next_number import next_number
from betalingen.actions.place_order import place_order
from betalingen.actions.recheck import recheck_paid
from betalingen.actions.release_order import release_order
from betalingen.actions.take_notification import take_notification
from betalingen.contracts import (
    ColumnType,
    Company,
    Customer,
    Deferred,
    ExportFormat,
    LineRequest,
    Notification,
    NotificationRefused,
    OrderView,
    PaymentChoice,
    PaymentLine,
    PaymentProvider,
    PaymentQuery,
    PaymentReport,
    PaymentRequest,
    ProviderUnavailable,
    Redirect,
    RefundReport,
    RefundRequest,
    RequestRefused,
    Supply,
    Table,
    TableColumn,
    Value,
)
from betalingen.delimited import DUTCH, PLAIN, Notation, Renamed, euros, pick, write_delimited
from betalingen.pricing import (
    OrderSum,
    Price,
    SubsidyTerms,
    SubsidyTreatment,
    VatCategory,
    VatTerms,
    order_sum,
    price_of,
)
from betalingen.queries.cancelling import Cancelling, cancelling
from betalingen.queries.choices import payment_choices
from betalingen.queries.orders import order_view
from betalingen.queries.vat_words import vat_label, vat_wording

__all__ = [
    "DUTCH",
    "PLAIN",
    "Cancelling",
    "ColumnType",
    "Company",
    "Customer",
    "Deferred",
    "ExportFormat",
    "LineRequest",
    "Notation",
    "Notification",
    "NotificationRefused",
    "OrderSum",
    "OrderView",
    "PaymentChoice",
    "PaymentLine",
    "PaymentProvider",
    "PaymentQuery",
    "PaymentReport",
    "PaymentRequest",
    "Price",
    "ProviderUnavailable",
    "Redirect",
    "RefundReport",
    "RefundRequest",
    "Renamed",
    "RequestRefused",
    "SubsidyTerms",
    "SubsidyTreatment",
    "Supply",
    "Table",
    "TableColumn",
    "Value",
    "VatCategory",
    "VatTerms",
    "cancel_order",
    "cancelling",
    "euros",
    "lock_orders",
    "next_number",
    "order_sum",
    "order_view",
    "payment_choices",
    "pick",
    "place_order",
    "price_of",
    "recheck_paid",
    "release_order",
    "take_notification",
    "vat_label",
    "vat_wording",
    "write_delimited",
]

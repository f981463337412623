"""The front door of betalingen: what the other apps and plugins may import."""

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.lock_orders import lock_orders
from betalingen.actions.next_number import next_number
from betalingen.actions.place_order import place_order
from betalingen.actions.recheck import recheck_paid
from betalingen.actions.release_order import release_order
from betalingen.actions.take_notification import take_notification
from betalingen.contracts import (
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
    PaymentRow,
    ProviderUnavailable,
    Redirect,
    RefundReport,
    RefundRequest,
    RequestRefused,
)
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
from betalingen.queries.orders import order_view, pay_path
from betalingen.queries.vat_words import vat_label, vat_wording

__all__ = [
    "Cancelling",
    "Customer",
    "Deferred",
    "ExportFormat",
    "LineRequest",
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
    "PaymentRow",
    "Price",
    "ProviderUnavailable",
    "Redirect",
    "RefundReport",
    "RefundRequest",
    "RequestRefused",
    "SubsidyTerms",
    "SubsidyTreatment",
    "VatCategory",
    "VatTerms",
    "cancel_order",
    "cancelling",
    "lock_orders",
    "next_number",
    "order_sum",
    "order_view",
    "pay_path",
    "payment_choices",
    "place_order",
    "price_of",
    "recheck_paid",
    "release_order",
    "take_notification",
    "vat_label",
    "vat_wording",
]

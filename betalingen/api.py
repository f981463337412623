"""The front door of betalingen: what the other apps and plugins may import."""

from betalingen.actions.cancel_order import cancel_order
from betalingen.actions.lock_orders import lock_orders
from betalingen.actions.next_number import next_number
from betalingen.actions.place_order import place_order
from betalingen.actions.recheck import recheck_paid
from betalingen.actions.release_order import release_order
from betalingen.actions.take_notification import take_notification
from betalingen.actions.take_subsidy import SubsidyGone
from betalingen.actions.waive import waive
from betalingen.blocks import CancellationStepsBlock
from betalingen.cancellation import CancellationStep, percentage_at, step_at, steps_from
from betalingen.contracts import (
    Article,
    BalanceLineReport,
    ColumnType,
    Company,
    Customer,
    CustomerRules,
    Deferred,
    DeliverableDocument,
    DeliveryReport,
    DisputeReport,
    DocumentDelivery,
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
    PayoutReport,
    ProviderUnavailable,
    Redirect,
    RefundReport,
    RefundRequest,
    Renamed,
    RequestRefused,
    SubsidyReportPart,
    Supply,
    Table,
    TableColumn,
    Value,
)
from betalingen.delimited import DUTCH, PLAIN, Notation, euros, write_delimited
from betalingen.fares import Buyer, Charge, Discount, Fare, NoSubsidy, SubsidyOffer
from betalingen.pricing import (
    OrderSum,
    Price,
    Reduction,
    SubsidyTerms,
    SubsidyTreatment,
    VatCategory,
    VatTerms,
    order_sum,
    price_of,
)
from betalingen.queries.cancelling import Cancelling, GivingUp, cancelling, giving_up
from betalingen.queries.choices import payment_choices
from betalingen.queries.customer_rules import customer_rules
from betalingen.queries.discounts import with_discounts
from betalingen.queries.ledger_codes import finance_settings
from betalingen.queries.order_totals import OrderTotals, order_totals
from betalingen.queries.orders import order_view, pay_path
from betalingen.queries.subsidy_use import fares_now
from betalingen.vat_words import vat_label, vat_wording

__all__ = [
    "DUTCH",
    "PLAIN",
    "Article",
    "BalanceLineReport",
    "Buyer",
    "CancellationStep",
    "CancellationStepsBlock",
    "Cancelling",
    "Charge",
    "ColumnType",
    "Company",
    "Customer",
    "CustomerRules",
    "Deferred",
    "DeliverableDocument",
    "DeliveryReport",
    "Discount",
    "DisputeReport",
    "DocumentDelivery",
    "ExportFormat",
    "Fare",
    "GivingUp",
    "LineRequest",
    "NoSubsidy",
    "Notation",
    "Notification",
    "NotificationRefused",
    "OrderSum",
    "OrderTotals",
    "OrderView",
    "PaymentChoice",
    "PaymentLine",
    "PaymentProvider",
    "PaymentQuery",
    "PaymentReport",
    "PaymentRequest",
    "PayoutReport",
    "Price",
    "ProviderUnavailable",
    "Redirect",
    "Reduction",
    "RefundReport",
    "RefundRequest",
    "Renamed",
    "RequestRefused",
    "SubsidyGone",
    "SubsidyOffer",
    "SubsidyReportPart",
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
    "customer_rules",
    "euros",
    "fares_now",
    "finance_settings",
    "giving_up",
    "lock_orders",
    "next_number",
    "order_sum",
    "order_totals",
    "order_view",
    "pay_path",
    "payment_choices",
    "percentage_at",
    "place_order",
    "price_of",
    "recheck_paid",
    "release_order",
    "step_at",
    "steps_from",
    "take_notification",
    "vat_label",
    "vat_wording",
    "waive",
    "with_discounts",
    "write_delimited",
]

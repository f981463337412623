"""What betalingen, its callers and its plugins say to each other: small, frozen, no models.

Amounts are integer cents, moments are aware datetimes, currencies are lower-case ISO codes ("eur").
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO, ClassVar, Literal, Self

from django.utils.functional import Promise

from betalingen.pricing import Price
from cms.api import Problem

Text = str | Promise


# For whoever places an order -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Who pays. `name` is the organisation, or the person who pays for themself."""

    name: str
    email: str
    contact_name: str = ""
    department: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    kvk_number: str = ""
    purchase_order_number: str = ""
    cost_centre: str = ""
    orderer: str = ""
    oin: str = ""
    vat_number: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerRules:
    """What was agreed with a customer about invoices: the term, and what a booking may not leave out."""

    term_days: int = 30  # what the law gives public bodies
    needs_purchase_order_number: bool = False
    needs_orderer: bool = False


@dataclass(frozen=True)
class Supply:
    """The first and the last day on which what is ordered is supplied."""

    first_day: dt.date
    last_day: dt.date


@dataclass(frozen=True, kw_only=True)
class LineRequest:
    """One thing to pay for; `price` is that of a single piece."""

    description: str
    quantity: int
    price: Price
    subsidy_scheme_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """An order as other apps see it. `pay_url` is a path on this site; `expires_at` is None when nothing expires.

    `waived_cents` of the total need not be paid any more. An order that `is_held` cannot be paid before its owner releases it.
    """

    pk: int
    public_id: str
    access_key: str
    number: str
    reference: str
    title: str
    status: Literal["open", "paid", "cancelled", "expired", "written_off"]
    total_cents: int
    vat_cents: int
    paid_cents: int
    provider: str
    is_deferred: bool
    expires_at: dt.datetime | None
    pay_url: str
    return_path: str = ""
    is_held: bool = False
    waived_cents: int = 0


@dataclass(frozen=True)
class PaymentChoice:
    """A way to pay, to be shown as a radio button."""

    key: str
    label: str
    explanation: str


# For payment providers ---------------------------------------------------------------------------------------------------


class ProviderUnavailable(Exception):
    """The provider cannot be reached or refuses us now; the same call may be made again later."""


class RequestRefused(Exception):
    """The provider will never accept this request as it stands; a new attempt needs new parameters."""


class NotificationRefused(Exception):
    """A notification that is not from the provider, or cannot be read: it gets a 400 and leaves nothing."""


@dataclass(frozen=True, kw_only=True)
class PaymentLine:
    """One line of what is paid; `amount_cents` is for the whole quantity, VAT included."""

    description: str
    quantity: int
    amount_cents: int


@dataclass(frozen=True, kw_only=True)
class PaymentRequest:
    """What a provider is asked to collect. Frozen in the attempt: a retry sends exactly the same.

    `attempt` is our opaque id of this attempt and `site` that of this site: give both to the provider as metadata, so that
    a payment is found again after a crash. The lines add up to `amount_cents`. The provider sends the customer back to
    `success_url` with its own reference of the payment as `session_id` in the query, or to `cancel_url` as it stands.
    """

    attempt: str
    idempotency_key: str
    site: str
    order_number: str
    title: str
    amount_cents: int
    currency: str
    lines: tuple[PaymentLine, ...]
    customer_email: str
    language: str
    success_url: str
    cancel_url: str
    expires_at: dt.datetime

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored."""
        return {**asdict(self), "expires_at": self.expires_at.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `to_json` gave, after a trip through the database."""
        lines = tuple(PaymentLine(**line) for line in values["lines"])
        expires_at = dt.datetime.fromisoformat(values["expires_at"])
        return cls(**{**values, "lines": lines, "expires_at": expires_at})


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """The customer pays on a page of the provider. `reference` is the provider's id of this payment."""

    reference: str
    url: str
    expires_at: dt.datetime
    is_demo: bool = False


@dataclass(frozen=True)
class Deferred:
    """Nothing to do for the customer now: the money comes later, and finance books it."""

    explanation: Text


@dataclass(frozen=True, kw_only=True)
class PaymentQuery:
    """Which payment is meant. `reference` is "" when the answer to `start` was lost: then look for `attempt`."""

    attempt: str
    reference: str
    created_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class RefundReport:
    """How a refund stands. `refund` is our opaque id, "" for one that was made at the provider itself."""

    state: Literal["pending", "succeeded", "failed"]
    amount_cents: int
    reference: str = ""
    refund: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DisputeReport:
    """How a claim of the customer's bank stands; an `inquiry` is only a question. `respond_by` is None when nobody waits."""

    reference: str
    charge_reference: str
    state: Literal["inquiry", "needs_response", "under_review", "won", "lost", "closed"]
    amount_cents: int
    currency: str
    created_at: dt.datetime
    reason: str = ""
    respond_by: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class BalanceLineReport:
    """One change of our balance at the provider: `net_cents` is `gross_cents` less `fee_cents`; what leaves us is below zero.

    `bucket` is what it means to us; type, category and description are the provider's own words. `source` is the provider's
    id of what it is about, `charge_reference` that of the payment behind it and `attempt` what our request gave along with
    that payment; each may be "".
    """

    reference: str
    bucket: Literal["payment", "refund", "refund_failed", "dispute", "fee", "payout", "unknown"]
    type: str
    reporting_category: str
    gross_cents: int
    fee_cents: int
    net_cents: int
    currency: str
    created_at: dt.datetime
    available_on: dt.datetime
    source: str = ""
    charge_reference: str = ""
    attempt: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class PayoutReport:
    """How a payout stands. `lines` (the newest first) may hold that of the payout itself.

    `is_itemised` means that the provider has told all lines; of a payout made by hand (not `is_automatic`) it never does.
    """

    reference: str
    state: Literal["pending", "in_transit", "paid", "failed", "canceled"]
    amount_cents: int
    currency: str
    created_at: dt.datetime
    arrives_on: dt.date
    is_automatic: bool = True
    is_itemised: bool = False
    is_demo: bool = False
    reversed_by: str = ""
    trace_id: str = ""
    failure: str = ""
    lines: tuple[BalanceLineReport, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaymentReport:
    """How a payment stands, as the provider tells when asked. Reports in, actions write.

    `absent` means that the provider has no such payment. `fee_cents` is None while it is unknown. `is_disputed` says that
    the customer's bank claims the money back.
    """

    state: Literal["absent", "open", "pending", "paid", "failed", "expired"]
    reference: str = ""
    payment_url: str = ""
    expires_at: dt.datetime | None = None
    charge_reference: str = ""
    received_cents: int = 0
    received_currency: str = ""
    received_at: dt.datetime | None = None
    fee_cents: int | None = None
    method: str = ""
    is_demo: bool = False
    is_disputed: bool = False
    refunds: tuple[RefundReport, ...] = ()
    disputes: tuple[DisputeReport, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notification:
    """A message of the provider: a reason to look, never the truth.

    `object_reference` is the reference of a payment, a charge or (when that is the `subject`) a payout, `attempt` and
    `site` are what the request gave as metadata; each may be "".
    """

    event_id: str
    kind: str
    subject: Literal["payment", "payout"] = "payment"
    object_reference: str = ""
    attempt: str = ""
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundRequest:
    """Money to give back. The same `idempotency_key` never gives back twice."""

    refund: str
    idempotency_key: str
    charge_reference: str
    amount_cents: int
    currency: str
    reason: str


class PaymentProvider(ABC):
    """A way to be paid. Instances hold no state; methods may use the network and are never called in a transaction.

    Every method may raise ProviderUnavailable; `start` and `refund` may raise RequestRefused.
    """

    key: ClassVar[str]
    label: Text
    explanation: Text
    is_deferred: ClassVar[bool] = False
    """True when an order may stay open until finance books the money by hand."""

    @abstractmethod
    def start(self, request: PaymentRequest) -> Redirect | Deferred:
        """Begin to collect. Called again with an equal request after a failure: the result must be the same payment."""

    @abstractmethod
    def look_up(self, query: PaymentQuery) -> PaymentReport:
        """Ask how a payment stands."""

    def stop(self, query: PaymentQuery) -> PaymentReport:
        """Make sure that a running payment cannot be paid any more, and say how it stands then (perhaps: paid)."""
        return self.look_up(query)

    def read_notification(self, body: bytes, headers: Mapping[str, str]) -> Notification:  # noqa: ARG002  # for others
        """Verify and read a message to /betalen/<key>/webhook/; raises NotificationRefused. No network."""
        raise NotificationRefused(f"{self.key} sends no notifications")

    @abstractmethod
    def refund(self, request: RefundRequest) -> RefundReport:
        """Give money back; `pending` when somebody must still do or confirm something."""

    def look_up_payout(self, reference: str) -> PayoutReport | None:  # noqa: ARG002  # for others
        """Ask how a payout to our bank stands, with its lines; None when there is none, or the money comes to us directly."""
        return None

    def payouts(self, since: dt.datetime) -> Iterable[PayoutReport]:  # noqa: ARG002
        """The payouts made since a moment, each with its lines."""
        return ()

    def balance_lines(self, since: dt.datetime) -> Iterable[BalanceLineReport]:  # noqa: ARG002
        """Every change of our balance since a moment, whatever it is about; the newest first."""
        return ()

    def disputes(self, since: dt.datetime) -> Iterable[DisputeReport]:  # noqa: ARG002
        """The claims made since a moment."""
        return ()

    def check_configuration(self) -> list[Problem]:
        """What is wrong with the settings; no database, no network."""
        return []


# For export formats ------------------------------------------------------------------------------------------------------


class ColumnType(StrEnum):
    """What a column of a table holds: text, a day, an amount in integer cents, or a number."""

    TEXT = "text"
    DAY = "day"
    CENTS = "cents"
    NUMBER = "number"


@dataclass(frozen=True)
class TableColumn:
    """One column; `key` is for programs and never changes, `heading` is for people."""

    key: str
    heading: Text
    type: ColumnType = ColumnType.TEXT


Value = str | int | Decimal | dt.date | None
"""What stands in a row, by the type of its column: str, dt.date, int, or int or Decimal; None when there is nothing."""


@dataclass(frozen=True)
class Company:
    """Whose books these are; what is unknown is ""."""

    name: str
    kvk_number: str = ""
    vat_number: str = ""


def no_files(_keys: Sequence[str]) -> Mapping[str, bytes]:
    """Of a table whose rows have none."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Table:
    """What is exported: a value for each column in each of the rows, which come one by one and can be read once.

    `dataset` is what it is about ("payments", "journal"), `made_on` the day of the export: the same again for a repeat.
    `files` gives what belongs to rows (the e-invoice of an invoice) by the value in their first column, b"" for one that has
    none; ask it for some hundreds at a time.
    """

    dataset: str
    title: Text
    first_day: dt.date
    last_day: dt.date
    made_on: dt.date
    company: Company
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Value]]
    files: Callable[[Sequence[str]], Mapping[str, bytes]] = no_files


@dataclass(frozen=True)
class SubsidyReportPart:
    """Columns that a plugin adds to the report to funders.

    `values(references, first_day, last_day)` gives what stands in them, in their order, by the reference of the order; a
    reference that is not the plugin's own is left out. It is asked for some hundreds of orders at a time. The same
    period must give the same values again.
    """

    key: str
    columns: Sequence[TableColumn]
    values: Callable[[Sequence[str], dt.date, dt.date], Mapping[str, Sequence[Value]]]


class ExportFormat(ABC):
    """A way to write a table to a file. The same table must give the same bytes: the export keeps a checksum."""

    key: ClassVar[str]
    label: Text
    content_type: ClassVar[str]
    extension: ClassVar[str]
    """Without a dot: "csv"."""
    datasets: ClassVar[frozenset[str]] = frozenset()
    """What it can write; when it is empty, anything."""

    @abstractmethod
    def write(self, table: Table, stream: BinaryIO) -> None:
        """Write every row as it comes: there may be 100,000, and they must not be kept."""


# For ways to deliver documents -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class DeliverableDocument:
    """An invoice or a credit note that is final, and where its customer can be reached.

    `public_id` is opaque, and the same when it is tried again. `email` is the customer's address for e-invoices and
    `network_address` how networks know them ("0106:50112233", scheme and number); each may be "". `ubl` is b"" for a customer
    who cannot get an e-invoice. `due_cents` is what is still to be paid, or what a credit note gives back.
    """

    public_id: str
    kind: Literal["invoice", "credit_note"]
    number: str
    issued_on: dt.date
    due_on: dt.date | None
    due_cents: int
    currency: str
    language: str
    customer_name: str
    email: str
    network_address: str
    pdf: bytes
    ubl: bytes


@dataclass(frozen=True, kw_only=True)
class DeliveryReport:
    """What became of it: out of our hands, or never to be delivered this way, with the reason for people.

    `reference` is by which the deliverer knows it.
    """

    state: Literal["sent", "refused"]
    reference: str = ""
    reason: Text = ""


class DocumentDelivery(ABC):
    """A way by which documents reach a customer: mail, or an access point of Peppol. Instances hold no state."""

    key: ClassVar[str]
    label: Text

    @abstractmethod
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        """Hand it over; may use the network, and is never called in a transaction.

        Called again with an equal document after a failure: it must arrive once. Raises ProviderUnavailable when it may be
        tried later.
        """

    def check_configuration(self) -> list[Problem]:
        """What is wrong with the settings; no database, no network."""
        return []


__all__ = [
    "BalanceLineReport",
    "ColumnType",
    "Company",
    "Customer",
    "Deferred",
    "DeliverableDocument",
    "DeliveryReport",
    "DisputeReport",
    "DocumentDelivery",
    "ExportFormat",
    "LineRequest",
    "Notification",
    "NotificationRefused",
    "OrderView",
    "PaymentChoice",
    "PaymentLine",
    "PaymentProvider",
    "PaymentQuery",
    "PaymentReport",
    "PaymentRequest",
    "PayoutReport",
    "ProviderUnavailable",
    "Redirect",
    "RefundReport",
    "RefundRequest",
    "RequestRefused",
    "Supply",
    "Table",
    "TableColumn",
    "Value",
]

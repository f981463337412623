"""What payment providers are asked, and what they report."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal, Self

from betalingen.contracts.orders import Text
from cms.api import Problem


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
    staff_label: Text = ""
    """What finance calls it, also when all is paid long ago; the label when that says it too."""
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

    def answer_url(self, dispute: str, *, is_demo: bool) -> str:  # noqa: ARG002
        """Where staff answer a claim with this reference; "" when that is nowhere."""
        return ""

    def check_configuration(self) -> list[Problem]:
        """What is wrong with the settings; no database, no network."""
        return []

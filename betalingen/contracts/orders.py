"""What whoever places an order says and hears."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Literal

from django.utils.functional import Promise

from betalingen.pricing import Price, vat_within

Text = str | Promise


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

    def snapshot(self) -> dict[str, str]:
        """By the names of columns of who pays."""
        values = asdict(self)
        return {"customer_name": values.pop("name"), **values}


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
class Article:
    """What is for sale at a price per piece, in cents and without VAT. `reference` says what it is ("edition:<public_id>");
    `supply` is None as long as nobody knows when."""

    reference: str
    title: str
    gross_cents: int
    supply: Supply | None = None


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

    @property
    def owed_cents(self) -> int:
        """What the customer has to pay in all."""
        return self.total_cents - self.waived_cents

    @property
    def owed_vat_cents(self) -> int:
        """The VAT in that."""
        return vat_within(self.owed_cents, total_cents=self.total_cents, vat_cents=self.vat_cents)


@dataclass(frozen=True)
class PaymentChoice:
    """A way to pay, to be shown as a radio button."""

    key: str
    label: str
    explanation: str

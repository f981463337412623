"""What an invoice or a credit note says, frozen. Amounts are integer cents and never negative: a credit note is a kind of its
own, its amounts are what is given back. Field names in comments are those of EN 16931."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final, Literal, Self

from betalingen.pricing import VatCategory, VatTerms

_DAYS: Final = ("issued_on", "due_on", "supplied_from", "supplied_until", "credited_on")


@dataclass(frozen=True, kw_only=True)
class Party:
    """Seller (BG-4) or buyer (BG-7). What is unknown is ""; `country` is ISO 3166-1 alpha-2.

    Central government ("Basisfactuur Rijk") wants more of an e-invoice than the rest of the country.
    """

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"
    department: str = ""
    contact_name: str = ""
    email: str = ""
    kvk_number: str = ""
    oin: str = ""
    vat_id: str = ""
    is_central_government: bool = False


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """Where to pay (BG-17)."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, kw_only=True)
class LineDiscount:
    """A discount on a whole line (BG-27)."""

    label: str
    cents: int


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """One line (BG-25). `net_cents` (BT-131) = `quantity` x `unit_cents` - the discounts - `subsidy_cents`, without VAT.

    `subsidy_cents` is for the whole quantity and only what lowers the price before VAT; `subsidy_reason` names the scheme.
    """

    description: str
    quantity: int
    unit_cents: int
    subsidy_cents: int
    subsidy_reason: str
    net_cents: int
    vat: VatTerms
    discounts: Sequence[LineDiscount] = ()


@dataclass(frozen=True, kw_only=True)
class VatLine:
    """VAT of one category and rate over the whole document (BG-23)."""

    vat: VatTerms
    base_cents: int
    vat_cents: int


@dataclass(frozen=True, kw_only=True)
class Prepayment:
    """Part of the total that the buyer does not owe any more: paid online, or paid by a fund (BT-113 is their sum).

    `means_code` (BT-81, UNCL4461) is "48" for a bank card. iDEAL and a fund have no code that NLCIUS takes: "".
    """

    label: str
    cents: int
    means_code: Literal["", "48"] = ""


@dataclass(frozen=True, kw_only=True)
class InvoiceContent:
    """`total_cents` = `net_cents` + `vat_cents`; `due_cents` = `total_cents` - the prepayments.

    `payment_reference` is an ISO 11649 reference ("RF18..."). A credit note names what it credits; nothing of it is due to
    us. `buyer_reference` (BT-10) is the orderer or the cost centre, `purchase_order_number` BT-13. What `is_part` of a whole
    has the VAT that falls to it, so that the parts add up: up to a cent per rate beside what its own base gives.
    """

    kind: Literal["invoice", "credit_note"]
    number: str
    issued_on: dt.date
    due_on: dt.date | None
    supplied_from: dt.date | None
    supplied_until: dt.date | None
    language: str
    currency: str
    order_number: str
    seller: Party
    buyer: Party
    bank: BankAccount
    purchase_order_number: str = ""
    buyer_reference: str = ""
    cost_centre: str = ""
    payment_reference: str = ""
    credited_number: str = ""
    credited_on: dt.date | None = None
    reason: str = ""
    lines: Sequence[DocumentLine]
    vat: Sequence[VatLine]
    net_cents: int
    vat_cents: int
    total_cents: int
    prepayments: Sequence[Prepayment] = ()
    due_cents: int
    is_part: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored."""
        return {
            **asdict(self),
            **{name: day.isoformat() if (day := getattr(self, name)) else None for name in _DAYS},
            "lines": [{**asdict(line), "vat": _plain(line.vat)} for line in self.lines],
            "vat": [{**asdict(line), "vat": _plain(line.vat)} for line in self.vat],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `to_json` gave, after a trip through the database."""
        days = {name: dt.date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
        parts = {
            "seller": Party(**values["seller"]),
            "buyer": Party(**values["buyer"]),
            "bank": BankAccount(**values["bank"]),
            "lines": tuple(_line(line) for line in values["lines"]),
            "vat": tuple(VatLine(**{**line, "vat": _terms(line["vat"])}) for line in values["vat"]),
            "prepayments": tuple(Prepayment(**part) for part in values["prepayments"]),
        }
        return cls(**{**values, **days, **parts})


@dataclass(frozen=True, kw_only=True)
class ReminderContent:
    """A letter about an invoice of which `open_cents` is not paid after its due date; `pay_until` is the new last day."""

    invoice: InvoiceContent
    tone: Literal["friendly", "firm"]
    written_on: dt.date
    pay_until: dt.date
    open_cents: int


def _line(values: Mapping[str, Any]) -> DocumentLine:
    discounts = tuple(LineDiscount(**discount) for discount in values.get("discounts", ()))
    return DocumentLine(**{**values, "vat": _terms(values["vat"]), "discounts": discounts})


def _plain(vat: VatTerms) -> dict[str, str]:
    return {**asdict(vat), "rate": str(vat.rate)}


def _terms(values: Mapping[str, str]) -> VatTerms:
    return VatTerms(
        category=VatCategory(values["category"]),
        rate=Decimal(values["rate"]),
        label=values["label"],
        wording=values["wording"],
    )

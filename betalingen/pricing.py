"""What one place and a whole order cost: gross, subsidy, VAT and what is paid. Pure; cents are integers, VAT is Decimal.

VAT is rounded half-up. The four ways in which subsidy and VAT meet stand in the README of this app; the academy's tax
adviser confirms them per scheme.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final


class VatCategory(StrEnum):
    """VAT category codes of EN 16931 (UNCL5305)."""

    STANDARD = "S"
    EXEMPT = "E"
    ZERO = "Z"
    REVERSE = "AE"
    """The buyer owes the VAT ("btw verlegd"); never chosen by a program."""


NEEDS_WORDING: Final = frozenset({VatCategory.EXEMPT, VatCategory.REVERSE})
"""Of these an invoice must say why there is no VAT on it."""


class SubsidyTreatment(StrEnum):
    """How a subsidy relates to the price, which decides the VAT base and who pays what."""

    UNLINKED = "unlinked"
    LINKED = "linked"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class VatTerms:
    """A VAT rule: `rate` in per cent, `wording` for the invoice when there is no VAT."""

    category: VatCategory
    rate: Decimal
    label: str
    wording: str = ""


@dataclass(frozen=True, slots=True)
class SubsidyTerms:
    """A scheme: either `percentage` of the gross price or `amount_cents`, never both; `most_cents` is the most per place."""

    name: str
    funder: str
    treatment: SubsidyTreatment
    percentage: Decimal | None = None
    amount_cents: int | None = None
    most_cents: int | None = None

    def cents_of(self, gross_cents: int) -> int:
        """The subsidy on a gross price, never more than that price."""
        cents = half_up(gross_cents * self.percentage / 100) if self.percentage is not None else self.amount_cents or 0
        return min(cents, gross_cents, gross_cents if self.most_cents is None else self.most_cents)

    def to_json(self) -> dict[str, Any]:
        """To be stored; `SubsidyTerms.from_json` reads it."""
        return asdict(self) | {"percentage": _text(self.percentage)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "SubsidyTerms":
        """What `to_json` gave, after a trip through the database."""
        own = {
            "treatment": SubsidyTreatment(values["treatment"]),
            "percentage": Decimal(values["percentage"]) if values["percentage"] else None,
        }
        return cls(**{**values, **own})


@dataclass(frozen=True, slots=True)
class Reduction:
    """A discount as it was given: `cents` off one place, named by `label` in the language of the customer; `until` is the last
    day on which it is to be had."""

    key: str
    label: str
    cents: int
    until: dt.date | None = None

    def to_json(self) -> dict[str, Any]:
        """To be stored; `Reduction.from_json` reads it."""
        return asdict(self) | {"until": self.until.isoformat() if self.until else None}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Reduction":
        """What `to_json` gave, after a trip through the database."""
        return cls(**{**values, "until": dt.date.fromisoformat(values["until"]) if values["until"] else None})


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one place, frozen at booking. All amounts in cents.

    `gross_cents` is the full price; `discounts` come off first, and the subsidy is over what is left. `net_cents` is the
    participant's own share without VAT; `asked_cents` is what the order asks without VAT: the same, unless a fund pays the
    employer. `payable_cents` is what is asked with VAT.
    """

    gross_cents: int
    subsidy_cents: int
    net_cents: int
    asked_cents: int
    vat_base_cents: int
    vat_cents: int
    payable_cents: int
    vat: VatTerms
    subsidy: SubsidyTerms | None = None
    discounts: tuple[Reduction, ...] = ()

    @property
    def discount_cents(self) -> int:
        """All discounts together, at most the full price."""
        return sum(each.cents for each in self.discounts)

    @property
    def charged_cents(self) -> int:
        """What is left of the full price after the discounts, before any subsidy."""
        return self.gross_cents - self.discount_cents

    @property
    def is_free(self) -> bool:
        """True when nothing needs to be paid."""
        return self.payable_cents == 0

    def to_json(self) -> dict[str, Any]:
        """What it was made of, to be stored until somebody agrees with it."""
        return {
            "gross_cents": self.gross_cents,
            "vat": asdict(self.vat) | {"rate": str(self.vat.rate)},
            "subsidy": self.subsidy.to_json() if self.subsidy else None,
            "discounts": [each.to_json() for each in self.discounts],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Price":
        """What `to_json` gave, after a trip through the database."""
        vat, subsidy = values["vat"], values["subsidy"]
        return price_of(
            values["gross_cents"],
            vat=VatTerms(**{**vat, "category": VatCategory(vat["category"]), "rate": Decimal(vat["rate"])}),
            subsidy=SubsidyTerms.from_json(subsidy) if subsidy else None,
            # What was kept before there were discounts has none.
            discounts=[Reduction.from_json(each) for each in values.get("discounts", [])],
        )


@dataclass(frozen=True, slots=True)
class LineSum:
    """One line of an order, for its whole quantity. The lines add up to the order exactly."""

    asked_cents: int
    vat_base_cents: int
    vat_cents: int
    payable_cents: int


@dataclass(frozen=True, slots=True)
class VatSum:
    """The VAT of one category and rate over the whole order, as EN 16931 wants it."""

    vat: VatTerms
    base_cents: int
    vat_cents: int


@dataclass(frozen=True, slots=True)
class OrderSum:
    """What an order comes to; `total_cents` = `asked_cents` + `vat_cents`."""

    lines: tuple[LineSum, ...]
    vat: tuple[VatSum, ...]
    asked_cents: int
    vat_cents: int
    total_cents: int


def _text(number: Decimal | None) -> str:
    return "" if number is None else str(number)


def half_up(cents: Decimal) -> int:
    """Round to whole cents the way the Dutch tax office does."""
    return int(cents.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def half_up_share(cents: int, part: int, whole: int) -> int:
    """What falls to `part` of `whole`, in whole cents; below zero when the part is."""
    return half_up(Decimal(cents) * part / whole)


def vat_over(base_cents: int, vat: VatTerms) -> int:
    """VAT in cents over a base in cents."""
    return half_up(base_cents * vat.rate / 100)


def price_of(
    gross_cents: int, *, vat: VatTerms, subsidy: SubsidyTerms | None = None, discounts: Iterable[Reduction] = ()
) -> Price:
    """Work out one place: the discounts come off the full price in their order, never below nothing, and then the subsidy."""
    given = _within(gross_cents, discounts)
    charged_cents = gross_cents - sum(each.cents for each in given)
    subsidy_cents = subsidy.cents_of(charged_cents) if subsidy else 0
    net_cents = charged_cents - subsidy_cents
    treatment = subsidy.treatment if subsidy else SubsidyTreatment.UNLINKED
    if vat.category is VatCategory.EXEMPT:
        base_cents = 0
    else:
        base_cents = net_cents if treatment is SubsidyTreatment.UNLINKED else charged_cents
    vat_cents = vat_over(base_cents, vat)
    # A fund that pays the employer leaves the whole price on the order; every other fund lowers what is asked.
    asked_cents = charged_cents if treatment is SubsidyTreatment.EMPLOYER else net_cents
    return Price(
        gross_cents=gross_cents,
        subsidy_cents=subsidy_cents,
        net_cents=net_cents,
        asked_cents=asked_cents,
        vat_base_cents=base_cents,
        vat_cents=vat_cents,
        payable_cents=asked_cents + vat_cents,
        vat=vat,
        subsidy=subsidy,
        discounts=given,
    )


def _within(gross_cents: int, wanted: Iterable[Reduction]) -> tuple[Reduction, ...]:
    """As much of each as is left of the price; what takes nothing off is no discount."""
    left, given = gross_cents, []
    for each in wanted:
        if cents := min(each.cents, left):
            given.append(replace(each, cents=cents))
            left -= cents
    return tuple(given)


def order_sum(lines: Sequence[tuple[int, Price]]) -> OrderSum:
    """Add up (quantity, price of one) pairs. VAT is worked out per category and rate over the sum, not per line."""
    groups: dict[tuple[VatCategory, Decimal], list[int]] = {}
    for place, (_quantity, price) in enumerate(lines):
        groups.setdefault((price.vat.category, price.vat.rate), []).append(place)
    shares = [0] * len(lines)
    vat_sums = []
    for places in groups.values():
        vat = lines[places[0]][1].vat
        bases = [lines[place][0] * lines[place][1].vat_base_cents for place in places]
        vat_cents = vat_over(sum(bases), vat)
        vat_sums.append(VatSum(vat, sum(bases), vat_cents))
        for place, share in zip(places, shared_out(vat_cents, [base * vat.rate / 100 for base in bases]), strict=True):
            shares[place] = share
    sums = tuple(
        LineSum(
            asked_cents=quantity * price.asked_cents,
            vat_base_cents=quantity * price.vat_base_cents,
            vat_cents=share,
            payable_cents=quantity * price.asked_cents + share,
        )
        for (quantity, price), share in zip(lines, shares, strict=True)
    )
    asked_cents = sum(line.asked_cents for line in sums)
    total_vat = sum(vat_sum.vat_cents for vat_sum in vat_sums)
    return OrderSum(sums, tuple(vat_sums), asked_cents, total_vat, asked_cents + total_vat)


def shared_out(total_cents: int, exact: Sequence[Decimal]) -> list[int]:
    """Round `exact` amounts to whole cents that add up to `total_cents`, their rounded sum: the largest remainders go up."""
    shares = [int(amount) for amount in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: shares[place] - exact[place])
    for place in by_remainder[: total_cents - sum(shares)]:
        shares[place] += 1
    return shares


def vat_within(paid_cents: int, *, total_cents: int, vat_cents: int) -> int:
    """The VAT in what has been paid so far of an order; never more than that of the whole order.

    The VAT of one payment is the difference between after and before it, so that parts always add up to the whole.
    """
    return half_up(Decimal(min(max(paid_cents, 0), total_cents)) * vat_cents / total_cents)


class Share:
    """What falls to the part of a whole between two marks, rounded so that neighbouring parts add up exactly."""

    def __init__(self, start: int, end: int, whole: int) -> None:
        self._start, self._end, self._whole = start, end, whole

    def of(self, cents: int) -> int:
        """The part of an amount that belongs to the whole."""
        return self._until(self._end, cents) - self._until(self._start, cents)

    def _until(self, mark: int, cents: int) -> int:
        return half_up(Decimal(mark) * cents / self._whole)

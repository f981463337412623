"""What a place costs with and without discounts and a subsidy, and when there are none. Pure; cents are integers.

The day that counts is the day of booking, in the Netherlands. A booking gets the subsidy, and each discount, for everybody on
it or for nobody: what is shown is one price, and it does not change halfway a group.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise

from betalingen.pricing import Price, Reduction, SubsidyTerms, VatTerms, half_up, price_of


class NoSubsidy(StrEnum):
    """Why a booking pays the full price."""

    EARLY = "early"
    LATE = "late"
    UNDECLARED = "undeclared"
    USED_UP = "used_up"
    TOO_MANY = "too_many"
    """Something is left, but not for all of them."""
    OTHER_KIND = "other_kind"
    """It is for other types of organisations."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """The organisation that books, as the register knows it; `kind` is its type (Organisation.Kind). "" is unknown."""

    kind: str = ""
    kvk_number: str = ""
    name: str = ""


UNKNOWN: Final = Buyer()


@dataclass(frozen=True, kw_only=True)
class Discount:
    """Something off the price of a place: either `percentage` of the full price or `amount_cents`, never both.

    It is given on the days from `valid_from` up to and including `valid_until`, to who books `least_places` or more at once, and
    to organisations that `is_for` takes. `label` names it ("Vroegboekkorting") and `whom` says for whom it is ("voor gemeenten").
    An answer may be remembered for some minutes, so let it depend on the days here and not on the clock.
    """

    key: str
    label: str | Promise
    percentage: Decimal | None = None
    amount_cents: int | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    least_places: int = 1
    is_for: Callable[[Buyer], bool] | None = None
    whom: str | Promise = ""

    def __post_init__(self) -> None:
        if (self.percentage is None) == (self.amount_cents is None):
            raise ValueError(f"Discount {self.key!r} is a percentage or an amount.")
        if (self.amount_cents or 0) < 0 or not 0 <= (self.percentage or 0) <= 100:
            raise ValueError(f"Discount {self.key!r} lies outside the price.")

    def is_on(self, day: dt.date) -> bool:
        """Whether anybody has it on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def applies(self, day: dt.date, count: int, buyer: Buyer) -> bool:
        """Whether `count` places, booked on this day by this organisation, have it."""
        return self.is_on(day) and count >= self.least_places and (self.is_for is None or self.is_for(buyer))

    def off(self, gross_cents: int) -> Reduction:
        """What it is on a full price, named in the active language."""
        cents = half_up(gross_cents * self.percentage / 100) if self.percentage is not None else self.amount_cents or 0
        return Reduction(self.key, str(self.label), cents, self.valid_until)


@dataclass(frozen=True, slots=True)
class SubsidyOffer:
    """A scheme with its conditions: days are inclusive, None is no limit.

    `declaration` is what somebody must declare to have it; "" is for everybody. With `kinds` (Organisation.Kind) the register
    decides for an organisation that it knows, and the declaration for others. `used_places` and `used_cents` are what bookings
    took of `most_places` and `most_cents`; they stay 0 until somebody asks (`queries.subsidy_use`).
    """

    scheme_id: int
    terms: SubsidyTerms
    valid_from: dt.date
    valid_until: dt.date | None = None
    declaration: str = ""
    kinds: frozenset[str] = frozenset()
    most_places: int | None = None
    most_cents: int | None = None
    used_places: int = 0
    used_cents: int = 0

    @property
    def has_ceiling(self) -> bool:
        """Whether it can be used up."""
        return self.most_places is not None or self.most_cents is not None

    @property
    def is_for_everybody(self) -> bool:
        """Without conditions, from its first day on."""
        return not self.has_ceiling and not self.declaration and not self.kinds and self.valid_until is None

    def knows(self, buyer: Buyer) -> bool:
        """Whether the register decides about this organisation."""
        return bool(self.kinds and buyer.kind)

    def asks(self, buyer: Buyer) -> str:
        """What this organisation must declare; "" for nothing."""
        return "" if self.knows(buyer) else self.declaration

    def places_left(self, cents_each: int) -> int | None:
        """For how many places of `cents_each` subsidy there is still enough; None when there is no ceiling."""
        left = []
        if self.most_places is not None:
            left.append(max(self.most_places - self.used_places, 0))
        if self.most_cents is not None and cents_each:
            left.append(max(self.most_cents - self.used_cents, 0) // cents_each)
        return min(left, default=None)


@dataclass(frozen=True, slots=True)
class Fare:
    """A full price in cents, without VAT, and the subsidy and the discounts that there may be on it."""

    gross_cents: int
    vat: VatTerms
    offer: SubsidyOffer | None = None
    discounts: tuple[Discount, ...] = ()

    @property
    def depends_on_buyer(self) -> bool:
        """Whether it matters which organisation books."""
        return bool(self.offer and self.offer.kinds) or any(each.is_for for each in self.discounts)

    def charge(self, *, on: dt.date, count: int = 1, is_declared: bool = True, buyer: Buyer = UNKNOWN) -> "Charge":
        """What `count` places cost that are booked together on this day."""
        return Charge(self, on, count, is_declared, buyer)

    def is_free(self, *, on: dt.date) -> bool:
        """Whether anybody who books on this day pays nothing."""
        if not self.gross_cents:
            return True
        return self.offer is not None and self.offer.is_for_everybody and self.charge(on=on).price.is_free


@dataclass(frozen=True, slots=True)
class Charge:
    """A fare for one booking of `count` places. A `buyer` that nobody knows yet is counted on to have what it declares."""

    fare: Fare
    on: dt.date
    count: int
    is_declared: bool
    buyer: Buyer

    @property
    def full(self) -> Price:
        """One place without subsidy."""
        return price_of(self.fare.gross_cents, vat=self.fare.vat, discounts=self._reductions())

    @property
    def subsidised(self) -> Price:
        """One place with the subsidy, whether it is to be had or not."""
        offer = self.fare.offer
        return price_of(
            self.fare.gross_cents,
            vat=self.fare.vat,
            subsidy=offer.terms if offer else None,
            discounts=self._reductions(),
        )

    @property
    def price(self) -> Price:
        """One place of this booking."""
        return self.full if self.refusal else self.subsidised

    @property
    def places_left(self) -> int | None:
        """How many can still have the subsidy; None when there is no ceiling, or no subsidy."""
        return self.fare.offer.places_left(self.subsidised.subsidy_cents) if self.fare.offer else None

    @property
    def refusal(self) -> NoSubsidy | None:
        """Why these places have no subsidy; None when they have it, or there is none to be had."""
        offer = self.fare.offer
        if offer is None:
            return None
        if self.on < offer.valid_from:
            return NoSubsidy.EARLY
        if offer.valid_until and self.on > offer.valid_until:
            return NoSubsidy.LATE
        if offer.knows(self.buyer) and self.buyer.kind not in offer.kinds:
            return NoSubsidy.OTHER_KIND
        left = self.places_left
        if left is not None and left < self.count:
            return NoSubsidy.TOO_MANY if left else NoSubsidy.USED_UP
        if offer.asks(self.buyer) and not self.is_declared:
            return NoSubsidy.UNDECLARED
        return None

    @property
    def out_of_reach(self) -> tuple[Discount, ...]:
        """Discounts that others, or more people together, have on this day."""
        return tuple(
            each
            for each in self.fare.discounts
            if each.is_on(self.on) and not each.applies(self.on, self.count, self.buyer)
        )

    def _reductions(self) -> list[Reduction]:
        return [
            each.off(self.fare.gross_cents)
            for each in self.fare.discounts
            if each.applies(self.on, self.count, self.buyer)
        ]

"""What a place costs with and without a subsidy, and when there is none. Pure; cents are integers.

The day that counts is the day of booking, in the Netherlands. A booking gets the subsidy for everybody on it, or for nobody:
what is shown is one price, and it does not change halfway a group.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from betalingen.pricing import Price, SubsidyTerms, VatTerms, price_of


class NoSubsidy(StrEnum):
    """Why a booking pays the full price."""

    EARLY = "early"
    LATE = "late"
    UNDECLARED = "undeclared"
    USED_UP = "used_up"
    TOO_MANY = "too_many"
    """Something is left, but not for all of them."""


@dataclass(frozen=True, slots=True)
class SubsidyOffer:
    """A scheme with its conditions: days are inclusive, None is no limit.

    `declaration` is what somebody must declare to have it; "" is for everybody. `used_places` and `used_cents` are what
    bookings took of `most_places` and `most_cents`; they stay 0 until somebody asks (`queries.subsidy_use`).
    """

    scheme_id: int
    terms: SubsidyTerms
    valid_from: dt.date
    valid_until: dt.date | None = None
    declaration: str = ""
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
        return not self.has_ceiling and not self.declaration and self.valid_until is None

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
    """A full price in cents, without VAT, and the subsidy that there may be on it."""

    gross_cents: int
    vat: VatTerms
    offer: SubsidyOffer | None = None

    @property
    def full(self) -> Price:
        """One place without subsidy."""
        return price_of(self.gross_cents, vat=self.vat)

    @property
    def subsidised(self) -> Price:
        """One place with the subsidy, whether it is to be had or not."""
        return price_of(self.gross_cents, vat=self.vat, subsidy=self.offer.terms if self.offer else None)

    @property
    def places_left(self) -> int | None:
        """How many can still have the subsidy; None when there is no ceiling, or no subsidy."""
        return self.offer.places_left(self.subsidised.subsidy_cents) if self.offer else None

    def refusal(self, *, on: dt.date, count: int = 1, is_declared: bool = True) -> NoSubsidy | None:
        """Why `count` places, booked on this day, have no subsidy; None when they have it, or there is none to be had."""
        offer = self.offer
        if offer is None:
            return None
        if on < offer.valid_from:
            return NoSubsidy.EARLY
        if offer.valid_until and on > offer.valid_until:
            return NoSubsidy.LATE
        left = self.places_left
        if left is not None and left < count:
            return NoSubsidy.TOO_MANY if left else NoSubsidy.USED_UP
        if offer.declaration and not is_declared:
            return NoSubsidy.UNDECLARED
        return None

    def price(self, *, on: dt.date, count: int = 1, is_declared: bool = True) -> Price:
        """One of `count` places that are booked together on this day."""
        return self.full if self.refusal(on=on, count=count, is_declared=is_declared) else self.subsidised

    def is_free(self, *, on: dt.date) -> bool:
        """Whether anybody who books on this day pays nothing."""
        if self.full.is_free:
            return True
        return self.offer is not None and self.offer.is_for_everybody and self.price(on=on).is_free

"""What one place costs: gross, subsidy, VAT and what the participant pays. Pure; cents are integers, VAT is Decimal half-up.

The four ways in which subsidy and VAT meet stand in the README of this app; the academy's tax adviser confirms them per scheme.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class VatCategory(StrEnum):
    """VAT category codes of EN 16931 (UNCL5305)."""

    STANDARD = "S"
    EXEMPT = "E"
    ZERO = "Z"


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
    """A scheme: either `percentage` of the gross price or `amount_cents`, never both."""

    name: str
    funder: str
    treatment: SubsidyTreatment
    percentage: Decimal | None = None
    amount_cents: int | None = None

    def cents_of(self, gross_cents: int) -> int:
        """The subsidy on a gross price, never more than that price."""
        if self.percentage is not None:
            return half_up(gross_cents * self.percentage / 100)
        return min(self.amount_cents or 0, gross_cents)


@dataclass(frozen=True, slots=True)
class Price:
    """The price of one place, frozen at booking. All amounts in cents.

    `net_cents` is the participant's own share without VAT; `payable_cents` is what the order asks for.
    """

    gross_cents: int
    subsidy_cents: int
    net_cents: int
    vat_base_cents: int
    vat_cents: int
    payable_cents: int
    vat: VatTerms
    subsidy: SubsidyTerms | None = None

    @property
    def is_free(self) -> bool:
        """True when nothing needs to be paid."""
        return self.payable_cents == 0


def half_up(cents: Decimal) -> int:
    """Round to whole cents the way the Dutch tax office does."""
    return int(cents.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def vat_over(base_cents: int, vat: VatTerms) -> int:
    """VAT in cents over a base in cents."""
    return half_up(base_cents * vat.rate / 100)


def price_of(gross_cents: int, *, vat: VatTerms, subsidy: SubsidyTerms | None = None) -> Price:
    """Work out one place."""
    subsidy_cents = subsidy.cents_of(gross_cents) if subsidy else 0
    net_cents = gross_cents - subsidy_cents
    treatment = subsidy.treatment if subsidy else SubsidyTreatment.UNLINKED
    base_cents = net_cents if treatment is SubsidyTreatment.UNLINKED else gross_cents
    vat_cents = vat_over(base_cents, vat)
    # A fund that pays the employer leaves the whole price on the order; every other fund lowers what is asked.
    asked_cents = gross_cents if treatment is SubsidyTreatment.EMPLOYER else net_cents
    return Price(
        gross_cents=gross_cents,
        subsidy_cents=subsidy_cents,
        net_cents=net_cents,
        vat_base_cents=base_cents,
        vat_cents=vat_cents,
        payable_cents=asked_cents + vat_cents,
        vat=vat,
        subsidy=subsidy,
    )

"""What data says about a page, for holding its text against. Local dates and times, without a time zone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cms.prose.findings import Finding


@dataclass(frozen=True)
class Moment:
    """One session."""

    start: dt.datetime
    end: dt.datetime
    walk_in: dt.datetime | None = None

    @property
    def opens(self) -> dt.datetime:
        return self.walk_in or self.start


@dataclass(frozen=True)
class Price:
    """What one place costs, in cents; all of it 0 when it is free of charge.

    `full_cents` is before a subsidy and `net_cents` after it, `asked_cents` stands on the invoice: these without VAT,
    `payable_cents` with it.
    """

    full_cents: int = 0
    net_cents: int = 0
    asked_cents: int = 0
    payable_cents: int = 0
    is_exempt: bool = False  # from VAT

    @property
    def amounts(self) -> set[int]:
        """Every amount that a text may name: these, the subsidy and the VAT."""
        parts = {self.full_cents - self.net_cents, self.payable_cents - self.asked_cents}
        return parts | {self.full_cents, self.net_cents, self.asked_cents, self.payable_cents}


@dataclass(frozen=True)
class Run:
    """One edition: its sessions, how long one can sign up, when it is decided and what it costs. `half_days` counts in
    dagdelen."""

    sessions: Sequence[Moment]
    half_days: int
    closes_at: dt.datetime | None = None
    decides_on: dt.date | None = None
    price: Price | None = None

    @property
    def days(self) -> list[dt.date]:
        return sorted({moment.start.date() for moment in self.sessions})


@dataclass(frozen=True)
class PageFacts:
    """What is known of the page with this `key`. `findings` are about the data itself, such as a date that is missing."""

    key: str  # the primary key of the page, as text: a draft and its translation may differ
    runs: Sequence[Run] = ()
    findings: Sequence[Finding] = ()
    is_offering: bool = True  # people sign up for it; else something that only tells of it, such as a report

    @property
    def moments(self) -> list[Moment]:
        return [moment for run in self.runs for moment in run.sessions]

    @property
    def days(self) -> list[dt.date]:
        return sorted({day for run in self.runs for day in run.days})

"""What giving up a place costs: steps of days before the start, each with a part of the price. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from betalingen.pricing import half_up

ALL: Final = 100


@dataclass(frozen=True, order=True)
class CancellationStep:
    """Until and including `days` days before the start cancelling costs `percentage` percent of the price."""

    days: int
    percentage: int


def steps_from(raw: Iterable[Mapping[str, Any]]) -> tuple[CancellationStep, ...]:
    """The steps in the raw data of a stream of CancellationStepsBlock, those furthest from the start first."""
    return tuple(sorted((CancellationStep(**child["value"]) for child in raw), reverse=True))


def step_at(steps: Sequence[CancellationStep], days_before: int) -> CancellationStep | None:
    """The step that holds so many days before the start; None when every step is over, or there are none."""
    return next((step for step in steps if days_before >= step.days), None)


def percentage_at(steps: Sequence[CancellationStep], days_before: int) -> int:
    """What cancelling costs then. Without steps it is free until the start; after the last step it costs everything."""
    step = step_at(steps, days_before)
    return step.percentage if step else ALL if steps else 0


def costs_of(place_cents: int, percentage: int) -> int:
    """What stays owed of a place, half a cent upwards."""
    return half_up(Decimal(place_cents) * percentage / ALL)

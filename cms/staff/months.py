"""A chart of the twelve months of a year, for beside the table that says the same: `cms/admin/months.html` draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.dates import MONTHS, MONTHS_3

HEIGHT: Final = 100  # of the chart, in its own units
STEP: Final = 20  # from one month to the next


@dataclass(frozen=True)
class MonthBar:
    """`name` and `short` are words; `x`, `y` and `height` are in the chart's own units."""

    name: Any
    short: Any
    x: int
    height: int

    @property
    def y(self) -> int:
        """The top of the bar, counted from the top of the chart."""
        return HEIGHT - self.height


def month_bars(percents: Sequence[int]) -> list[MonthBar]:
    """A bar for each month from January on, as high as its part of a hundred; what is below zero has none."""
    return [
        MonthBar(MONTHS[number], MONTHS_3[number], (number - 1) * STEP, max(percent, 0))
        for number, percent in enumerate(percents, start=1)
    ]

"""How full an edition is, as the bays of a wall: one bay a place, or twelve in proportion when there are many."""

from dataclasses import dataclass
from typing import Literal

MOST_BAYS = 16
BAYS_IN_PROPORTION = 12

Filling = Literal["in", "need", ""]  # taken, still needed to go ahead, open


@dataclass(frozen=True)
class Bay:
    """One bay; `is_minimum` marks the thick post behind which the edition goes ahead."""

    filling: Filling
    is_minimum: bool
    is_last: bool

    @property
    def css_class(self) -> str:
        """As vakwerk.css draws it."""
        return f"{self.filling} min".strip() if self.is_minimum else self.filling


@dataclass(frozen=True)
class SeatBar:
    """The bays and where there is room for the word "minimaal": under its bay, at the left, or on one line."""

    bays: tuple[Bay, ...]
    label: Literal["under", "low", "tight", ""]


def seat_bar(taken: int, minimum: int | None, maximum: int) -> SeatBar:
    """`minimum` is None when the edition goes ahead anyway. Rounded so that one seat taken shows, one seat free shows,
    and the post is reached exactly when the minimum is."""
    count = maximum if maximum <= MOST_BAYS else BAYS_IN_PROPORTION
    post = _part(minimum, maximum, count) if minimum else 0
    filled = min(_part(taken, maximum, count), count)
    if minimum:
        filled = max(filled, post) if taken >= minimum else min(filled, post - 1)
    bays = tuple(
        Bay(
            filling="in" if place <= filled else "need" if place <= post else "",
            is_minimum=place == post,
            is_last=place == count,
        )
        for place in range(1, count + 1)
    )
    return SeatBar(bays, _label(post, count))


def _part(seats: int, maximum: int, count: int) -> int:
    if seats <= 0:
        return 0
    if seats >= maximum:
        return count
    return min(max(seats * count // maximum, 1), count - 1)


def _label(post: int, count: int) -> Literal["under", "low", "tight", ""]:
    if not post:
        return ""
    if (count - post) * 3 < count:
        return "tight"
    return "low" if post * 3 <= count else "under"

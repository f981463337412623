"""How full editions are: by the month in which they begin, and by programme or webinar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone

from events.lifecycles import EditionStatus
from events.models import Edition


@dataclass(frozen=True)
class Occupancy:
    """Seats taken and places of so many editions together."""

    editions: int
    taken: int
    capacity: int

    @property
    def percent(self) -> int:
        """Rounded down, so that only what is full is 100; 0 without places."""
        return self.taken * 100 // self.capacity if self.capacity else 0


def editions_of_year(year: int) -> QuerySet[Edition]:
    """What begins in this year and is no draft, nor called off; with `first_at`."""
    held: QuerySet[Edition] = (
        Edition.objects.exclude(status__in=[EditionStatus.DRAFT, EditionStatus.CANCELLED])
        .annotate(first_at=Min("sessions__starts_at"))
        .filter(first_at__year=year)
    )
    return held


def occupancy(editions: QuerySet[Edition]) -> tuple[list[Occupancy], list[tuple[str, Occupancy]], Occupancy]:
    """Of `editions_of_year`: for each of the twelve months, by title, and all together; one query."""
    rows = list(
        editions.order_by("offering__title", "offering").values(
            "first_at", "offering", "offering__title", "taken", "capacity"
        )
    )
    by_month: list[list[dict[str, Any]]] = [[] for _month in range(12)]
    by_offering: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_month[timezone.localtime(row["first_at"]).month - 1].append(row)
        by_offering.setdefault(row["offering"], []).append(row)
    titles = [(found[0]["offering__title"], _together(found)) for found in by_offering.values()]
    return [_together(found) for found in by_month], titles, _together(rows)


def _together(rows: Sequence[dict[str, Any]]) -> Occupancy:
    return Occupancy(len(rows), sum(row["taken"] for row in rows), sum(row["capacity"] for row in rows))

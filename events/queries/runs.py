"""Editions as pages show them: what editors wrote is remembered while no content changes, the seats, and what is left of subsidies, are asked for every page."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace

from betalingen.api import Fare, fares_now
from cms.api import Among, Given, Prepared, counted, remembered
from events.contracts import EditionView, SessionView
from events.models import Edition
from events.queries.availability import Terms
from events.queries.fares import fare_of
from events.queries.snapshots import edition_view, sessions_of


@dataclass(frozen=True)
class Run:
    """An edition without its page; `view` has the title of the page in its first language."""

    pk: int
    view: EditionView
    terms: Terms
    fare: Fare | None


def run_of(edition: Edition, sessions: Sequence[SessionView] | None = None) -> Run:
    """No query when the offering, VAT rule and subsidy scheme are at hand, and the sessions, here or with the edition."""
    terms = Terms(
        edition.closes_at,
        edition.decision_date,
        edition.cancel_reason,
        edition.pays_when,
        edition.cancellation_steps.get_prep_value(),
    )
    view = edition_view(edition, "", title=edition.offering.title, sessions=sessions)
    return Run(edition.pk, view, terms, fare_of(edition, view.sessions))


def runs(name: str, find: Callable[[], Iterable[Edition]]) -> list[Run]:
    """The editions that `find` reads without their sessions, remembered by this name, with the seats of now: one query, unless they were read just now."""
    return counted(lambda: _runs_now(name, find))


def _runs_now(name: str, find: Callable[[], Iterable[Edition]]) -> list[Run]:
    read_now: list[Run] = []

    def read() -> list[Run]:
        editions = list(find())
        sessions = sessions_of([edition.pk for edition in editions]) if editions else {}
        read_now.extend(run_of(edition, sessions[edition.pk]) for edition in editions)
        return read_now

    found = remembered(name, read)
    if read_now or not found:
        return with_subsidy(found)
    seats = {row.pk: row for row in _SEATS(editions=[run.pk for run in found])}
    return with_subsidy([_with_seats(run, seats[run.pk]) for run in found if run.pk in seats])


def with_subsidy(found: list[Run]) -> list[Run]:
    """The same, knowing what is left of subsidies by now; one query when any of them has a ceiling, else none."""
    fares = fares_now([run.fare for run in found])
    return [replace(run, fare=fare) for run, fare in zip(found, fares, strict=True)]


def with_seats(edition: Edition) -> Edition | None:
    """A copy of a remembered edition with the seats of now; None when it was deleted."""
    for now in _SEATS(editions=[edition.pk]):
        own = copy(edition)
        own.taken, own.reserved = now.taken, now.reserved
        return own
    return None


def _with_seats(run: Run, now: Edition) -> Run:
    return replace(run, view=replace(run.view, taken=now.taken, reserved=now.reserved))


_SEATS = Prepared(lambda: Edition.objects.only("taken", "reserved").filter(Among("pk", Given("editions"))))

"""An edition with people, assignments and a date poll, for the tests of this plugin."""

import datetime as dt
from typing import Any

from events.api import EditionView, RegistrationView, editions_by_id, participants_of
from events.plugins.leertraject.actions.keep_assignment import AssignmentFacts, keep_assignment
from events.plugins.leertraject.actions.start_poll import PollFacts, start_poll
from events.plugins.leertraject.models import Assignment, DatePoll
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory, noon_in

PDF = b"%PDF-1.7 een verslag"


def make_edition(*names: str, in_days: int = 30, **facts: Any) -> Any:
    """Two days a week apart, the first `in_days` from now, and somebody of each name."""
    edition = EditionFactory.create(sessions=0, offering__title="Leernetwerk strategisch HRM", **facts)
    for title, days in (("Dag 1", in_days), ("Dag 2", in_days + 7)):
        start = noon_in(days)
        SessionFactory.create(edition=edition, title=title, starts_at=start, ends_at=start + dt.timedelta(hours=3))
    for name in names:
        RegistrationFactory.create(booking__edition=edition, booking__name=name)
    return edition


def make_assignment(edition: Any, **facts: Any) -> Assignment:
    return keep_assignment(edition=edition.public_id, facts=AssignmentFacts(**{"title": "Casus", **facts}))


def make_poll(edition: Any, **facts: Any) -> DatePoll:
    """Two moments on days after the last session, to answer for ten days."""
    moments = [(noon_in(days), noon_in(days) + dt.timedelta(hours=3)) for days in (40, 41)]
    plain: dict[str, Any] = {
        "title": "Terugkomdag",
        "closes_at": noon_in(10).replace(hour=23, minute=59),
        "moments": moments,
    }
    return start_poll(edition=edition.public_id, facts=PollFacts(**plain | facts))


def view_of(edition: Any) -> EditionView:
    return editions_by_id([edition.public_id], "nl")[edition.public_id]


def people_of(edition: Any) -> list[RegistrationView]:
    return participants_of(edition.public_id)


def key_of(registration: RegistrationView) -> str:
    """The secret part of the personal link."""
    return registration.personal_url.rstrip("/").rpartition("/")[2]

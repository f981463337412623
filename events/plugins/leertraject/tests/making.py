"""An edition with people and assignments, for the tests of this plugin."""

import datetime as dt
from typing import Any

from events.api import EditionView, RegistrationView, editions_by_id, participants_of
from events.plugins.leertraject.actions.keep_assignment import AssignmentFacts, keep_assignment
from events.plugins.leertraject.models import Assignment
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


def view_of(edition: Any) -> EditionView:
    return editions_by_id([edition.public_id], "nl")[edition.public_id]


def people_of(edition: Any) -> list[RegistrationView]:
    return participants_of(edition.public_id)


def key_of(registration: RegistrationView) -> str:
    """The secret part of the personal link."""
    return registration.personal_url.rstrip("/").rpartition("/")[2]

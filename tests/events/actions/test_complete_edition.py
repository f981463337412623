import datetime as dt

import pytest
from django.utils import timezone

from cms.api import MoveNotAllowed, NotAllowed
from events.actions.complete_edition import complete_edition
from events.lifecycles import EditionStatus
from tests.factories.events import EditionFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_an_edition_that_was_held_is_completed() -> None:
    edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
    complete_edition(edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.status == "completed"


def test_not_before_its_last_day() -> None:
    edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
    SessionFactory.create(edition=edition, starts_at=timezone.now() + dt.timedelta(days=1))
    with pytest.raises(NotAllowed, match="De laatste bijeenkomst is nog niet geweest"):
        complete_edition(edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.status == "confirmed"


def test_it_must_have_been_decided_that_it_goes_ahead() -> None:
    edition = EditionFactory.create(status=EditionStatus.OPEN, sessions=0)
    with pytest.raises(MoveNotAllowed):
        complete_edition(edition_id=edition.pk)

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import User
from events.actions.open_edition import open_edition
from events.lifecycles import EditionStatus
from tests.factories.events import EditionFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_a_draft_opens_and_the_log_says_who_did_it(administrator: User) -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT)
    open_edition(edition_id=edition.pk, user=administrator)
    edition.refresh_from_db()
    assert edition.status == "open"
    line = ModelLogEntry.objects.get(action="events.edition_opened")
    assert (line.object_id, line.user) == (str(edition.pk), administrator)


@pytest.mark.parametrize(
    ("days", "closes", "reason"),
    [
        (None, None, "Voeg eerst een bijeenkomst toe: zonder datum kan niemand zich aanmelden."),
        (-1, None, "De eerste bijeenkomst is al geweest."),
        (20, -1, "De dag waarop de aanmelding sluit is al voorbij."),
    ],
)
def test_what_is_missing_is_said(days: int | None, closes: int | None, reason: str) -> None:
    now = timezone.now()
    edition = EditionFactory.create(
        status=EditionStatus.DRAFT, sessions=0, closes_at=now + dt.timedelta(days=closes) if closes else None
    )
    if days is not None:
        SessionFactory.create(edition=edition, starts_at=now + dt.timedelta(days=days))
    with pytest.raises(NotAllowed) as refusal:
        open_edition(edition_id=edition.pk)
    assert refusal.value.reason == reason
    edition.refresh_from_db()
    assert edition.status == "draft"
    assert not ModelLogEntry.objects.filter(action="events.edition_opened").exists()


def test_opening_twice_changes_nothing() -> None:
    edition = EditionFactory.create(status=EditionStatus.OPEN)
    open_edition(edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.status == "open"
    assert not ModelLogEntry.objects.filter(action="events.edition_opened").exists()


def test_what_was_cancelled_stays_cancelled() -> None:
    edition = EditionFactory.create(status=EditionStatus.CANCELLED)
    with pytest.raises(MoveNotAllowed):
        open_edition(edition_id=edition.pk)

import datetime as dt

import pytest
from django.utils import timezone

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message
from events.actions.complete_edition import complete_edition
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Registration
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

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


@pytest.mark.parametrize("status", [EditionStatus.OPEN, EditionStatus.CONFIRMED])
def test_what_has_no_dates_was_not_held(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status, sessions=0)
    with pytest.raises(NotAllowed, match="De laatste bijeenkomst is nog niet geweest"):
        complete_edition(edition_id=edition.pk)


def test_a_draft_was_never_held() -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT, sessions=0)
    with pytest.raises(MoveNotAllowed):
        complete_edition(edition_id=edition.pk)


def held_without_a_decision(status: RegistrationStatus) -> Registration:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=1))
    made: Registration = RegistrationFactory.create(booking__edition=edition, status=status)
    return made


def test_what_needed_no_decision_is_closed_without_a_mail() -> None:
    registration = held_without_a_decision(RegistrationStatus.CONFIRMED)
    complete_edition(edition_id=registration.edition_id)
    registration.edition.refresh_from_db()
    assert (registration.edition.status, Message.objects.count()) == ("completed", 0)


@pytest.mark.parametrize("status", [RegistrationStatus.APPLIED, RegistrationStatus.INTAKE])
def test_whoever_waits_for_a_decision_is_decided_about_first(status: RegistrationStatus) -> None:
    registration = held_without_a_decision(status)
    with pytest.raises(NotAllowed, match="nog niet beslist"):
        complete_edition(edition_id=registration.edition_id)
    registration.edition.refresh_from_db()
    assert registration.edition.status == "open"

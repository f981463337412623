import datetime as dt

import pytest
from django.utils import timezone

from cms.api import MoveNotAllowed, NotAllowed
from cms.models import Message
from events.actions.confirm_edition import confirm_edition
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Session
from tests.events.bookings import book, order_of, paid_edition
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_everybody_with_a_definite_place_gets_one_mail() -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM", minimum=2)
    sure = RegistrationFactory.create(booking__edition=edition, name="Anna Berg", email="anna@lindewaard.example")
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.AWAITING_PAYMENT)
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CANCELLED, seat=False)
    confirm_edition(edition_id=edition.pk)
    confirm_edition(edition_id=edition.pk)
    edition.refresh_from_db()
    assert (edition.status, edition.taken) == ("confirmed", 2)
    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == ("anna@lindewaard.example", "Het gaat door: Leernetwerk HRM")
    assert mail.about == f"registration:{sure.public_id}"
    assert "Beste Anna Berg," in mail.text
    assert f"/inschrijving/{sure.access_key}/" in mail.text


def test_a_draft_must_be_opened_first() -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT)
    RegistrationFactory.create(booking__edition=edition)
    with pytest.raises(MoveNotAllowed):
        confirm_edition(edition_id=edition.pk)
    assert not Message.objects.exists()


def test_nobody_hears_that_it_goes_ahead_once_it_has_begun() -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(minutes=1))
    RegistrationFactory.create(booking__edition=edition)
    with pytest.raises(NotAllowed, match="Het is al begonnen"):
        confirm_edition(edition_id=edition.pk)
    edition.refresh_from_db()
    assert (edition.status, Message.objects.count()) == ("open", 0)


def test_money_that_waited_for_the_decision_is_still_asked() -> None:
    edition = paid_edition(pays_when="go_ahead", sessions=0)
    session = SessionFactory.create(edition=edition)
    placed = book(edition)
    Session.objects.filter(pk=session.pk).update(
        walk_in_at=None, starts_at=timezone.now(), ends_at=timezone.now() + dt.timedelta(hours=1)
    )
    confirm_edition(edition_id=edition.pk)
    assert order_of(placed).is_held is False

import pytest

from cms.api import MoveNotAllowed
from cms.models import Message
from events.actions.confirm_edition import confirm_edition
from events.lifecycles import EditionStatus, RegistrationStatus
from tests.factories.events import EditionFactory, RegistrationFactory

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

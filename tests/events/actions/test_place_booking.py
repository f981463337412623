import uuid

import pytest

from cms.models import Message
from events.actions.place_booking import Booker, place_booking
from events.contracts import Participant
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def test_free_booking_is_confirmed_with_a_mail():
    edition = EditionFactory()
    placed = place_booking(
        edition=edition.public_id,
        form_key=uuid.uuid4(),
        participants=[Participant("Pieter de Boer", "p.deboer@lindewaard.example")],
        booker=Booker(name="Pieter de Boer", email="p.deboer@lindewaard.example", organisation_name="Gemeente Lindewaard"),
        language="nl",
    )
    edition.refresh_from_db()
    assert edition.taken == 1
    print(Message.objects.get().subject, Message.objects.get().text)
    assert placed.registrations[0].status == "confirmed"

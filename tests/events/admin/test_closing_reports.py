"""A programme manager writes, looks at and sends the closing report."""

import pytest
from django.test import Client

from cms.models import Message
from events.lifecycles import EditionStatus
from events.models import ClosingReport
from tests.events.contracts import contract
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/inschrijvingen/offertes/"


def test_from_the_contract_to_the_organisation(manager: Client) -> None:
    quote = contract()
    report, send = f"{LIST}eindverslag/{quote.pk}/", f"{LIST}eindverslag/versturen/{quote.pk}/"
    screen = f"{LIST}inspect/{quote.pk}/"
    assert report not in manager.get(screen).content.decode()
    edition = EditionFactory.create(quote=quote, status=EditionStatus.COMPLETED, access_key="k" * 32)
    RegistrationFactory.create(booking=BookingFactory.create(edition=edition), name="Sanne de Boer")
    assert report in manager.get(screen).content.decode()

    refused = manager.post(report, {"remarks": "Dank aan Sanne de Boer.", "department_question": ""}).content.decode()
    assert "Noem geen deelnemers bij naam: Sanne de Boer." in refused
    assert "Dank aan Sanne de Boer.</textarea>" in refused
    assert not ClosingReport.objects.exists()

    response = manager.post(report, {"remarks": "Goed gedaan.", "department_question": ""})
    assert response["Location"] == report
    html = manager.get(report).content.decode()
    assert "Goed gedaan.</textarea>" in html
    assert send in html
    assert manager.get(f"{LIST}eindverslag/{quote.pk}.pdf").content.startswith(b"%PDF")

    manager.post(send)
    assert ClosingReport.objects.get().sent_at
    assert Message.objects.get().recipient == quote.request.email
    assert "Verstuurd op" in manager.get(report).content.decode()

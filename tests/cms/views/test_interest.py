"""Off the interest list by the link in our mails."""

from types import SimpleNamespace

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from cms.mail.leads import leaving_key
from cms.models import Lead
from tests.factories.cms import LeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(page_tree: SimpleNamespace) -> Lead:
    found: Lead = LeadFactory.create(kind=Lead.Kind.INTEREST, page_title="Leernetwerk HRM")
    return found


def test_looking_changes_nothing_and_the_button_deletes(lead: Lead, client: Client) -> None:
    address = reverse("cms:leave_interest", args=[leaving_key(lead)])
    response = client.get(address)
    assert "Wilt u van de lijst af?" in response.content.decode()
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert Lead.objects.exists()

    assert "U staat niet op de lijst" in client.post(address).content.decode()
    assert not Lead.objects.exists()
    assert client.get(address).status_code == client.post(address).status_code == 200


def test_another_site_cannot_press_the_button(lead: Lead, client: Client) -> None:
    address = reverse("cms:leave_interest", args=[leaving_key(lead)])
    assert client.post(address, headers={"Origin": "https://elders.example"}).status_code == 403
    assert Lead.objects.exists()


def test_only_our_own_key_opens_it(lead: Lead, client: Client) -> None:
    foreign = signing.Signer(salt="something.else").sign(lead.public_id.hex)
    for key in (str(lead.pk), str(lead.public_id), lead.public_id.hex, leaving_key(lead)[:-1], foreign):
        assert client.post(reverse("cms:leave_interest", args=[key])).status_code == 404
    message = LeadFactory.create()
    assert "Wilt u" not in client.get(reverse("cms:leave_interest", args=[leaving_key(message)])).content.decode()
    assert Lead.objects.count() == 2

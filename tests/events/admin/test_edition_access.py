"""For whom an edition is, as a programme manager sets it."""

import pytest
from django.test import Client

from events.models import Edition
from tests.factories.events import EditionFactory

pytestmark = pytest.mark.django_db


def url(edition: Edition) -> str:
    return f"/admin/inschrijvingen/edities/voor-wie/{edition.pk}/"


def test_an_edition_is_closed_and_its_link_shown(manager: Client) -> None:
    edition = EditionFactory.create()
    assert "Iedereen ziet deze editie" in manager.get(url(edition)).content.decode()

    response = manager.post(
        url(edition), {"by_invitation": "on", "email_domains": "@Lindewaard.nl, sanne@merwestein.nl\nlindewaard.nl"}
    )

    assert response["Location"] == f"/admin/inschrijvingen/edities/inspect/{edition.pk}/"
    edition.refresh_from_db()
    assert edition.email_domains == "lindewaard.nl merwestein.nl"
    assert f"/besloten/{edition.access_key}/" in manager.get(url(edition)).content.decode()
    assert "besloten" in manager.get(response["Location"]).content.decode()


def test_what_is_no_domain_is_told_and_nothing_changes(manager: Client) -> None:
    edition = EditionFactory.create()

    shown = manager.post(url(edition), {"by_invitation": "on", "email_domains": "lindewaard"}).content.decode()

    assert "“lindewaard” is geen domein." in shown
    edition.refresh_from_db()
    assert (edition.is_closed, edition.email_domains) == (False, "")

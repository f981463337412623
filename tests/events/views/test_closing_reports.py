"""The closing report behind the link of the offer."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import ClosingReport, Quote
from tests.events.contracts import contract
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

PRIVATE = {"Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture
def quote(page_tree: SimpleNamespace) -> Quote:  # the site that shows it
    made = contract(employees_key="e" * 32)
    edition = EditionFactory.create(quote=made, status=EditionStatus.COMPLETED)
    for number in range(4):
        RegistrationFactory.create(
            booking=BookingFactory.create(edition=edition),
            name=f"Piet Geheim{number}",
            status=RegistrationStatus.ATTENDED,
        )
    return made


def address(quote: Quote, below: str = "eindverslag/") -> str:
    return f"/offerte/{quote.access_key}/{below}"


def test_it_is_there_once_it_was_sent(quote: Quote, client: Client) -> None:
    report = ClosingReport.objects.create(quote=quote, remarks="Goed <b>gedaan</b>.")
    for below in ("eindverslag/", "eindverslag.pdf"):
        assert client.get(address(quote, below)).status_code == 404
    assert address(quote) not in client.get(address(quote, "")).content.decode()

    report.sent_at = timezone.now()
    report.save()

    assert address(quote) in client.get(address(quote, "")).content.decode()
    response = client.get(address(quote))
    html = response.content.decode()
    assert "Goed &lt;b&gt;gedaan&lt;/b&gt;." in html
    assert "Geheim" not in html
    assert {name: response[name] for name in PRIVATE} == PRIVATE
    paper = client.get(address(quote, "eindverslag.pdf"))
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == f'attachment; filename="eindverslag-{quote.number}.pdf"'
    assert {name: paper[name] for name in PRIVATE} == PRIVATE


def test_in_english(quote: Quote, client: Client) -> None:
    ClosingReport.objects.create(quote=quote, sent_at=timezone.now())
    html = client.get(f"/en{address(quote)}").content.decode()
    assert "Closing report" in html
    assert "names no participants" in html


def test_the_key_of_employees_or_of_another_offer_opens_nothing(quote: Quote, client: Client) -> None:
    ClosingReport.objects.create(quote=quote, sent_at=timezone.now())
    for key in (quote.employees_key, contract().access_key, str(quote.public_id)):
        assert client.get(f"/offerte/{key}/eindverslag/").status_code == 404
        assert client.get(f"/offerte/{key}/eindverslag.pdf").status_code == 404

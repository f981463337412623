"""A closed edition: nowhere to be found, and whoever has its link may register."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.models import ProgrammePage
from events.models import Booking, Edition, Registration
from tests.factories.events import EditionFactory, ProgrammePageFactory

pytestmark = pytest.mark.django_db

KEY = "k" * 32
LABEL = "groep Lindewaard"


@pytest.fixture
def page(page_tree: SimpleNamespace) -> ProgrammePage:
    made: ProgrammePage = ProgrammePageFactory.create(
        parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm", lead="Samen leren."
    )
    return made


@pytest.fixture
def edition(page: ProgrammePage) -> Edition:
    made: Edition = EditionFactory.create(
        offering=page,
        label=LABEL,
        access_key=KEY,
        email_domains="lindewaard.example",
        sessions__place="Geheimstad",
        sessions__mode="on_site",
    )
    return made


def test_no_list_feed_or_page_shows_it(edition: Edition, page: ProgrammePage, client: Client) -> None:
    addresses = ("/", "/agenda/", "/agenda.ics", "/agenda.rss", "/agenda.json", "/sitemap.xml", "/zoeken/?q=Lindewaard")
    for address in (*addresses, page.get_url() or "", "/opleidingen/"):
        response = client.get(address)
        assert response.status_code == 200, address
        shown = response.content.decode()
        for secret in (str(edition.public_id), KEY, LABEL, "Geheimstad"):
            assert secret not in shown, (address, secret)


def test_the_same_edition_for_everybody_is_shown(edition: Edition, page: ProgrammePage, client: Client) -> None:
    # So that the test above can fail.
    Edition.objects.update(access_key=None)

    assert str(edition.public_id) in client.get(page.get_url() or "").content.decode()
    assert "Geheimstad" in client.get("/agenda.ics").content.decode()


def test_without_the_link_there_is_no_form(edition: Edition, client: Client) -> None:
    assert client.get(f"/inschrijven/{edition.public_id}/").status_code == 404
    assert client.post(f"/inschrijven/{edition.public_id}/", {"screen": "participants"}).status_code == 404
    assert client.get(f"/besloten/{KEY[:-1]}/").status_code == 404


def test_behind_the_link_stands_the_form_and_nobody_else_hears_of_it(edition: Edition, client: Client) -> None:
    response = client.get(f"/besloten/{KEY}/")

    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "application/ld+json" not in response.content.decode()
    assert "op locatie, Geheimstad" in response.content.decode()  # whoever was invited knows what they commit to


def send(client: Client, draft: str, screen: str, go: str = "next", **typed: object) -> tuple[str, str]:
    """The answer with the draft it holds."""
    response = client.post(f"/besloten/{KEY}/", {"draft": draft, "screen": screen, "go": go, **typed})
    if response.status_code == 302:
        return "", ""
    text = response.content.decode()
    return text, re.findall(r'name="draft" value="([^"]*)"', text)[0]


def test_hr_hands_in_a_list_as_csv_sees_what_is_wrong_and_books_once(edition: Edition, client: Client) -> None:
    rows = "Naam;E-mail;Functie\nSanne Visser;s.visser@lindewaard.example;HRM-adviseur\nDaan Kuipers;d.kuipers@elders.example;\n"
    file = SimpleUploadedFile("lijst.csv", rows.encode("cp1252"))
    text, draft = send(client, "", "participants", "paste", table_file=file)
    assert 'value="s.visser@lindewaard.example"' in text

    seats = {
        "p0-first_name": "Sanne",
        "p0-last_name": "Visser",
        "p0-email": "s.visser@lindewaard.example",
        "p1-first_name": "Daan",
        "p1-last_name": "Kuipers",
        "p1-email": "d.kuipers@elders.example",
    }
    text, draft = send(client, draft, "participants", **seats)
    assert "Deelnemer 2, e-mail" in text
    assert "eindigt op @lindewaard.example" in text
    assert 'value="d.kuipers@elders.example"' in text

    seats["p1-email"] = "d.kuipers@lindewaard.example"
    _text, draft = send(client, draft, "participants", **seats)
    details = {"organisation_name": "Lindewaard", "contact_name": "Ingrid Prins", "email": "hr@lindewaard.example"}
    _text, draft = send(client, draft, "details", **{f"details-{name}": value for name, value in details.items()})
    assert not Booking.objects.exists()
    send(client, draft, "check", **{"check-terms": "on"})

    assert Booking.objects.get().email == "hr@lindewaard.example"
    assert [each.email for each in Registration.objects.order_by("pk")] == [seats["p0-email"], seats["p1-email"]]

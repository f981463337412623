"""The brochure: what the page of a programme says, for everybody who may see that page, made once for each thing that it says."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pdfua
import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings
from wagtail.models import Locale, PageViewRestriction

from cms.models import ProgrammePage
from events.models import Session
from events.queries import brochures
from tests.events.bookings import PIETER, book, paid_edition
from tests.factories.cms import CompetenceFactory, PersonFactory, ProgrammePageFactory, stream
from tests.factories.events import SessionPersonFactory, WebinarPageFactory

pytestmark = pytest.mark.django_db

UNCHECKED = "UA-14-001"  # pdfua 0.1.3 fails on it with pikepdf 10.18: headings, which ours have in order


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def page(page_tree: SimpleNamespace) -> ProgrammePage:
    person = PersonFactory.create(last_name="Spreker")
    made: ProgrammePage = ProgrammePageFactory(
        parent=page_tree.programmes,
        slug="hrm",
        title="Leernetwerk <HRM> #strong[1]",
        lead="Acht dagen in acht maanden.",
        body=stream(
            [
                ("heading", "Wat u doet"),
                ("text", "<p>U bent te gast.[1]</p><h3>Hoe</h3><ul><li>Samen</li></ul><ol><li>Eerst</li></ol>"),
                ("quote", {"text": "Zo leer je.", "speaker": "Kees Mulder", "function": ""}),
            ]
        ),
        competences=stream([("competence", CompetenceFactory.create(name="luisteren").pk)]),
        people=stream([("person", {"person": person.pk, "role": "docent", "function": ""})]),
        contact=PersonFactory.create(last_name="Contact", phone="010 111 11 11"),
    )
    made.save_revision().publish()
    edition = paid_edition(offering=made, capacity=3, label="voorjaar")
    edition.sessions.update(goals="Grenzen zien\nGrenzen stellen")
    SessionPersonFactory.create(session=edition.sessions.first(), person__last_name="Gast", role="guest_speaker")
    return made


def address(page: ProgrammePage) -> str:
    return f"/brochure/{page.translation_key}.pdf"


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())


def test_it_says_what_the_page_says_and_leads_to_it(page: ProgrammePage, client: Client) -> None:
    assert address(page) in client.get(page.url).content.decode()
    response = client.get(address(page))
    text = words(response.content)

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="hrm.pdf"'
    assert response["Link"] == f'<{page.full_url}>; rel="canonical"'
    for told in (
        page.title,
        "Acht dagen in acht maanden.",
        "Wat u doet",
        "U bent te gast.",
        "Samen",
        "Eerst",
        "Zo leer je.",
        "Kees Mulder",
        "luisteren",
        "Editie voorjaar",
        "Lotte Spreker",
        "Lotte Gast, gastspreker",
        "Grenzen stellen",
        "010 111 11 11",
        "1.550,-",
        page.full_url,
    ):
        assert told in text, told
    assert "plaatsen van de" not in text


def test_it_can_be_read_aloud(page: ProgrammePage, client: Client, tmp_path: Path) -> None:
    file = tmp_path / "brochure.pdf"
    file.write_bytes(client.get(address(page)).content)
    report = pdfua.validate(str(file))

    assert report.findings == ()
    assert [skipped.rule_id for skipped in report.skipped] in ([], [UNCHECKED])
    assert str(pikepdf.open(BytesIO(file.read_bytes())).Root.Lang) == "nl"


def test_it_is_typeset_once_and_again_when_the_page_says_something_else(
    page: ProgrammePage, client: Client, media: Path
) -> None:
    first = client.get(address(page)).content
    book(paid_edition(), PIETER)  # a seat somewhere is no reason
    with mock.patch.object(brochures, "typeset", side_effect=AssertionError("typeset again")):
        assert client.get(f"{address(page)}?keer=2").content == first
    session = Session.objects.filter(edition__offering=page).first()
    assert session is not None
    session.title = "Een nieuwe dag"
    session.save()

    assert "Een nieuwe dag" in words(client.get(address(page)).content)
    assert len(list(media.rglob("brochures/**/*.pdf"))) == 1


def test_a_kept_one_follows_the_page(page: ProgrammePage, settings: Settings) -> None:
    settings.PAGE_CACHE_SECONDS, settings.SITE_URL = 300, "http://localhost"
    settings.ALLOWED_HOSTS = ["localhost"]
    client = Client(HTTP_HOST="localhost")
    first = client.get(address(page))
    assert client.get(address(page), headers={"If-None-Match": first["ETag"]}).status_code == 304
    page.title = "Herzien"
    page.save_revision().publish()

    again = client.get(address(page), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "Herzien" in words(again.content)
    assert again["Link"] == first["Link"]


def test_each_language_has_its_own(page: ProgrammePage, client: Client) -> None:
    assert client.get(f"/en{address(page)}").status_code == 404
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title = "Learning network"
    english.save_revision().publish()

    text = words(client.get(f"/en{address(page)}").content)
    assert "Learning network" in text
    assert "What it costs" in text
    assert "Learning network" not in words(client.get(address(page)).content)


def test_nobody_gets_what_the_page_keeps_from_them(
    page: ProgrammePage, page_tree: SimpleNamespace, client: Client
) -> None:
    guard = PageViewRestriction.objects.create(
        page=page_tree.programmes, restriction_type="password", password="geheim"
    )
    assert client.get(address(page)).status_code == 404
    guard.delete()
    assert client.get(address(page)).status_code == 200
    page.unpublish()
    assert client.get(address(page)).status_code == 404


def test_other_pages_have_none(page_tree: SimpleNamespace, client: Client) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda)
    assert client.get(f"/brochure/{webinar.translation_key}.pdf").status_code == 404


def test_without_dates_price_or_text_it_is_still_a_brochure(page_tree: SimpleNamespace, client: Client) -> None:
    bare = ProgrammePageFactory(parent=page_tree.programmes, title="Kaal")
    with translation.override("nl"):
        made = brochures.brochure_of(bare)

    assert (made.content["days"], made.content["price"], made.content["people"]) == (None, None, None)
    assert "Kaal" in words(client.get(address(bare)).content)

"""A report and the event it is about lead to each other."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from cms.models import NewsPage
from tests.factories.cms import NewsPageFactory, PublicationIndexPageFactory, PublicationPageFactory, stream
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, WebinarPageFactory


def test_a_webinar_leads_to_its_report_and_back(page_tree: SimpleNamespace, client: Client) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda, title="Een code")
    report = NewsPageFactory(parent=page_tree.news, title="Zo ging het", kind=NewsPage.Kind.REPORT, offering=webinar)

    html = client.get(webinar.url).content.decode()

    assert ">Verslag en opbrengst</h2>" in html
    assert f'<a href="{report.url}">Zo ging het</a>' in html
    assert "<b>Verslag</b> · 19 november 2026" in html
    assert f'href="{webinar.url}"' in client.get(report.url).content.decode()


def test_a_programme_leads_to_its_report_and_its_publication(page_tree: SimpleNamespace, client: Client) -> None:
    programme = ProgrammePageFactory.create(parent=page_tree.programmes)
    publications = PublicationIndexPageFactory(parent=page_tree.home)
    NewsPageFactory(parent=page_tree.news, title="Zo ging het", kind=NewsPage.Kind.REPORT, offering=programme)
    PublicationPageFactory(parent=publications, title="Het boek", offering=programme)

    html = client.get(programme.url).content.decode()

    assert "Zo ging het" in html
    assert "Het boek" in html


def test_a_webinar_that_has_been_says_so_on_its_card_in_a_text(page_tree: SimpleNamespace, client: Client) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda, title="Een code")
    edition = EditionFactory.create(offering=webinar, sessions=0)
    SessionFactory.create(edition=edition, starts_at=dt.datetime(2026, 3, 5, 12, 30, tzinfo=dt.UTC))
    page = NewsPageFactory(parent=page_tree.news, body=stream([("offering", {"page": webinar.pk})]))

    html = client.get(page.url).content.decode()

    assert f'<h3><a href="{webinar.url}">Een code</a></h3>' in html
    assert "donderdag 5 maart 2026, 13.30 – 15.00 uur" in html
    assert "Geweest" in html


@pytest.mark.parametrize(
    "facts", [{"kind": NewsPage.Kind.NEWS}, {"kind": NewsPage.Kind.REPORT, "live": False}], ids=["news", "draft"]
)
def test_announcements_and_drafts_are_no_results(
    page_tree: SimpleNamespace, warmed: Callable[[str], str], facts: dict[str, object]
) -> None:
    webinar = WebinarPageFactory.create(parent=page_tree.agenda)
    NewsPageFactory(parent=page_tree.news, title="Kom ook", offering=webinar, **facts)

    html = warmed(webinar.url)

    assert "Kom ook" not in html
    assert "Verslag en opbrengst" not in html

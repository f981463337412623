"""The list of all news."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from cms.models import AcademySettings, NewsPage
from cms.queries.news_archive import news_archive
from tests.factories.cms import (
    AcademyImageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
)

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def _articles(page_tree: SimpleNamespace, count: int) -> None:
    for number in range(count):
        NewsPageFactory(
            parent=page_tree.news,
            title=f"Bericht {number:02}",
            published_on=dt.date(2026, 1, 1) + dt.timedelta(days=number),
        )


def test_newest_first_twelve_a_page(page_tree: SimpleNamespace, client: Client) -> None:
    _articles(page_tree, 13)

    first = client.get("/nieuws/").content.decode()
    second = client.get("/nieuws/?pagina=2").content.decode()

    assert first.index("Bericht 12") < first.index("Bericht 11")
    assert "Bericht 00" not in first
    assert first.count('<article class="card">') == 12
    assert second.count('<article class="card">') == 1
    assert "Bericht 00" in second
    assert 'href="?pagina=2"' in first


@pytest.mark.parametrize("number", ["0", "99", "onzin", ""])
def test_a_page_that_does_not_exist_shows_the_nearest_one(
    page_tree: SimpleNamespace, client: Client, number: str
) -> None:
    _articles(page_tree, 1)

    response = client.get("/nieuws/", {"pagina": number})

    assert response.status_code == 200
    assert "Bericht 00" in response.content.decode()


def test_an_empty_list_says_what_will_come(page_tree: SimpleNamespace, client: Client) -> None:
    assert "Nog geen nieuws" in client.get("/nieuws/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_11_queries(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        NewsPageFactory(parent=page_tree.news, image=AcademyImageFactory())
    warmed("/nieuws/")

    with django_assert_num_queries(11):
        client.get("/nieuws/")


# The archive ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def archive(page_tree: SimpleNamespace) -> SimpleNamespace:
    """Two articles of 2025 and one of 2026; the first and the last are about craft, the second about authority."""
    craft = ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")
    authority = ThemeFactory.create(name="Gezag", slug="gezag")
    ThemeFactory.create(name="Zonder berichten", slug="leeg")
    for title, day, theme in (
        ("Eerste", dt.date(2025, 3, 1), craft),
        ("Tweede", dt.date(2025, 4, 1), authority),
        ("Derde", dt.date(2026, 1, 1), craft),
    ):
        page = NewsPageFactory(parent=page_tree.news, title=title, published_on=day)
        page.themes.add(theme)
        page.save()
    return SimpleNamespace(craft=craft, authority=authority)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Derde", "Tweede", "Eerste"]),
        ("jaar=2025", ["Tweede", "Eerste"]),
        ("thema=vakmanschap", ["Derde", "Eerste"]),
        ("jaar=2025&thema=vakmanschap", ["Eerste"]),
        ("jaar=2026&thema=gezag", []),
        ("jaar=onzin&thema=onzin", ["Derde", "Tweede", "Eerste"]),
        ("jaar=0000", ["Derde", "Tweede", "Eerste"]),
        ("jaar=٢٠٢٥", ["Derde", "Tweede", "Eerste"]),
    ],
)
def test_by_year_and_theme(archive: SimpleNamespace, page_tree: SimpleNamespace, query: str, titles: list[str]) -> None:
    found = news_archive(page_tree.news, QueryDict(query))

    assert [article.title for article in found.articles] == titles


def test_years_and_themes_are_links_that_say_how_many(archive: SimpleNamespace, page_tree: SimpleNamespace) -> None:
    NewsPageFactory(parent=page_tree.news, live=False, published_on=dt.date(2024, 1, 1))
    years, themes = news_archive(page_tree.news, QueryDict("jaar=2025")).filters

    assert [(one.label, one.url, one.is_active, one.count) for one in years.options] == [
        ("Alle jaren", "?", False, 3),
        ("2026", "?jaar=2026", False, 1),
        ("2025", "?jaar=2025", True, 2),
    ]
    assert [(one.label, one.url, one.is_active, one.count) for one in themes.options] == [
        ("Alle thema’s", "?jaar=2025", True, None),
        ("Gezag", "?jaar=2025&thema=gezag", False, 1),
        ("Vakmanschap", "?jaar=2025&thema=vakmanschap", False, 1),
    ]


def test_a_choice_that_leaves_nothing_offers_everything(
    archive: SimpleNamespace, page_tree: SimpleNamespace, client: Client
) -> None:
    html = client.get("/nieuws/?jaar=2026&thema=gezag").content.decode()

    assert "<h3>Niets gevonden</h3>" in html
    assert '<a class="btn alt" href="/nieuws/">Bekijk alles</a>' in html


# The feed -------------------------------------------------------------------------------------------------------------


def _feed(client: Client, path: str = "/nieuws.atom") -> ElementTree.Element:
    response = client.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)  # noqa: S314  # our own answer


def test_the_feed_holds_what_the_list_shows(
    archive: SimpleNamespace, page_tree: SimpleNamespace, client: Client
) -> None:
    page = client.get("/nieuws/?jaar=2025").content.decode()
    assert 'type="application/atom+xml" title="Nieuws (Atom)" href="/nieuws.atom"' in page
    assert '<a class="more" href="/nieuws.atom?jaar=2025" type="application/atom+xml">' in page

    feed = _feed(client, "/nieuws.atom?jaar=2025")

    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == ["Tweede", "Eerste"]
    (link,) = entries[0].findall("a:link", ATOM)
    assert link.attrib["href"] == "http://localhost/nieuws/tweede/"
    assert entries[0].findtext("a:published", namespaces=ATOM) == "2025-04-01T00:00:00+02:00"
    assert entries[0].findtext("a:summary", namespaces=ATOM) == "Een inleiding."


def test_a_label_stands_before_the_title_in_the_feed(page_tree: SimpleNamespace, client: Client) -> None:
    NewsPageFactory(
        parent=page_tree.news,
        title="Een gesprek",
        disclosure=NewsPage.Disclosure.SPONSORED,
        sponsor=OrganisationFactory.create(name="Hogeschool De Brink"),
    )

    (entry,) = _feed(client).findall("a:entry", ATOM)

    assert entry.findtext("a:title", namespaces=ATOM) == "Gesponsord: Een gesprek"
    assert "Betaald door Hogeschool De Brink." in entry.findtext("a:summary", "", namespaces=ATOM)


def test_the_academy_is_the_author_where_an_article_has_none(page_tree: SimpleNamespace, client: Client) -> None:
    NewsPageFactory(parent=page_tree.news, author=None)

    feed = _feed(client)

    assert feed.findtext("a:author/a:name", namespaces=ATOM) == AcademySettings.objects.get().texts.name
    assert feed.find("a:entry/a:author", ATOM) is None


def test_drafts_and_guarded_articles_are_not_in_the_feed(page_tree: SimpleNamespace, client: Client) -> None:
    NewsPageFactory(parent=page_tree.news, live=False)
    guarded = NewsPageFactory(parent=page_tree.news)
    PageViewRestriction.objects.create(page=guarded, restriction_type=PageViewRestriction.LOGIN)

    assert _feed(client).findall("a:entry", ATOM) == []


def test_without_a_list_there_is_no_feed(page_tree: SimpleNamespace, client: Client) -> None:
    page_tree.news.unpublish()

    assert client.get("/nieuws.atom").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_feed_costs_6_queries(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        NewsPageFactory(parent=page_tree.news, author=PersonFactory.create())
    warmed("/nieuws.atom")

    with django_assert_num_queries(6):
        client.get("/nieuws.atom")

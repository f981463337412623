"""The label of a paid article travels: it stands wherever a reader, a feed reader or another site meets its title."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.models import NewsPage
from tests.factories.cms import (
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    SeriesPageFactory,
    ThemeFactory,
    stream,
)

RunJobs = Callable[..., list[str]]


@pytest.fixture
def site(page_tree: SimpleNamespace, run_jobs: RunJobs) -> SimpleNamespace:
    """A paid article with everything around it that leads to it."""
    theme = ThemeFactory.create(name="Gezag", slug="gezag")
    author = PersonFactory.create(has_page=True)
    project = ProjectPageFactory.create(parent=ProjectIndexPageFactory.create(parent=page_tree.home))
    series = SeriesPageFactory.create(parent=page_tree.news)
    page = NewsPageFactory.create(
        parent=page_tree.news,
        title="Een betaald gesprek",
        published_on=dt.date(2026, 11, 10),
        disclosure=NewsPage.Disclosure.SPONSORED,
        sponsor=OrganisationFactory.create(),
        author=author,
        project=project,
        series=series,
    )
    links = ("links", {"heading": "", "links": [{"page": page.pk, "url": "", "label": ""}]})
    older, newer = (
        NewsPageFactory.create(parent=page_tree.news, published_on=day, series=series, body=stream([links]))
        for day in (dt.date(2026, 11, 9), dt.date(2026, 11, 11))
    )
    pinned = stream([("page", page.pk)])
    programme = ProgrammePageFactory.create(parent=page_tree.programmes, recommended=pinned)
    for one in (page, older, newer, programme):
        one.themes.set([theme])
        one.save()
    SearchPromotion.objects.create(query=Query.get("praten"), page=page)
    run_jobs()
    return SimpleNamespace(
        page=page,
        places={
            "home": page_tree.home.url,
            "news": page_tree.news.url,
            "of a theme": f"{page_tree.news.url}?thema=gezag",
            "series": series.url,
            "project": project.url,
            "author": author.get_absolute_url(),
            "before it": older.url,
            "after it": newer.url,
            "recommended": programme.url,
            "found": "/zoeken/?q=gesprek",
            "found by theme": "/zoeken/?thema=gezag",
            "promoted": "/zoeken/?q=praten",
        },
    )


def test_it_stands_beside_every_link_to_the_article(site: SimpleNamespace, client: Client) -> None:
    places: dict[str, list[list[str]]] = {}
    for place, address in site.places.items():
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        rows = [link.find_parent(["li", "article"]) or link for link in soup.find_all("a", href=site.page.url)]
        places[place] = [[label.get_text() for label in row.find_all(class_="label")] for row in rows]

    assert all(places.values()), places
    assert {place: labels for place, labels in places.items() if any(one != ["Gesponsord"] for one in labels)} == {}


def test_it_travels_to_feeds_and_other_sites(site: SimpleNamespace, client: Client) -> None:
    assert "Gesponsord: Een betaald gesprek" in client.get("/nieuws.atom").content.decode()
    soup = BeautifulSoup(client.get(site.page.url).content, "html.parser")
    described = {str(tag.get("property") or tag.get("name")): str(tag.get("content")) for tag in soup.find_all("meta")}
    assert soup.title is not None
    assert soup.title.get_text(strip=True).startswith("Gesponsord: Een betaald gesprek")
    assert described["og:title"] == "Gesponsord: Een betaald gesprek"
    assert described["og:image:alt"].startswith("Gesponsord. ")

"""A series: the page that lists its articles, and what an article says of it."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from cms.models import NewsPage, SeriesPage
from cms.queries.news import article
from tests.factories.cms import (
    AcademyImageFactory,
    NewsPageFactory,
    OrganisationFactory,
    ProgrammePageFactory,
    SeriesPageFactory,
)
from tests.factories.events import EditionFactory


def _series(page_tree: SimpleNamespace, **facts: Any) -> SeriesPage:
    page: SeriesPage = SeriesPageFactory(parent=page_tree.news, **facts)
    return page


def test_a_series_lists_its_articles_with_their_labels(page_tree: SimpleNamespace, client: Client) -> None:
    series = _series(page_tree, title="Werk in de wijk", logo=AcademyImageFactory(description="Beeldmerk"))
    sponsor = OrganisationFactory.create()
    NewsPageFactory(parent=page_tree.news, title="Erin", series=series, disclosure="sponsored", sponsor=sponsor)
    NewsPageFactory(parent=page_tree.news, title="Erbuiten")

    html = client.get(series.url).content.decode()

    assert "<h1>Werk in de wijk</h1>" in html
    assert 'alt="Beeldmerk"' in html
    assert "Erin" in html
    assert '<p class="label">Gesponsord</p>' in html
    assert "Erbuiten" not in html


def test_an_article_names_its_series_and_stays_within_it(page_tree: SimpleNamespace, client: Client) -> None:
    series = _series(page_tree, title="Werk in de wijk", slug="wijk")
    first, _other, last = (
        NewsPageFactory(parent=page_tree.news, published_on=dt.date(2026, 11, day), series=within)
        for day, within in ((1, series), (2, None), (3, series))
    )

    html = client.get(last.url).content.decode()
    found = article(NewsPage.objects.get(pk=last.pk))

    assert 'Reeks <a href="/nieuws/wijk/">Werk in de wijk</a>' in html
    assert (found.older, found.newer) == (first, None)


def test_a_series_that_is_off_the_site_is_not_named(page_tree: SimpleNamespace, warmed: Callable[[str], str]) -> None:
    series = _series(page_tree, title="Nog niet", live=False)
    page = NewsPageFactory(parent=page_tree.news, series=series)

    assert "Nog niet" not in warmed(page.url)


def test_in_english_a_series_lists_english_articles(page_tree: SimpleNamespace) -> None:
    english = Locale.objects.get(language_code="en")
    series = _series(page_tree, title="Werk in de wijk")
    page = NewsPageFactory(parent=page_tree.news, series=series)
    for one in (page_tree.home, page_tree.news, series, page):
        copy = one.copy_for_translation(english)
        copy.title = f"EN {one.title}"
        copy.save_revision().publish()

    translated = page.get_translation(english)
    listed = Client().get(series.get_translation(english).url)

    assert f"EN {page.title}" in listed.content.decode()
    found = article(NewsPage.objects.get(pk=translated.pk))
    assert found.series
    assert found.series.title == "EN Werk in de wijk"


@pytest.mark.parametrize("count", [1, 30])
def test_a_series_costs_14_queries(
    page_tree: SimpleNamespace,
    warmed: Callable[[str], str],
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    series = _series(page_tree, logo=AcademyImageFactory(), image=AcademyImageFactory())
    for _ in range(count):
        NewsPageFactory(parent=page_tree.news, series=series, image=AcademyImageFactory())
        offering = ProgrammePageFactory.create(parent=page_tree.programmes, series=series, image=AcademyImageFactory())
        EditionFactory.create(offering=offering)
    warmed(series.url)

    with django_assert_num_queries(14):
        client.get(series.url)


def test_a_programme_carries_the_name_and_logo_of_its_series(page_tree: SimpleNamespace, client: Client) -> None:
    series = _series(page_tree, title="Leren langs de Leije", slug="leije", logo=AcademyImageFactory())
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk", series=series)
    ProgrammePageFactory.create(parent=page_tree.programmes, title="Iets anders")

    own = client.get(page.url).content.decode()
    assert '<a href="/nieuws/leije/">Leren langs de Leije</a>' in own
    assert '<p class="kind part-of"><picture>' in own
    html = client.get(series.url).content.decode()
    assert "Programma’s in deze reeks" in html
    assert "Leernetwerk" in html
    assert "Iets anders" not in html
    assert "Nog geen berichten" not in html


def test_a_programme_does_not_name_a_series_that_is_no_longer_there(page_tree: SimpleNamespace, client: Client) -> None:
    series = _series(page_tree, title="Leren langs de Leije")
    page = ProgrammePageFactory.create(parent=page_tree.programmes, series=series)
    series.unpublish()

    html = client.get(page.url).content.decode()

    assert "Leren langs de Leije" not in html
    assert "part-of" not in html

"""A news article: who wrote it, who paid, what to read next."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import NewsPage
from cms.queries.news import article, reading_minutes
from tests.factories.cms import (
    AcademyImageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
    stream,
)


def _article(page_tree: SimpleNamespace, **facts: Any) -> NewsPage:
    page: NewsPage = NewsPageFactory(parent=page_tree.news, **facts)
    return page


def test_an_article_says_who_wrote_it_and_when(page_tree: SimpleNamespace, client: Client) -> None:
    author = PersonFactory.create(
        titles_before="drs.", first_name="Lotte", last_name="Mulder", email="redactie@example.org"
    )
    page = _article(
        page_tree,
        author=author,
        summary=stream([("point", "Acht dagen."), ("point", "De helft uit subsidie.")]),
        body=stream([("heading", "Te gast bij elkaar"), ("text", "<p>De groep komt bij elkaar langs.</p>")]),
    )

    html = client.get(page.url).content.decode()

    assert '<a href="#auteur">drs. Lotte Mulder</a>' in html
    assert '<time datetime="2026-11-19">donderdag 19 november 2026</time>' in html
    assert "Leestijd 1 minuut." in html
    assert "<li>De helft uit subsidie.</li>" in html
    assert "<h2>Te gast bij elkaar</h2>" in html
    assert '<a href="mailto:redactie@example.org">Stuur Lotte een mail</a>' in html


def test_a_report_says_how_many_came(page_tree: SimpleNamespace, client: Client) -> None:
    page = _article(page_tree, kind=NewsPage.Kind.REPORT, attendance=60)

    html = client.get(page.url).content.decode()

    assert "Er waren 60 aanwezigen." in html


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (150, 1), (201, 2), (1000, 5)])
def test_reading_time_counts_200_words_a_minute(page_tree: SimpleNamespace, words: int, minutes: int) -> None:
    page = _article(page_tree, lead="", body=stream([("text", f"<p>{'woord ' * words}</p>")]))

    assert reading_minutes(page) == minutes


def test_a_sponsored_article_says_so_wherever_it_is_listed(page_tree: SimpleNamespace, client: Client) -> None:
    theme = ThemeFactory.create()
    sponsor = OrganisationFactory.create(name="Hogeschool De Brink", website="https://debrink.example/")
    sponsored = _article(
        page_tree,
        title="Een gesprek",
        disclosure=NewsPage.Disclosure.SPONSORED,
        sponsor=sponsor,
        body=stream([("text", '<p>Lees <a href="https://debrink.example/meer">meer</a>.</p>')]),
    )
    sponsored.themes.add(theme)
    sponsored.save()
    other = _article(page_tree, title="Een ander bericht", published_on=dt.date(2026, 11, 18))
    other.themes.add(theme)
    other.save()

    own = client.get(sponsored.url).content.decode()
    assert '<p class="label">Gesponsord</p>' in own
    assert "Betaald door Hogeschool De Brink. De redactie schreef niet mee." in own
    assert '<a rel="sponsored" href="https://debrink.example/meer">' in own
    assert '<a href="https://debrink.example/" rel="sponsored">' in own
    for address in (page_tree.home.url, page_tree.news.url, other.url):
        assert '<p class="label">Gesponsord</p>' in client.get(address).content.decode(), address


def test_links_of_our_own_articles_are_not_called_sponsored(page_tree: SimpleNamespace, client: Client) -> None:
    page = _article(page_tree, body=stream([("text", '<p>Lees <a href="https://example.org/">meer</a>.</p>')]))

    html = client.get(page.url).content.decode()

    assert '<a href="https://example.org/">meer</a>' in html
    assert "sponsored" not in html


@pytest.mark.parametrize(
    ("disclosure", "has_sponsor", "field"),
    [(NewsPage.Disclosure.SPONSORED, False, "sponsor"), (NewsPage.Disclosure.NONE, True, "disclosure")],
)
def test_label_and_sponsor_go_together(
    page_tree: SimpleNamespace, disclosure: str, *, has_sponsor: bool, field: str
) -> None:
    page = NewsPageFactory.build(disclosure=disclosure, sponsor=OrganisationFactory.create() if has_sponsor else None)

    with pytest.raises(ValidationError) as refusal:
        page.clean()

    assert list(refusal.value.message_dict) == [field]


def test_read_on_prefers_the_same_theme_and_then_the_newest(page_tree: SimpleNamespace) -> None:
    theme = ThemeFactory.create()
    page = _article(page_tree, title="Dit")
    old = _article(page_tree, title="Oud, zelfde thema", published_on=dt.date(2020, 1, 1))
    for one in (page, old):
        one.themes.add(theme)
        one.save()
    for day in (1, 2, 3):
        _article(page_tree, title=f"Nieuw {day}", published_on=dt.date(2026, 11, day))

    found = [other.title for other in article(page).related]

    assert found == ["Oud, zelfde thema", "Nieuw 3", "Nieuw 2"]


def test_previous_and_next_follow_the_date_and_then_the_order_of_making(page_tree: SimpleNamespace) -> None:
    first = _article(page_tree, published_on=dt.date(2026, 11, 1))
    second = _article(page_tree, published_on=dt.date(2026, 11, 2))
    third = _article(page_tree, published_on=dt.date(2026, 11, 2))

    assert (article(first).older, article(first).newer) == (None, second)
    assert (article(second).older, article(second).newer) == (first, third)
    assert (article(third).older, article(third).newer) == (second, None)


def test_drafts_are_never_neighbours_or_read_on(page_tree: SimpleNamespace) -> None:
    page = _article(page_tree)
    _article(page_tree, live=False, published_on=dt.date(2026, 11, 20))

    found = article(page)

    assert (list(found.related), found.older, found.newer) == ([], None, None)


def test_an_article_costs_8_queries_however_much_stands_around_it(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    theme = ThemeFactory.create()
    page = _article(page_tree, author=PersonFactory.create(), image=AcademyImageFactory())
    page.themes.add(theme)
    page.save()
    _article(page_tree, published_on=dt.date(2026, 11, 18))
    warmed(page.url)
    with django_assert_num_queries(8):
        client.get(page.url)

    for day in range(1, 31):
        other = _article(page_tree, published_on=dt.date(2026, 10, day))
        other.themes.add(theme, ThemeFactory.create())
        other.save()
    warmed(page.url)
    with django_assert_num_queries(8):
        client.get(page.url)

"""What to read on: chosen by the editor, or alike by theme."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, PageViewRestriction

from cms.models import NewsPage, ProgrammePage, Theme
from cms.queries.news import article
from cms.queries.related import related
from tests.factories.cms import NewsPageFactory, OrganisationFactory, ProgrammePageFactory, ThemeFactory, stream
from tests.factories.events import WebinarPageFactory


def _about(theme: Theme, page: Any) -> Any:
    page.themes.add(theme)
    page.save()
    return page


@pytest.fixture
def programme(page_tree: SimpleNamespace) -> ProgrammePage:
    page: ProgrammePage = _about(ThemeFactory.create(), ProgrammePageFactory(parent=page_tree.programmes, title="Dit"))
    return page


def _pin(page: Any, *pages: Any) -> None:
    page.recommended = stream([("page", other.pk) for other in pages])
    page.save()


def _titles(page: ProgrammePage) -> list[str]:
    return [one.title for one in related(ProgrammePage.objects.get(pk=page.pk))]


def test_pages_of_every_type_that_share_a_theme_newest_first(
    page_tree: SimpleNamespace, programme: ProgrammePage
) -> None:
    theme = programme.themes.get()
    _about(theme, ProgrammePageFactory(parent=page_tree.programmes, title="Zonder datum"))
    _about(theme, NewsPageFactory(parent=page_tree.news, title="Bericht", published_on=dt.date(2026, 1, 1)))
    _about(theme, WebinarPageFactory(parent=page_tree.agenda, title="Webinar"))
    NewsPageFactory(parent=page_tree.news, title="Iets anders")

    assert _titles(programme) == ["Webinar", "Bericht", "Zonder datum"]


def test_what_was_chosen_comes_first_in_that_order(page_tree: SimpleNamespace, programme: ProgrammePage) -> None:
    _about(programme.themes.get(), NewsPageFactory(parent=page_tree.news, title="Alike"))
    first = NewsPageFactory(parent=page_tree.news, title="Eerst", published_on=dt.date(2001, 1, 1))
    second = ProgrammePageFactory(parent=page_tree.programmes, title="Dan")
    _pin(programme, first, second)

    assert _titles(programme) == ["Eerst", "Dan", "Alike"]


def test_nothing_is_shown_twice_and_never_more_than_three(page_tree: SimpleNamespace, programme: ProgrammePage) -> None:
    theme = programme.themes.get()
    pages = [_about(theme, NewsPageFactory(parent=page_tree.news, title=f"B{number}")) for number in range(4)]
    _pin(programme, pages[0])

    assert len(set(_titles(programme))) == len(_titles(programme)) == 3
    assert _titles(programme)[0] == "B0"


def test_what_is_hidden_takes_no_place_of_what_is_shown(page_tree: SimpleNamespace, programme: ProgrammePage) -> None:
    theme = programme.themes.get()
    for day in range(1, 5):
        _about(theme, NewsPageFactory(parent=page_tree.news, title=f"B{day}", published_on=dt.date(2026, 1, day)))
    for day in range(10, 15):
        _about(theme, NewsPageFactory(parent=page_tree.news, live=False, published_on=dt.date(2026, 1, day)))

    assert _titles(programme) == ["B4", "B3", "B2"]


def test_drafts_guarded_pages_and_the_page_itself_are_left_out(
    page_tree: SimpleNamespace, programme: ProgrammePage, client: Client
) -> None:
    draft = NewsPageFactory(parent=page_tree.news, title="Concept", live=False)
    guarded = _about(programme.themes.get(), NewsPageFactory(parent=page_tree.news, title="Achter slot"))
    PageViewRestriction.objects.create(page=guarded, restriction_type=PageViewRestriction.LOGIN)
    _pin(programme, draft, guarded, programme)

    assert _titles(programme) == []
    assert "Lees ook" not in client.get(programme.url).content.decode()


def test_an_article_shows_what_was_chosen_and_fills_up(page_tree: SimpleNamespace) -> None:
    theme = ThemeFactory.create()
    page = _about(theme, NewsPageFactory(parent=page_tree.news, title="Dit"))
    chosen = ProgrammePageFactory(parent=page_tree.programmes, title="Leergang")
    alike = _about(theme, NewsPageFactory(parent=page_tree.news, title="Alike", published_on=dt.date(2020, 1, 1)))
    _pin(page, alike, chosen)
    NewsPageFactory(parent=page_tree.news, title="Nieuwste")

    found = article(NewsPage.objects.get(pk=page.pk)).related

    assert [(one.title, one.kind) for one in found] == [
        ("Alike", "Nieuwsbericht"),
        ("Leergang", "Programma"),
        ("Nieuwste", ""),
    ]


def test_the_label_travels_along(page_tree: SimpleNamespace, programme: ProgrammePage, client: Client) -> None:
    paid = NewsPageFactory(
        parent=page_tree.news, disclosure=NewsPage.Disclosure.PARTNER, sponsor=OrganisationFactory.create()
    )
    _pin(programme, paid)

    assert '<p class="label">Bijdrage van een partner</p>' in client.get(programme.url).content.decode()


def test_a_translation_recommends_translations(page_tree: SimpleNamespace, programme: ProgrammePage) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    other = NewsPageFactory(parent=page_tree.news, title="Bericht")
    untranslated = NewsPageFactory(parent=page_tree.news, title="Alleen Nederlands")
    _pin(programme, untranslated, other)
    translated = [page.copy_for_translation(english, copy_parents=True) for page in (other, programme)]
    for page in translated:
        page.title = f"{page.title} (en)"
        page.save_revision().publish()

    assert [one.title for one in related(ProgrammePage.objects.get(pk=translated[1].pk))] == ["Bericht (en)"]


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_costs_an_article_one_query_more(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    page = NewsPageFactory(parent=page_tree.news)
    _pin(page, *(ProgrammePageFactory(parent=page_tree.programmes) for _number in range(count)))
    warmed(page.url)

    with django_assert_num_queries(8):
        client.get(page.url)


def test_a_webinar_leads_to_what_shares_its_theme(page_tree: SimpleNamespace, client: Client) -> None:
    theme = ThemeFactory.create()
    webinar = _about(theme, WebinarPageFactory(parent=page_tree.agenda, title="Dit"))
    _about(theme, WebinarPageFactory(parent=page_tree.agenda, title="Nog een"))
    _about(theme, ProgrammePageFactory(parent=page_tree.programmes, title="Verdieping"))
    WebinarPageFactory(parent=page_tree.agenda, title="Iets anders")

    html = client.get(webinar.url).content.decode()

    assert [one.title for one in related(webinar)] == ["Nog een", "Verdieping"]
    below = html.partition(">Lees ook</h2>")[2]
    assert "Nog een" in below
    assert "<b>Leergang</b>" in below or "<b>Programma</b>" in below
    assert "Iets anders" not in below


def test_a_webinar_without_anything_alike_says_nothing(page_tree: SimpleNamespace, client: Client) -> None:
    webinar = _about(ThemeFactory.create(), WebinarPageFactory(parent=page_tree.agenda))

    assert "Lees ook" not in client.get(webinar.url).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_a_webinar_asks_once_for_what_is_alike(
    page_tree: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    theme = ThemeFactory.create()
    webinar = _about(theme, WebinarPageFactory(parent=page_tree.agenda))
    for _number in range(count):
        _about(theme, WebinarPageFactory(parent=page_tree.agenda))
    related(webinar)

    with django_assert_num_queries(1):
        assert len(related(webinar)) == min(count, 3)

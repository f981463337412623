import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Locale, Page, Site

from cms.models import AcademySettings, ContentPage, NewsPage
from cms.queries.page_frame import LanguageLink, Link, page_frame
from cms.queries.pages import page_at


@pytest.fixture
def tree(page_tree: SimpleNamespace) -> SimpleNamespace:
    """The fixed pages with two of them in the menu, an article and a privacy page."""
    for page in (page_tree.programmes, page_tree.news):
        page.show_in_menus = True
        page.save()
    page_tree.article = page_tree.news.add_child(
        instance=NewsPage(title="Een leernetwerk", slug="leernetwerk", published_on=dt.date(2026, 11, 19))
    )
    page_tree.privacy = page_tree.home.add_child(instance=ContentPage(title="Privacy", slug="privacy"))
    AcademySettings.for_site(page_tree.site)
    return page_tree


def request(path: str) -> Any:
    made = RequestFactory().get(path, SERVER_NAME="localhost")
    made.user = AnonymousUser()
    return made


def test_a_page_has_menu_crumbs_and_footer(tree: SimpleNamespace) -> None:
    with translation.override("nl"):
        frame = page_frame(request("/nieuws/leernetwerk/"), page=tree.article)
    assert frame is not None
    assert frame.menu == [Link("Nieuws", "/nieuws/", "true"), Link("Opleidingen", "/opleidingen/")]
    assert frame.breadcrumbs == [Link("Home", "/"), Link("Nieuws", "/nieuws/"), Link("Een leernetwerk", "", "page")]
    assert frame.footer == [Link("Privacy", "/privacy/")]
    assert (frame.home_url, frame.canonical_url) == ("/", "http://localhost/nieuws/leernetwerk/")
    assert frame.academy.name == "Vakwerk Academie"


def test_the_menu_marks_the_page_itself(tree: SimpleNamespace) -> None:
    frame = page_frame(request("/nieuws/"), page=tree.news)
    assert frame is not None
    assert [link.current for link in frame.menu] == ["page", ""]


def test_the_home_page_has_no_breadcrumbs(tree: SimpleNamespace) -> None:
    frame = page_frame(request("/"), page=tree.home)
    assert frame is not None
    assert frame.breadcrumbs == []


def test_drafts_stand_nowhere(tree: SimpleNamespace) -> None:
    tree.programmes.unpublish()
    tree.privacy.unpublish()
    frame = page_frame(request("/nieuws/"), page=tree.news)
    assert frame is not None
    assert [link.title for link in frame.menu] == ["Nieuws"]
    assert frame.footer == []


def test_a_screen_brings_its_own_breadcrumbs(tree: SimpleNamespace) -> None:
    with translation.override("nl"):
        frame = page_frame(
            request("/inschrijven/x/"), page=None, breadcrumbs=[("Opleidingen", "/opleidingen/"), ("Aanmelden", "")]
        )
    assert frame is not None
    assert frame.breadcrumbs == [Link("Home", "/"), Link("Opleidingen", "/opleidingen/"), Link("Aanmelden", "", "page")]
    assert [link.current for link in frame.menu] == ["", "true"]


def test_languages_lead_to_the_translation_or_to_the_home_page(tree: SimpleNamespace) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    for page in (tree.home, tree.news):
        page.copy_for_translation(english, copy_parents=True, alias=True)
    Site.clear_site_root_paths_cache()
    with translation.override("nl"):
        news = page_frame(request("/nieuws/"), page=tree.news)
        article = page_frame(request("/nieuws/leernetwerk/"), page=tree.article)
    assert news is not None
    assert article is not None
    assert news.languages == [
        LanguageLink("nl", "Nederlands", "/nieuws/", is_active=True, is_translation=True),
        LanguageLink("en", "English", "/en/nieuws/", is_active=False, is_translation=True),
    ]
    assert [link.url for link in news.alternates] == ["http://localhost/nieuws/", "http://localhost/en/nieuws/"]
    assert article.languages[1] == LanguageLink("en", "English", "/en/", is_active=False, is_translation=False)
    assert [link.code for link in article.alternates] == ["nl"]


def test_an_english_page_has_the_english_menu(tree: SimpleNamespace) -> None:
    english, _created = Locale.objects.get_or_create(language_code="en")
    tree.home.copy_for_translation(english, alias=True)
    translated = tree.news.copy_for_translation(english, alias=True)
    Site.clear_site_root_paths_cache()
    with translation.override("en"):
        frame = page_frame(request("/en/nieuws/"), page=Page.objects.get(pk=translated.pk))
    assert frame is not None
    assert frame.menu == [Link("Nieuws", "/en/nieuws/", "page")]
    assert frame.home_url == "/en/"


@pytest.mark.parametrize("extra", [0, 30])
def test_the_frame_costs_three_queries(
    tree: SimpleNamespace, extra: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(extra):
        tree.home.add_child(instance=ContentPage(title=f"Pagina {number}", slug=f"pagina-{number}", show_in_menus=True))
    Site.get_site_root_paths()
    article = page_at(tree.article.url_path)
    with django_assert_num_queries(3):  # the site, its links, the academy
        frame = page_frame(request("/nieuws/leernetwerk/"), page=article)
    assert frame is not None
    assert len(frame.menu) == 2 + extra


def test_a_request_of_no_site_has_no_frame(tree: SimpleNamespace) -> None:
    Site.objects.all().delete()
    assert page_frame(request("/"), page=None) is None


def test_the_frame_says_whether_this_is_the_demo(tree: SimpleNamespace, settings: Settings) -> None:
    settings.DEMO = True
    frame = page_frame(request("/"), page=tree.home)
    assert frame is not None
    assert frame.is_demo is True

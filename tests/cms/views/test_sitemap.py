"""The sitemap: what anybody may see, in both languages, in a fixed number of queries."""

import datetime as dt
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.factories.cms import ContentPageFactory

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client: Client) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Address -> (last change, [(language, address)])."""
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    found = {}
    for url in ElementTree.fromstring(answer.content).findall("s:url", NAMES):  # noqa: S314  # our own
        links = [(str(link.get("hreflang")), str(link.get("href"))) for link in url.findall("x:link", NAMES)]
        found[url.findtext("s:loc", "", NAMES)] = (url.findtext("s:lastmod", "", NAMES), links)
    return found


def translate(*pages: Page) -> None:
    english = Locale.objects.get(language_code="en")
    for page in pages:
        page.copy_for_translation(english).save_revision().publish()
    Site.clear_site_root_paths_cache()


def test_both_languages_know_each_other(page_tree: SimpleNamespace, client: Client) -> None:
    page_tree.news.save_revision().publish()
    translate(page_tree.home, page_tree.news)
    Page.objects.filter(pk=page_tree.news.pk).update(last_published_at=dt.datetime(2026, 11, 19, 23, 30, tzinfo=dt.UTC))

    found = entries(client)

    root = "http://localhost"
    assert sorted(found) == [
        f"{root}/", f"{root}/agenda/", f"{root}/en/", f"{root}/en/nieuws/", f"{root}/nieuws/", f"{root}/opleidingen/",
    ]  # fmt: skip
    links = [("en", f"{root}/en/nieuws/"), ("nl", f"{root}/nieuws/"), ("x-default", f"{root}/nieuws/")]
    assert found[f"{root}/nieuws/"] == ("2026-11-20", links)  # in the Netherlands it was past midnight
    assert found[f"{root}/en/nieuws/"][1] == links
    assert found[f"{root}/agenda/"] == ("", [])


def test_what_is_not_for_everybody_is_left_out(page_tree: SimpleNamespace, client: Client) -> None:
    guarded = ContentPageFactory(parent=page_tree.home, slug="besloten")
    PageViewRestriction.objects.create(page=guarded, restriction_type=PageViewRestriction.LOGIN)
    ContentPageFactory(parent=guarded, slug="eronder")
    ContentPageFactory(parent=page_tree.home, slug="concept", live=False)
    open_page = ContentPageFactory(parent=page_tree.home, slug="open")
    open_page.create_alias(parent=page_tree.home, update_slug="kopie")

    assert [url for url in entries(client) if url.count("/") > 3] == [
        "http://localhost/nieuws/",
        "http://localhost/opleidingen/",
        "http://localhost/agenda/",
        "http://localhost/open/",
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_4_queries(
    page_tree: SimpleNamespace, client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    pages = [ContentPageFactory(parent=page_tree.home) for _ in range(count)]
    translate(page_tree.home, *pages)
    entries(client)

    with django_assert_num_queries(4):
        client.get("/sitemap.xml")

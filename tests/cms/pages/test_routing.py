"""Which page an address is."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, PageViewRestriction

from cms.queries.pages import family_of, page_at
from tests.factories.cms import ContentPageFactory, NewsPageFactory


def _page(url_path: str) -> Any:
    found = page_at(url_path)
    assert found is not None
    return found


@pytest.mark.parametrize("address", ["/bestaat-niet/", "/nieuws/bestaat-niet/", "/nieuws/concept/"])
def test_what_is_not_published_is_not_found(page_tree: SimpleNamespace, client: Client, address: str) -> None:
    NewsPageFactory(parent=page_tree.news, slug="concept", live=False)

    assert client.get(address).status_code == 404


def test_a_page_below_one_that_was_taken_offline_stays(page_tree: SimpleNamespace, client: Client) -> None:
    above = ContentPageFactory(parent=page_tree.home, slug="over-ons")
    ContentPageFactory(parent=above, slug="team")
    above.live = False
    above.save()

    assert client.get("/over-ons/").status_code == 404
    assert client.get("/over-ons/team/").status_code == 200


def test_an_address_without_its_last_slash_is_sent_on(page_tree: SimpleNamespace, client: Client) -> None:
    assert client.get("/nieuws")["Location"] == "/nieuws/"


def test_what_stands_open_is_known_along_with_the_page(page_tree: SimpleNamespace) -> None:
    above = ContentPageFactory(parent=page_tree.home, slug="deelnemers")
    below = ContentPageFactory(parent=above, slug="materiaal")
    assert _page(below.url_path).is_open_to_all

    PageViewRestriction.objects.create(page=above, restriction_type="password", password="geheim")

    found = _page(below.url_path)
    assert not found.is_open_to_all
    assert found.get_view_restrictions().count() == 1


def test_the_pages_above_and_the_translations_come_along(
    page_tree: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    above = ContentPageFactory(parent=page_tree.home, slug="over-ons")
    below = ContentPageFactory(parent=above, slug="team")
    ContentPageFactory(parent=above, slug="home")
    translation = below.copy_for_translation(english, copy_parents=True)
    translation.save_revision().publish()
    above.live = False
    above.save()

    with django_assert_num_queries(2):
        found = _page(below.url_path)
    with django_assert_num_queries(0):
        family = family_of(found)
    assert [page.pk for page in family] == [page_tree.home.pk, below.pk, translation.pk]
    assert [page.pk for page in family_of(below)] == [page_tree.home.pk, below.pk, translation.pk]


def test_a_copy_is_guarded_as_its_source_is(page_tree: SimpleNamespace, warmed: Callable[[str], str]) -> None:
    source = ContentPageFactory(parent=page_tree.home, title="Bron", slug="bron")
    PageViewRestriction.objects.create(page=source, restriction_type="password", password="geheim")
    copy = source.create_alias(parent=page_tree.home, update_slug="kopie")

    assert not _page(copy.url_path).is_open_to_all
    asked = warmed("/kopie/")
    assert 'type="password"' in asked
    assert "Een alinea." not in asked


def test_a_password_on_a_page_guards_what_lies_below(page_tree: SimpleNamespace, warmed: Callable[[str], str]) -> None:
    article = NewsPageFactory(parent=page_tree.news)
    PageViewRestriction.objects.create(page=page_tree.news, restriction_type="password", password="geheim")

    asked = warmed(article.url)
    assert 'type="password"' in asked
    assert "Een alinea." not in asked


def test_a_page_behind_the_login_sends_one_there(page_tree: SimpleNamespace, client: Client) -> None:
    PageViewRestriction.objects.create(page=page_tree.news, restriction_type="login")

    assert client.get("/nieuws/")["Location"] == "/account/login/?next=/nieuws/"

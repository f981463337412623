"""An editor starts a page: from the first screen, with dates as one types them, and chooses what fits."""

import re
from collections.abc import Callable
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from cms.models import Theme, User
from cms.queries.new_pages import new_pages
from tests.factories.cms import NewsPageFactory, ThemeFactory
from tests.factories.events import ProgrammePageFactory, WebinarPageFactory

LogIn = Callable[[User], Client]
CHOOSER = "/admin/choose-page/"


def test_the_first_screen_leads_to_the_empty_forms(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    client = log_in(editor)
    html = client.get("/admin/").content.decode()

    for path in (
        f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/",
        f"/admin/pages/add/cms/programmepage/{page_tree.programmes.pk}/",
        f"/admin/pages/add/events/webinarpage/{page_tree.agenda.pk}/",
    ):
        assert f'href="{path}"' in html
        assert path in client.get("/admin/hulp/").content.decode()
        assert client.get(path).status_code == 200


def test_who_makes_no_pages_is_offered_none(page_tree: SimpleNamespace, bookkeeper: User, log_in: LogIn) -> None:
    assert new_pages(bookkeeper) == []
    assert "/admin/pages/add/" not in log_in(bookkeeper).get("/admin/").content.decode()


@pytest.mark.parametrize("articles", [1, 20])
def test_the_offer_costs_5_queries(
    page_tree: SimpleNamespace, editor: User, articles: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    NewsPageFactory.create_batch(articles, parent=page_tree.news)
    new_pages(editor)
    with django_assert_num_queries(5):
        assert len(new_pages(User.objects.get(pk=editor.pk))) == 3


def test_a_date_is_shown_as_one_types_it(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    page = WebinarPageFactory.create(parent=page_tree.agenda)
    html = log_in(editor).get(f"/admin/pages/{page.pk}/edit/").content.decode()

    shown = page.starts_at.astimezone().strftime("%d-%m-%Y")
    assert re.search(rf'name="starts_at" value="{shown} [0-9:]{{5}}"', html)
    assert re.search(r"format\W+d-m-Y H:i", unescape(html))
    assert re.search(r"validateOnBlur\W+false", unescape(html))  # else the picker replaces what it cannot read by today


def test_a_new_article_is_of_today(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    """So it is kept by itself as soon as it has a title."""
    html = log_in(editor).get(f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/").content.decode()

    assert f'name="published_on" value="{timezone.localdate():%d-%m-%Y}"' in html


def test_themes_are_ticked_in_the_source_language(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    theme = ThemeFactory.create(name="Gezag")
    theme.copy_for_translation(Locale.objects.get(language_code="en")).save()
    assert Theme.objects.count() == 2
    html = log_in(editor).get(f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/").content.decode()

    assert re.findall(r'<input type="checkbox" name="themes" value="(\d+)"', html) == [str(theme.pk)]


def test_the_chooser_lists_what_fits(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    NewsPageFactory.create(parent=page_tree.news, title="Een bericht")
    ProgrammePageFactory.create(parent=page_tree.programmes, title="Leergang")
    WebinarPageFactory.create(parent=page_tree.agenda, title="Beroepscode")
    client = log_in(editor)

    def titles(**asked: Any) -> list[str]:
        html: str = client.get(CHOOSER, asked).json()["html"]
        return [title for title in ("Een bericht", "Leergang", "Beroepscode") if title in html]

    both = "cms.programmepage,events.webinarpage"
    assert titles(page_type=both) == ["Leergang", "Beroepscode"]
    assert titles(page_type="cms.newspage") == ["Een bericht"]
    # Where any page will do, and where a page is moved to, one walks the tree.
    assert titles() == []
    assert titles(page_type=both, user_perms="move_to") == []

    form = client.get(f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/").content.decode()
    assert "cms.programmepage" in form
    assert "events.webinarpage" in form

"""The checks of a page where editors meet them: in the editor, before publishing, and in the report."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import NewsPage, User
from tests.factories.cms import NewsPageFactory, stream

LogIn = Callable[[User], Client]

WRONG = "<p>Op woensdag 13 december 2026 praten we verder.</p>"
TOLD = "“woensdag 13 december 2026” klopt niet: 13 december 2026 is een zondag."
RELATIVE = "<p>Volgende week praten we verder.</p>"
TOLD_RELATIVE = "“Volgende week” klopt over een tijd niet meer. Schrijf de datum of het jaar op."


def article_form(text: str, **extra: Any) -> dict[str, Any]:
    form: dict[str, Any] = nested_form_data(
        {
            "title": "Een bericht",
            "slug": "een-bericht",
            "kind": "news",
            "published_on": "2026-11-19",
            "lead": "Een inleiding.",
            "summary": streamfield([]),
            "recommended": streamfield([]),
            "body": streamfield([("text", rich_text(text))]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""},
            **extra,
        }
    )
    return form


def edit_address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def checks_address(page: Page) -> str:
    return f"/admin/aandachtspunten/{page.pk}/"


@pytest.fixture
def article(page_tree: SimpleNamespace) -> NewsPage:
    page: NewsPage = NewsPageFactory.create(parent=page_tree.news, slug="een-bericht")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def test_the_editor_shows_them_beside_the_text(article: NewsPage, editor: User, log_in: LogIn) -> None:
    article.body = stream([("text", WRONG)])
    article.save_revision()
    html = log_in(editor).get(edit_address(article)).content.decode()
    assert html.count(TOLD) == 1
    assert "1 aandachtspunt\n" in html
    assert checks_address(article) in html


def test_a_clean_page_shows_none(article: NewsPage, editor: User, log_in: LogIn) -> None:
    html = log_in(editor).get(edit_address(article)).content.decode()
    assert "Geen: de tekst en de gegevens kloppen met elkaar." in html
    assert checks_address(article) not in html


def test_each_automatic_saving_brings_the_list_up_to_date(article: NewsPage, editor: User, log_in: LogIn) -> None:
    client = log_in(editor)
    answer = client.post(edit_address(article), article_form(WRONG), headers={"Accept": "application/json"}).json()
    assert answer["success"] is True
    assert TOLD in answer["html"]
    again = client.post(edit_address(article), article_form("<p>Goed.</p>"), headers={"Accept": "application/json"})
    assert TOLD not in again.json()["html"]
    assert "in de tekst." not in client.get("/admin/").content.decode()  # no message is left for later


def test_after_saving_a_message_says_how_many(article: NewsPage, editor: User, log_in: LogIn) -> None:
    response = log_in(editor).post(edit_address(article), article_form(WRONG + RELATIVE), follow=True)
    assert "2 aandachtspunten in de tekst." in response.content.decode()


def test_a_contradiction_is_shown_before_it_is_published(article: NewsPage, moderator: User, log_in: LogIn) -> None:
    client = log_in(moderator)

    response = client.post(edit_address(article), article_form(WRONG, **{"action-publish": "action-publish"}))

    assert response.status_code == 302
    assert response["Location"] == checks_address(article)
    article.refresh_from_db()
    assert article.body[0].value.source == "<p>Een alinea.</p>"
    assert article.has_unpublished_changes
    html = client.get(checks_address(article)).content.decode()
    assert TOLD in html
    assert "Toch publiceren" in html

    published = client.post(checks_address(article), {"revision": article.latest_revision_id})

    assert published.status_code == 302
    article.refresh_from_db()
    assert "woensdag 13 december 2026" in article.body[0].value.source
    assert not article.has_unpublished_changes


def test_a_hint_does_not_stop_anybody(article: NewsPage, moderator: User, log_in: LogIn) -> None:
    form = article_form(RELATIVE, **{"action-publish": "action-publish"})
    response = log_in(moderator).post(edit_address(article), form, follow=True)
    article.refresh_from_db()
    assert "Volgende week" in article.body[0].value.source
    assert "1 aandachtspunt in de tekst." in response.content.decode()


def test_a_new_page_with_a_contradiction_waits_too(page_tree: SimpleNamespace, moderator: User, log_in: LogIn) -> None:
    client = log_in(moderator)
    form = article_form(WRONG, **{"action-publish": "action-publish"})
    response = client.post(f"/admin/pages/add/cms/newspage/{page_tree.news.pk}/", form)
    page = NewsPage.objects.get(slug="een-bericht")
    assert response["Location"] == checks_address(page)
    assert not page.live
    assert client.get("/nl/nieuws/een-bericht/", follow=True).status_code == 404

    client.post(checks_address(page), {"revision": page.latest_revision_id})

    page.refresh_from_db()
    assert page.live


def test_a_draft_that_changed_meanwhile_is_shown_again(article: NewsPage, moderator: User, log_in: LogIn) -> None:
    article.body = stream([("text", WRONG)])
    seen = article.save_revision()
    article.body = stream([("text", WRONG + RELATIVE)])
    article.save_revision()
    client = log_in(moderator)
    response = client.post(checks_address(article), {"revision": seen.pk}, follow=True)
    assert "Iemand wijzigde de pagina intussen." in response.content.decode()
    assert TOLD_RELATIVE in response.content.decode()
    article.refresh_from_db()
    assert article.body[0].value.source == "<p>Een alinea.</p>"


def test_who_may_not_publish_sees_but_cannot(article: NewsPage, editor: User, bookkeeper: User, log_in: LogIn) -> None:
    article.body = stream([("text", WRONG)])
    revision = article.save_revision()
    client = log_in(editor)
    assert "Toch publiceren" not in client.get(checks_address(article)).content.decode()
    client.post(checks_address(article), {"revision": revision.pk})
    log_in(bookkeeper).post(checks_address(article), {"revision": revision.pk})
    article.refresh_from_db()
    assert article.body[0].value.source == "<p>Een alinea.</p>"
    refused = log_in(bookkeeper).get(checks_address(article))
    assert refused.status_code == 302


def test_a_planned_page_is_planned(article: NewsPage, moderator: User, log_in: LogIn) -> None:
    article.body = stream([("text", WRONG)])
    article.go_live_at = dt.datetime(2048, 1, 1, tzinfo=dt.UTC)
    revision = article.save_revision()
    client = log_in(moderator)
    assert "Toch inplannen" in client.get(checks_address(article)).content.decode()
    response = client.post(checks_address(article), {"revision": revision.pk}, follow=True)
    assert "is ingepland." in response.content.decode()
    revision.refresh_from_db()
    assert revision.approved_go_live_at == article.go_live_at


@pytest.mark.parametrize("count", [1, 30])
def test_the_report_asks_as_much_for_any_number_of_pages(
    page_tree: SimpleNamespace,
    editor: User,
    log_in: LogIn,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        body = stream([("text", RELATIVE if number else WRONG)])
        NewsPageFactory.create(parent=page_tree.news, body=body, title=f"Bericht nummer {number}")
    client = log_in(editor)
    client.get("/admin/reports/aandachtspunten/")
    with django_assert_num_queries(24):
        html = client.get("/admin/reports/aandachtspunten/").content.decode()
    assert html.count(TOLD) == 1
    assert html.count(TOLD_RELATIVE) == count - 1
    assert html.find(TOLD_RELATIVE) == -1 or html.index(TOLD) < html.index(TOLD_RELATIVE)


def test_the_report_is_for_who_may_change_pages(page_tree: SimpleNamespace, bookkeeper: User, log_in: LogIn) -> None:
    assert log_in(bookkeeper).get("/admin/reports/aandachtspunten/").status_code == 302

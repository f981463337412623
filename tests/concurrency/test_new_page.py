"""The editor saves a new page by itself while its author presses a button: two requests, and one page."""

from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from wagtail.admin.viewsets.pages import base_page_viewset, page_viewset_registry
from wagtail.models import Locale, Page

from cms.models import NewsPage, User
from tests.cms.admin.test_checks import article_form
from tests.concurrency.rush import rush

pytestmark = pytest.mark.django_db(transaction=True)

LogIn = Callable[[User], Client]
PUBLISH: dict[str, Any] = {"action-publish": "action-publish"}


@pytest.fixture
def news(page_tree: SimpleNamespace) -> Page:
    Locale.objects.get_or_create(language_code="nl")  # a test that commits leaves empty tables behind
    return page_tree.news


def address(news: Page) -> str:
    return f"/admin/pages/add/cms/newspage/{news.pk}/"


def form_key(client: Client, news: Page) -> str:
    """What the form of a new page carries, by which its requests are known."""
    key: str = client.get(address(news)).context["new_page"]
    return key


def form(text: str, key: str, **typed: Any) -> dict[str, Any]:
    return article_form(f"<p>{text}</p>", new_page=key, **typed)


def text_of(page: NewsPage) -> str:
    return strip_tags(page.body[0].value.source)


def test_the_button_goes_on_with_the_page_that_was_saved_by_itself(news: Page, moderator: User, log_in: LogIn) -> None:
    client = log_in(moderator)
    key = form_key(client, news)

    with rush(news, address(news), client) as requests:
        saved = requests.send(form("Half", key, title="Een ber", slug="een-ber"), by_itself=True)
        published = requests.send(form("Heel", key, **PUBLISH))

    assert saved.result().json()["success"] is True
    assert published.result().status_code == 302
    page = NewsPage.objects.get()
    assert (page.live, page.title, page.slug, text_of(page)) == (True, "Een bericht", "een-bericht", "Heel")
    assert not page.has_unpublished_changes


def test_what_was_sent_earlier_and_comes_later_overwrites_nothing(news: Page, moderator: User, log_in: LogIn) -> None:
    client = log_in(moderator)
    key = form_key(client, news)

    with rush(news, address(news), client) as requests:
        published = requests.send(form("Heel", key, **PUBLISH))
        saved = requests.send(form("Half", key), by_itself=True)

    assert published.result().status_code == 302
    assert saved.result().status_code == 400
    assert saved.result().json()["error_code"] == "invalid_revision"
    page = NewsPage.objects.get()
    assert (page.live, text_of(page), page.revisions.count()) == (True, "Heel", 1)
    assert not page.has_unpublished_changes


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(news: Page, moderator: User, log_in: LogIn) -> None:
    client = log_in(moderator)
    key = form_key(client, news)

    with rush(news, address(news), client) as requests:
        requests.send(form("Half", key), by_itself=True)
        published = requests.send(form("Heel", key, published_on="geen datum", **PUBLISH))

    page = NewsPage.objects.get()
    response = published.result()
    assert response.status_code == 200
    assert response.context["action_url"] == f"/admin/pages/{page.pk}/edit/"
    assert strip_tags(response.context["form"]["body"].value()[0].value.source) == "Heel"
    assert not page.live


def test_colleagues_with_one_slug_are_told_so(news: Page, moderator: User, log_in: LogIn) -> None:
    client = log_in(moderator)
    forms = {text: form_key(client, news) for text in ("Een", "Ander")}

    with rush(news, address(news), client) as requests:
        sent = [requests.send(form(text, key, **PUBLISH)) for text, key in forms.items()]

    assert Counter(each.result().status_code for each in sent) == {302: 1, 200: 1}
    assert NewsPage.objects.count() == 1


def test_the_twin_without_the_guard_fails(
    news: Page, moderator: User, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(page_viewset_registry.values_by_class, Page, base_page_viewset)
    client = log_in(moderator)

    with rush(news, address(news), client) as requests:
        saved = requests.send(form("Half", "1"), by_itself=True)
        published = requests.send(form("Heel", "1", **PUBLISH))

    assert Counter([saved.result().status_code, published.result().status_code]) == {200: 1, 500: 1}

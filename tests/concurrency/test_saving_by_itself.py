"""The editor saves a page by itself while somebody publishes or approves it: it stays on the site."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from wagtail.admin.viewsets.pages import base_page_viewset, page_viewset_registry
from wagtail.models import Locale, Page, Workflow

from cms.models import NewsPage, User
from tests.cms.admin.test_checks import article_form
from tests.concurrency.rush import rush
from tests.factories.cms import NewsPageFactory

pytestmark = pytest.mark.django_db(transaction=True)

LogIn = Callable[[User], Client]
PUBLISH: dict[str, Any] = {"action-publish": "action-publish"}
APPROVE: dict[str, Any] = {"action-workflow-action": "true", "workflow-action-name": "approve"}


@pytest.fixture
def draft(page_tree: SimpleNamespace, editor: User) -> NewsPage:
    Locale.objects.get_or_create(language_code="nl")  # a test that commits leaves empty tables behind
    page: NewsPage = NewsPageFactory.create(parent=page_tree.news, title="Een bericht", slug="een-bericht", live=False)
    page.save_revision(user=editor)
    return page


def form(page: NewsPage, text: str = "Een zin.") -> dict[str, Any]:
    """What the editor sends of the page as it was opened."""
    loaded = page.get_latest_revision()
    return article_form(
        f"<p>{text}</p>", loaded_revision_id=loaded.pk, loaded_revision_created_at=loaded.created_at.isoformat()
    )


def address(page: NewsPage) -> str:
    return f"/admin/pages/{page.pk}/edit/"


@pytest.mark.parametrize("button", [PUBLISH, APPROVE], ids=["publish", "approve"])
def test_what_is_saved_by_itself_after_a_button_changes_nothing(
    draft: NewsPage, editor: User, moderator: User, log_in: LogIn, button: dict[str, Any]
) -> None:
    if button is APPROVE:
        Workflow.objects.get_or_create(name="Eindredactie")[0].start(draft, editor)
    typed = form(draft)

    with rush(draft, address(draft), log_in(moderator)) as requests:
        pressed = requests.send(typed | button)
        saved = requests.send(typed | (button if button is APPROVE else {}), by_itself=True)

    assert pressed.result().status_code == 302
    assert saved.result().json()["error_code"] == "invalid_revision"
    page = NewsPage.objects.get()
    assert (page.live, page.has_unpublished_changes) == (True, False)


def test_what_is_saved_by_itself_before_a_button_is_published_with_it(
    draft: NewsPage, moderator: User, log_in: LogIn
) -> None:
    typed = form(draft)

    with rush(draft, address(draft), log_in(moderator)) as requests:
        saved = requests.send(form(draft, "Half."), by_itself=True)
        pressed = requests.send(typed | PUBLISH)

    assert saved.result().json()["success"] is True
    assert pressed.result().status_code == 302
    page = NewsPage.objects.get()
    assert (page.live, page.has_unpublished_changes, strip_tags(page.body[0].value.source)) == (True, False, "Een zin.")


def test_a_page_that_is_published_meanwhile_stays_on_the_site(draft: NewsPage, moderator: User, log_in: LogIn) -> None:
    assert _published_while_it_is_saved(draft, log_in(moderator)).live


def test_the_twin_without_the_guard_takes_it_off(
    draft: NewsPage, moderator: User, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(page_viewset_registry.values_by_class, Page, base_page_viewset)
    assert not _published_while_it_is_saved(draft, log_in(moderator)).live


def _published_while_it_is_saved(draft: NewsPage, client: Client) -> NewsPage:
    typed = form(draft)
    with rush(draft, address(draft), client) as requests:
        saved = requests.send(typed, by_itself=True)
        draft.get_latest_revision().publish()
    assert saved.result().json()["success"] is True
    page: NewsPage = NewsPage.objects.get()
    return page

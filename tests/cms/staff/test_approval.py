"""Who approves a page with a contradiction in it looks first, in the editor and on the first screen of the admin."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, Workflow

from cms.models import NewsPage, User
from tests.cms.admin.test_checks import RELATIVE, TOLD, WRONG, article_form
from tests.factories.cms import NewsPageFactory, stream

LogIn = Callable[[User], Client]
ASKED = "De pagina is nog niet goedgekeurd."


@pytest.fixture
def submit(page_tree: SimpleNamespace, editor: User) -> Callable[[str], NewsPage]:
    """A function that makes an article with this text that waits to be approved."""

    def submit(text: str) -> NewsPage:
        page: NewsPage = NewsPageFactory.create(
            parent=page_tree.news, slug="een-bericht", live=False, body=stream([("text", text)])
        )
        page.save_revision(user=editor)
        Workflow.objects.get(name="Eindredactie").start(page, editor)
        return page

    return submit


def address(page: NewsPage, action: str = "approve") -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, page.current_workflow_task_state.pk])


def confirmed(page: NewsPage, **extra: Any) -> dict[str, Any]:
    return {"revision": page.get_latest_revision().pk, **extra}


def test_on_the_first_screen(submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn) -> None:
    page = submit(WRONG)
    client = log_in(moderator)

    response = client.post(address(page), {"next": "/admin/", "comment": "Mooi stuk"})

    html = response.content.decode()
    assert response.status_code == 200
    assert TOLD in html
    assert ASKED in html
    assert not NewsPage.objects.get().live
    sent = client.post(address(page), confirmed(page, comment="Mooi stuk", next="/admin/"), follow=True)
    assert sent.redirect_chain == [("/admin/", 302)]
    assert f"“{page.title}” is goedgekeurd." in sent.content.decode()
    assert NewsPage.objects.get().live
    assert TaskState.objects.get().comment == "Mooi stuk"


def test_a_hint_does_not_stop_anybody(submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn) -> None:
    page = submit(RELATIVE)
    log_in(moderator).post(address(page))
    assert NewsPage.objects.get().live


def test_asking_for_changes_goes_on(submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn) -> None:
    page = submit(WRONG)
    log_in(moderator).post(address(page, "reject"), {"comment": "Kijk naar de datum"})
    assert TaskState.objects.get().status == TaskState.STATUS_REJECTED
    assert not NewsPage.objects.get().live


def test_in_the_modal_with_a_comment(submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn) -> None:
    page = submit(WRONG)
    client = log_in(moderator)

    answer = client.post(
        address(page), {"comment": "Mooi <stuk>"}, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()

    assert answer["step"] == "action"
    assert TOLD in answer["html"]
    assert f'action="{address(page)}"' in answer["html"]
    assert '<input type="hidden" name="comment" value="Mooi &lt;stuk&gt;">' in answer["html"]
    assert not NewsPage.objects.get().live


def test_in_the_editor_what_was_typed_is_kept(
    submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn
) -> None:
    page = submit("<p>Goed.</p>")
    client = log_in(moderator)
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    comment = {"workflow-action-extra-data": json.dumps({"comment": "Mooi stuk"})}

    response = client.post(f"/admin/pages/{page.pk}/edit/", article_form(WRONG, **action, **comment))

    assert response.status_code == 200
    html = response.content.decode()
    assert TOLD in html
    assert f'action="{address(page)}"' in html
    assert '<input type="hidden" name="comment" value="Mooi stuk">' in html
    assert f'<input type="hidden" name="next" value="/admin/pages/{page.get_parent().pk}/">' in html
    page.refresh_from_db()
    assert not page.live
    assert "woensdag 13 december 2026" in page.get_latest_revision_as_object().body[0].value.source
    client.post(address(page), confirmed(page))
    assert "woensdag 13 december 2026" in NewsPage.objects.get(live=True).body[0].value.source


def test_in_the_editor_without_contradictions(
    submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn
) -> None:
    page = submit(WRONG)
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    log_in(moderator).post(f"/admin/pages/{page.pk}/edit/", article_form("<p>Goed.</p>", **action))
    assert "Goed." in NewsPage.objects.get(live=True).body[0].value.source


def test_a_text_that_changed_meanwhile_is_shown_again(
    submit: Callable[[str], NewsPage], moderator: User, log_in: LogIn
) -> None:
    page = submit(WRONG)
    seen = confirmed(page)
    page.body = stream([("text", WRONG + RELATIVE)])
    page.save_revision()

    html = log_in(moderator).post(address(page), seen).content.decode()

    assert ASKED in html
    assert not NewsPage.objects.get().live


def test_who_may_not_approve_cannot(submit: Callable[[str], NewsPage], editor: User, log_in: LogIn) -> None:
    page = submit(WRONG)
    log_in(editor).post(address(page), confirmed(page))
    assert not NewsPage.objects.get().live

"""The report of translations, and the panel that tells what lags behind."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from cms.models import NewsPage, User
from tests.factories.cms import NewsPageFactory, ThemeFactory
from tests.factories.events import local

LogIn = Callable[[User], Client]
REPORT = "/admin/reports/vertalingen/"


@pytest.fixture
def page(page_tree: SimpleNamespace) -> NewsPage:
    """An article of which the Dutch changed on 5 November, after its English was published."""
    english = Locale.objects.get(language_code="en")
    with time_machine.travel(local(2026, 11, 1, 12), tick=False) as clock:
        for above in (page_tree.home, page_tree.news):
            above.copy_for_translation(english).save_revision().publish()
        found: NewsPage = NewsPageFactory(parent=page_tree.news, title="Een netwerk")
        found.save_revision().publish()
        found.copy_for_translation(english).save_revision().publish()
        clock.move_to(local(2026, 11, 5, 12))
        found.lead = "Een andere inleiding."
        found.save_revision().publish()
    return found


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_it_tells_what_changed_and_leads_there(page: NewsPage, editor: User, log_in: LogIn) -> None:
    shown = text(log_in(editor), f"{REPORT}?state=behind")

    target = page.get_translation(Locale.objects.get(language_code="en"))
    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[target.pk])}">Een netwerk</a>' in shown
    assert "loopt achter" in shown
    assert "inleiding" in shown
    assert "Vertaling openen" in shown
    assert "Wijzigingen overnemen" not in shown  # translated by hand: nothing to hand over


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("state=behind", {"Een netwerk"}),
        ("state=missing&kind=cms.theme", {"Vakmanschap"}),
        ("state=missing&title=AGEN", {"Agenda"}),
        ("kind=cms.newspage&language=en", {"Een netwerk"}),
        ("state=draft", set()),
    ],
)
def test_it_filters(page: NewsPage, editor: User, log_in: LogIn, asked: str, titles: set[str]) -> None:
    ThemeFactory.create(name="Vakmanschap")
    response = log_in(editor).get(f"{REPORT}?{asked}")

    assert {row.title for row in response.context["object_list"]} == titles


def test_its_filters_are_these(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    filters = log_in(editor).get(REPORT).context["filters"]

    assert list(filters.form.fields) == ["state", "kind", "language", "title"]


def test_what_is_missing_leads_to_where_it_starts(page_tree: SimpleNamespace, editor: User, log_in: LogIn) -> None:
    theme = ThemeFactory.create(name="Vakmanschap")
    shown = text(log_in(editor), REPORT)

    assert f'href="{reverse("wagtail_localize:submit_page_translation", args=[page_tree.agenda.pk])}"' in shown
    assert f'href="{reverse("wagtail_localize:submit_snippet_translation", args=["cms", "theme", theme.pk])}"' in shown


def test_it_can_be_taken_along(page: NewsPage, editor: User, log_in: LogIn) -> None:
    response = log_in(editor).get(f"{REPORT}?state=behind&export=csv")

    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="vertalingen.csv"'
    assert lines[1].startswith("Een netwerk,Nieuwsbericht,en,behind,2026-11-05")


def test_it_stands_in_the_menu_instead_of_that_of_the_package(
    page_tree: SimpleNamespace, editor: User, bookkeeper: User, log_in: LogIn
) -> None:
    shown = text(log_in(editor), "/admin/")
    assert REPORT in shown
    assert reverse("wagtail_localize:translations_report") not in shown
    assert REPORT not in text(log_in(bookkeeper), "/admin/")
    assert log_in(bookkeeper).get(REPORT).status_code == 302


def test_the_first_screen_tells_what_lags_behind(page: NewsPage, editor: User, bookkeeper: User, log_in: LogIn) -> None:
    shown = text(log_in(editor), "/admin/")
    assert "Vertalingen die achterlopen" in shown
    assert "nieuwsbericht, sinds 5 november 2026: inleiding" in shown
    assert "Vertalingen die achterlopen" not in text(log_in(bookkeeper), "/admin/")

    page.get_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    assert "Vertalingen die achterlopen" not in text(log_in(editor), "/admin/")


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_however_long(
    page_tree: SimpleNamespace,
    editor: User,
    log_in: LogIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        NewsPageFactory(parent=page_tree.news)
        ThemeFactory.create()
    client = log_in(editor)
    client.get(REPORT)

    with django_assert_num_queries(25):
        client.get(REPORT)

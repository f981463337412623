"""The report of imports: what became of each article and what is left to do."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import ImportRecord, NewsPage, User

LIST = "/admin/reports/imports/"


def _import(folder: Path, *titles: str) -> None:
    folder.mkdir(exist_ok=True)
    for title in titles:
        (folder / f"2017-08-01-{title}.txt").write_text(f"Skip to main content\n\n{title}\n\nOver {title}.")
    with pytest.raises(CommandError):
        call_command("import_content", str(folder))


def test_each_article_with_its_state_and_what_is_left_to_do(
    page_tree: SimpleNamespace,
    tmp_path: Path,
    editor: User,
    log_in: Callable[[User], Client],
    capsys: pytest.CaptureFixture[str],
) -> None:
    _import(tmp_path / "oud", "Balk", "Beitel", "Schaaf", "Zaag")
    edited, published, removed = (NewsPage.objects.get(title=title) for title in ("Beitel", "Schaaf", "Zaag"))
    edited.save_revision(clean=False)
    published.get_latest_revision().publish()
    removed.delete()

    text = " ".join(log_in(editor).get(LIST).content.decode().split())

    for state in ("nog niet bekeken", "in bewerking", "gepubliceerd", "verwijderd"):
        assert text.count(f"{state} </span>") == 1, state
    assert text.count("<li>Dit lijkt tekst van een menu: “Skip to main content”.</li>") == 4
    assert f'href="/admin/pages/{edited.pk}/edit/"' in text
    assert "oud/2017-08-01-Zaag.txt" in text


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_16_queries(
    page_tree: SimpleNamespace,
    tmp_path: Path,
    editor: User,
    log_in: Callable[[User], Client],
    django_assert_num_queries: DjangoAssertNumQueries,
    capsys: pytest.CaptureFixture[str],
    count: int,
) -> None:
    _import(tmp_path / "oud", *(f"Bericht {number}" for number in range(count)))
    client = log_in(editor)
    client.get(LIST)

    with django_assert_num_queries(16):
        response = client.get(LIST)

    assert response.content.decode().count("nog niet bekeken") == count
    assert ImportRecord.objects.count() == count


def test_finance_does_not_see_it(
    page_tree: SimpleNamespace, bookkeeper: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(bookkeeper)
    assert client.get(LIST).status_code == 302
    assert LIST not in client.get("/admin/").content.decode()

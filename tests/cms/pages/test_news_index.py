"""The list of all news."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.cms import AcademyImageFactory, NewsPageFactory


def _articles(page_tree: SimpleNamespace, count: int) -> None:
    for number in range(count):
        NewsPageFactory(
            parent=page_tree.news,
            title=f"Bericht {number:02}",
            published_on=dt.date(2026, 1, 1) + dt.timedelta(days=number),
        )


def test_newest_first_twelve_a_page(page_tree: SimpleNamespace, client: Client) -> None:
    _articles(page_tree, 13)

    first = client.get("/nieuws/").content.decode()
    second = client.get("/nieuws/?pagina=2").content.decode()

    assert first.index("Bericht 12") < first.index("Bericht 11")
    assert "Bericht 00" not in first
    assert first.count('<article class="card">') == 12
    assert second.count('<article class="card">') == 1
    assert "Bericht 00" in second
    assert 'href="?pagina=2"' in first


@pytest.mark.parametrize("number", ["0", "99", "onzin", ""])
def test_a_page_that_does_not_exist_shows_the_nearest_one(
    page_tree: SimpleNamespace, client: Client, number: str
) -> None:
    _articles(page_tree, 1)

    response = client.get("/nieuws/", {"pagina": number})

    assert response.status_code == 200
    assert "Bericht 00" in response.content.decode()


def test_an_empty_list_says_what_will_come(page_tree: SimpleNamespace, client: Client) -> None:
    assert "Nog geen nieuws" in client.get("/nieuws/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_8_queries(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        NewsPageFactory(parent=page_tree.news, image=AcademyImageFactory())
    warmed("/nieuws/")

    with django_assert_num_queries(8):
        client.get("/nieuws/")

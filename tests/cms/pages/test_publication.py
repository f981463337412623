"""A publication: what it is, and how to get it."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import PublicationIndexPage
from tests.factories.cms import (
    AcademyImageFactory,
    DocumentFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    ThemeFactory,
    stream,
)


@pytest.fixture
def publications(page_tree: SimpleNamespace) -> PublicationIndexPage:
    index: PublicationIndexPage = PublicationIndexPageFactory(parent=page_tree.home)
    return index


def _authors(*people: Any) -> list[dict[str, Any]]:
    return stream([("person", {"person": person.pk, "role": "auteur", "function": ""}) for person in people])


def test_a_publication_says_what_it_is_and_how_to_get_it(publications: PublicationIndexPage, client: Client) -> None:
    document = DocumentFactory.create()
    page = PublicationPageFactory(
        parent=publications,
        title="Ruimte voor het vak",
        published_on=dt.date(2026, 3, 5),
        commissioner=OrganisationFactory.create(name="Fonds Vernieuwend Werken"),
        publisher="De Brink Pers",
        isbn="978-90-0000-000-0",
        pages=96,
        document=document,
        order_url="https://winkel.example/ruimte",
        authors=_authors(PersonFactory.create(first_name="Marijn", last_name="Smit")),
    )

    html = client.get(page.url).content.decode().replace("\xa0", " ")

    assert "<h1>Ruimte voor het vak</h1>" in html
    assert f'<a class="btn" href="{document.url}" download>Downloaden (PDF, 402,3 KB)</a>' in html
    assert '<a class="btn alt" href="https://winkel.example/ruimte">Bestel deze uitgave</a>' in html
    for fact in ("5 maart 2026", "Fonds Vernieuwend Werken", "De Brink Pers", "978-90-0000-000-0", "96 pagina’s"):
        assert fact in html
    assert "Marijn Smit" in html


def test_without_a_file_ordering_is_the_first_button(publications: PublicationIndexPage, client: Client) -> None:
    page = PublicationPageFactory(parent=publications, order_url="https://winkel.example/ruimte")

    html = client.get(page.url).content.decode()

    assert '<a class="btn" href="https://winkel.example/ruimte">' in html
    assert "Downloaden" not in html


def test_the_list_has_the_newest_first(publications: PublicationIndexPage, client: Client) -> None:
    for year in (2024, 2026, 2025):
        PublicationPageFactory(parent=publications, title=f"Boek van {year}", published_on=dt.date(year, 1, 1))
    PublicationPageFactory(parent=publications, title="Concept", live=False)

    html = client.get(publications.url).content.decode()

    places = [html.index(f"Boek van {year}</a>") for year in (2026, 2025, 2024)]
    assert places == sorted(places)
    assert "Concept" not in html


@pytest.mark.parametrize("count", [1, 30])
def test_a_publication_costs_11_queries(
    page_tree: SimpleNamespace,
    publications: PublicationIndexPage,
    warmed: Callable[[str], str],
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    projects = ProjectIndexPageFactory(parent=page_tree.home)
    funders = stream([("funder", OrganisationFactory.create().pk) for _ in range(count)])
    page = PublicationPageFactory(
        parent=publications,
        image=AcademyImageFactory(),
        document=DocumentFactory.create(),
        commissioner=OrganisationFactory.create(),
        authors=_authors(*(PersonFactory.create(photo=AcademyImageFactory()) for _ in range(count))),
        project=ProjectPageFactory(parent=projects, funders=funders),
    )
    page.themes.set(ThemeFactory.create() for _ in range(count))
    page.save()
    warmed(page.url)

    with django_assert_num_queries(11):
        client.get(page.url)


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_8_queries(
    publications: PublicationIndexPage,
    warmed: Callable[[str], str],
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        PublicationPageFactory(parent=publications, image=AcademyImageFactory())
    warmed(publications.url)

    with django_assert_num_queries(8):
        client.get(publications.url)

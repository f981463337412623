"""A project: everything that belongs to it, and the funders that each of its pages names."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import ProjectIndexPage, ProjectPage
from tests.factories.cms import (
    AcademyImageFactory,
    NewsPageFactory,
    OrganisationFactory,
    ProjectIndexPageFactory,
    ProjectPageFactory,
    PublicationIndexPageFactory,
    PublicationPageFactory,
    stream,
)
from tests.factories.events import EditionFactory, ProgrammePageFactory, WebinarPageFactory


@pytest.fixture
def projects(page_tree: SimpleNamespace) -> ProjectIndexPage:
    index: ProjectIndexPage = ProjectIndexPageFactory(parent=page_tree.home)
    return index


def _funders(*names: str) -> list[dict[str, Any]]:
    return stream([("funder", OrganisationFactory.create(name=name).pk) for name in names])


def test_a_project_groups_what_came_of_it(
    page_tree: SimpleNamespace, projects: ProjectIndexPage, client: Client
) -> None:
    publications = PublicationIndexPageFactory(parent=page_tree.home)
    partner = OrganisationFactory.create(name="Gemeente Merwestein")
    project = ProjectPageFactory(
        parent=projects,
        title="Goed werk in de wijk",
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2027, 6, 30),
        funders=_funders("Fonds Vernieuwend Werken"),
        partners=stream([("partner", {"organisation": partner.pk, "role": "deelnemer", "receives": ""})]),
    )
    NewsPageFactory(parent=page_tree.news, title="Het bericht", project=project)
    NewsPageFactory(parent=page_tree.news, title="Iets anders")
    PublicationPageFactory(parent=publications, title="Het boek", project=project)
    EditionFactory.create(
        offering=ProgrammePageFactory.create(parent=page_tree.programmes, title="De leergang", project=project)
    )
    WebinarPageFactory.create(parent=page_tree.agenda, title="Het webinar", project=project)

    html = client.get(project.url).content.decode()

    assert "januari 2026 t/m juni 2027" in html
    for found in ("Het bericht", "Het boek", "De leergang", "Het webinar", "Plaatsen vrij"):
        assert found in html
    for heading in ("Nieuwsberichten", "Publicaties", "Programma’s", "Webinars"):
        assert f">{heading}</h2>" in html
    assert "Fonds Vernieuwend Werken" in html
    assert "<small>deelnemer</small>" in html
    assert "Iets anders" not in html


def test_every_page_of_a_project_names_its_funders(
    page_tree: SimpleNamespace, projects: ProjectIndexPage, client: Client
) -> None:
    project = ProjectPageFactory(
        parent=projects, title="De wijk", slug="wijk", funders=_funders("Fonds A", "Fonds B", "C")
    )
    publications = PublicationIndexPageFactory(parent=page_tree.home)
    pages = [
        NewsPageFactory(parent=page_tree.news, project=project),
        PublicationPageFactory(parent=publications, project=project),
        ProgrammePageFactory.create(parent=page_tree.programmes, project=project),
        WebinarPageFactory.create(parent=page_tree.agenda, project=project),
    ]

    for page in pages:
        html = " ".join(client.get(page.url).content.decode().split())
        assert 'Dit hoort bij het project <a href="/projecten/wijk/">De wijk</a>.' in html, page
        assert "Mede mogelijk gemaakt door Fonds A, Fonds B en C." in html, page


def test_a_project_that_is_off_the_site_is_not_named(
    page_tree: SimpleNamespace, projects: ProjectIndexPage, warmed: Callable[[str], str]
) -> None:
    project = ProjectPageFactory(parent=projects, title="De wijk", live=False)
    page = NewsPageFactory(parent=page_tree.news, project=project)

    assert "De wijk" not in warmed(page.url)


@pytest.mark.django_db
def test_a_project_does_not_end_before_it_begins() -> None:
    project = ProjectPage(title="De wijk", starts_on=dt.date(2026, 2, 1), ends_on=dt.date(2026, 1, 1))

    with pytest.raises(ValidationError) as refused:
        project.clean()

    assert list(refused.value.message_dict) == ["ends_on"]


@pytest.mark.parametrize("count", [1, 30])
def test_a_project_costs_17_queries(
    page_tree: SimpleNamespace,
    projects: ProjectIndexPage,
    warmed: Callable[[str], str],
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    partners = [OrganisationFactory.create(logo=AcademyImageFactory()) for _ in range(count)]
    project = ProjectPageFactory(
        parent=projects,
        image=AcademyImageFactory(),
        funders=stream([("funder", one.pk) for one in partners]),
        partners=stream([("partner", {"organisation": one.pk, "role": "partner", "receives": ""}) for one in partners]),
    )
    for _ in range(count):
        NewsPageFactory(
            parent=page_tree.news, project=project, disclosure="sponsored", sponsor=OrganisationFactory.create()
        )
        EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes, project=project))
        WebinarPageFactory.create(parent=page_tree.agenda, project=project)
    warmed(project.url)

    with django_assert_num_queries(17):
        client.get(project.url)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_7_queries(
    projects: ProjectIndexPage,
    warmed: Callable[[str], str],
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        ProjectPageFactory(parent=projects, image=AcademyImageFactory())
    warmed(projects.url)

    with django_assert_num_queries(7):
        client.get(projects.url)

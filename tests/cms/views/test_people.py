"""The page of a person."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.cms import (
    AcademyImageFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ThemeFactory,
    stream,
)
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    SessionFactory,
    SessionPersonFactory,
    WebinarPageFactory,
)

RunJobs = Callable[[], list[str]]


def _visit(path: str) -> str:
    return " ".join(Client().get(path).content.decode().split())


def test_a_person_with_titles_expertise_and_work(page_tree: SimpleNamespace, run_jobs: RunJobs) -> None:
    person = PersonFactory.create(
        titles_before="mr. dr.",
        initials="R.J.",
        first_name="Ruben",
        last_name="Terpstra",
        titles_after="MSc",
        function="kerndocent",
        organisation=OrganisationFactory.create(name="Hogeschool De Brink"),
        bio="Schrijft over gezag.",
        email="ruben@example.org",
        has_page=True,
    )
    person.expertise.set([ThemeFactory.create(name="Gezag"), ThemeFactory.create(name="Leren")])
    role = stream([("person", {"person": person.pk, "role": "docent", "function": ""})])
    programme = ProgrammePageFactory.create(parent=page_tree.programmes, title="De leergang", people=role)
    EditionFactory.create(offering=programme)
    NewsPageFactory(parent=page_tree.news, title="Het bericht", author=person)
    NewsPageFactory(parent=page_tree.news, title="Nog een concept", author=person, live=False)
    run_jobs()

    html = _visit(f"/mensen/{person.public_id}/")

    assert "<h1>mr. dr. R.J. (Ruben) Terpstra, MSc</h1>" in html
    assert "Kerndocent, Hogeschool De Brink" in html
    assert "Deskundig in Gezag · Leren" in html
    assert "Schrijft over gezag." in html
    assert (
        html.index(">Geeft</h2>") < html.index("De leergang") < html.index(">Schreef</h2>") < html.index("Het bericht")
    )
    assert "Plaatsen vrij" in html
    assert "Nog een concept" not in html
    assert "ruben@example.org" not in html


def test_what_has_been_comes_after_what_is_to_come(page_tree: SimpleNamespace, run_jobs: RunJobs) -> None:
    person = PersonFactory.create(has_page=True)
    role = stream([("person", {"person": person.pk, "role": "spreker", "function": ""})])
    coming = WebinarPageFactory.create(parent=page_tree.agenda, title="Komt nog", speakers=role)
    EditionFactory.create(offering=coming)
    been = WebinarPageFactory.create(parent=page_tree.agenda, title="Was al", speakers=role)
    edition = EditionFactory.create(offering=been, sessions=0)
    SessionFactory.create(edition=edition, starts_at=dt.datetime(2026, 3, 5, 12, 30, tzinfo=dt.UTC))
    run_jobs()

    html = _visit(person.get_absolute_url())

    assert html.index("Komt nog") < html.index("Was al") < html.index("Geweest")


def test_the_byline_leads_to_the_page_of_the_author(page_tree: SimpleNamespace) -> None:
    author = PersonFactory.create(first_name="Lotte", last_name="Mulder", has_page=True)
    page = NewsPageFactory(parent=page_tree.news, author=author)

    assert f'Door <a href="/mensen/{author.public_id}/">Lotte Mulder</a>' in _visit(page.url)


def test_somebody_without_a_page_is_not_shown(page_tree: SimpleNamespace) -> None:
    person = PersonFactory.create(last_name="Onbekend")

    response = Client().get(f"/mensen/{person.public_id}/")

    assert response.status_code == 404
    assert "Onbekend" not in response.content.decode()
    assert person.get_absolute_url() == ""


def test_what_somebody_gives_a_session_of_is_what_they_give(page_tree: SimpleNamespace, run_jobs: RunJobs) -> None:
    person = PersonFactory.create(has_page=True)
    programme = ProgrammePageFactory.create(parent=page_tree.programmes, title="De leergang")
    edition = EditionFactory.create(offering=programme, status="draft")
    SessionPersonFactory.create(session=edition.sessions.get(), person=person)
    run_jobs()
    assert "De leergang" not in _visit(f"/mensen/{person.public_id}/")
    edition.status = "open"
    edition.save()
    html = _visit(f"/mensen/{person.public_id}/")
    assert html.index(">Geeft</h2>") < html.index("De leergang")


@pytest.mark.parametrize("count", [1, 30])
def test_a_person_costs_14_queries(
    page_tree: SimpleNamespace,
    run_jobs: RunJobs,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    person = PersonFactory.create(photo=AcademyImageFactory(), has_page=True)
    person.expertise.set([ThemeFactory.create() for _ in range(count)])
    role = stream([("person", {"person": person.pk, "role": "docent", "function": ""})])
    for _ in range(count):
        NewsPageFactory(parent=page_tree.news, author=person)
        EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes, people=role))
    run_jobs()
    client = Client()
    assert client.get(person.get_absolute_url()).status_code == 200

    with django_assert_num_queries(14):
        client.get(person.get_absolute_url())

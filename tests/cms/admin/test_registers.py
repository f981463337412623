"""The registers in the admin."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import Organisation, Person, Theme, User
from tests.factories.cms import OrganisationFactory, PersonFactory, ThemeFactory

LISTS = {
    "person": "/admin/snippets/cms/person/",
    "organisation": "/admin/snippets/cms/organisation/",
    "theme": "/admin/snippets/cms/theme/",
    "audience": "/admin/snippets/cms/audience/",
}


@pytest.fixture
def client(editor: User, log_in: Callable[[User], Client]) -> Client:
    return log_in(editor)


def test_the_menu_names_the_four_registers(client: Client) -> None:
    html = client.get("/admin/").content.decode()

    for address in LISTS.values():
        assert f'"{address}"' in html


def test_people_stand_with_function_and_organisation(client: Client) -> None:
    PersonFactory.create(
        titles_before="drs.",
        last_name="Mulder",
        function="redacteur",
        organisation=OrganisationFactory.create(name="Gemeente Lindewaard"),
    )

    html = client.get(LISTS["person"]).content.decode()

    for text in ("drs. Lotte Mulder", "redacteur", "Gemeente Lindewaard"):
        assert text in html


def test_organisations_count_their_people(client: Client) -> None:
    town = OrganisationFactory.create(
        name="Gemeente Lindewaard", kind=Organisation.Kind.MUNICIPALITY, inhabitants=84200
    )
    PersonFactory.create_batch(3, organisation=town)

    html = client.get(LISTS["organisation"]).content.decode()

    cells = [" ".join(cell.split()) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", html)]
    assert cells == ["gemeente", "84200", "3", ""]


def test_searching_finds_the_start_of_a_name(client: Client, run_jobs: Callable[[], list[str]]) -> None:
    PersonFactory.create(last_name="Vermeulen")
    PersonFactory.create(last_name="Jansen")
    run_jobs()

    html = client.get(LISTS["person"], {"q": "verm"}).content.decode()

    assert "Vermeulen" in html
    assert "Jansen" not in html


def test_organisations_filter_by_kind(client: Client) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard", kind=Organisation.Kind.MUNICIPALITY)
    OrganisationFactory.create(name="Hogeschool De Brink", kind=Organisation.Kind.EDUCATION)

    html = client.get(LISTS["organisation"], {"kind": "education"}).content.decode()

    assert "Hogeschool De Brink" in html
    assert "Gemeente Lindewaard" not in html


def test_an_editor_adds_a_person(client: Client) -> None:
    typed = {"first_name": "Els", "last_name": "van den Berg", "function": "trainer"}

    response = client.post("/admin/snippets/cms/person/add/", typed)

    assert response["Location"] == LISTS["person"]
    assert Person.objects.get(last_name="van den Berg").name == "Els van den Berg"


def test_two_organisations_never_have_one_name(client: Client) -> None:
    OrganisationFactory.create(name="Gemeente Lindewaard")

    response = client.post(
        "/admin/snippets/cms/organisation/add/", {"name": "gemeente lindewaard", "kind": "municipality"}
    )

    assert response.status_code == 200
    assert Organisation.objects.count() == 1


def test_a_theme_has_one_address_per_language(client: Client) -> None:
    ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")

    response = client.post("/admin/snippets/cms/theme/add/", {"name": "Vak manschap", "slug": "vakmanschap"})

    assert response.status_code == 200
    assert Theme.objects.count() == 1


def test_an_editor_does_not_delete(client: Client) -> None:
    person = PersonFactory.create()

    assert client.post(f"/admin/snippets/cms/person/delete/{person.pk}/").status_code == 302

    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(("name", "cost"), [("person", 17), ("organisation", 16)])
def test_thirty_rows_cost_as_many_queries_as_two(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, name: str, cost: int
) -> None:
    factories: dict[str, Any] = {"person": PersonFactory, "organisation": OrganisationFactory}
    factory = factories[name]
    factory.create_batch(2)
    client.get(LISTS[name])
    with django_assert_num_queries(cost):
        client.get(LISTS[name])

    factory.create_batch(28)
    with django_assert_num_queries(cost):
        client.get(LISTS[name])

"""Programmes: the list by kind, and one programme with its facts, people and partners."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from cms.components import Fact
from cms.models import ProgrammePage
from cms.queries.programmes import CompetencesOfDimension, programme, programmes_by_kind
from tests.factories.cms import (
    AcademyImageFactory,
    AudienceFactory,
    CompetenceFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    SeriesPageFactory,
    stream,
)
from tests.factories.events import EditionFactory


def _programme(page_tree: SimpleNamespace, **facts: Any) -> ProgrammePage:
    page: ProgrammePage = ProgrammePageFactory(parent=page_tree.programmes, **facts)
    return page


def test_the_list_follows_kind_and_then_the_order_of_the_tree(page_tree: SimpleNamespace) -> None:
    _programme(page_tree, title="Team", kind=ProgrammePage.Kind.TEAM)
    _programme(page_tree, title="Tweede", kind=ProgrammePage.Kind.COURSE)
    _programme(page_tree, title="Derde", kind=ProgrammePage.Kind.COURSE)

    kinds = programmes_by_kind(page_tree.programmes)

    assert [(kind.key, [card.page.title for card in kind.cards]) for kind in kinds] == [
        ("course", ["Tweede", "Derde"]),
        ("team", ["Team"]),
    ]


def test_the_list_shows_a_heading_for_each_kind(page_tree: SimpleNamespace, client: Client) -> None:
    _programme(page_tree, title="Modern Gezag", kind=ProgrammePage.Kind.COURSE)

    html = client.get("/opleidingen/").content.decode()

    assert '<h2 id="soort-course">Leergangen</h2>' in html
    assert '<a href="/opleidingen/modern-gezag/">Modern Gezag</a>' in html
    assert "Leernetwerken" not in html


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"days_min": 8}, [Fact("Duur", "8 dagen")]),
        ({"days_min": 1, "days_max": 1}, [Fact("Duur", "1 dag")]),
        ({"days_min": 5, "days_max": 7}, [Fact("Duur", "5 tot 7 dagen")]),
        ({"group_min": 8, "group_max": 12}, [Fact("Groep", "8 tot 12 deelnemers")]),
        ({"group_max": 15}, [Fact("Groep", "15 deelnemers")]),
        ({"group_min": 6}, [Fact("Groep", "vanaf 6 deelnemers")]),
        (
            {"audience_text": "HRM’ers", "delivery_text": "op locatie"},
            [Fact("Voor wie", "HRM’ers"), Fact("Vorm", "op locatie")],
        ),
        ({}, []),
    ],
)
def test_key_facts_come_from_what_is_known(
    page_tree: SimpleNamespace, facts: dict[str, Any], shown: list[Fact]
) -> None:
    assert programme(_programme(page_tree, **facts)).facts == shown


def test_without_a_text_for_whom_the_audiences_tell(page_tree: SimpleNamespace) -> None:
    page = _programme(page_tree)
    page.audiences.add(AudienceFactory.create(name="raadsleden"), AudienceFactory.create(name="wethouders"))
    page.save()

    assert programme(page).facts == [Fact("Voor wie", "raadsleden, wethouders")]


def test_a_programme_shows_people_partners_and_contact(page_tree: SimpleNamespace, client: Client) -> None:
    school = OrganisationFactory.create(name="Hogeschool De Brink")
    teacher = PersonFactory.create(first_name="Kees", last_name="Mulder", function="lector", organisation=school)
    contact = PersonFactory.create(
        first_name="Willem", last_name="Dijkstra", email="w@example.org", phone="088 000 00 01"
    )
    page = _programme(
        page_tree,
        people=stream([("person", {"person": teacher.pk, "role": "kerndocent", "function": ""})]),
        partners=stream([("partner", {"organisation": school.pk, "role": "partner", "receives": ""})]),
        contact=contact,
    )

    html = client.get(page.url).content.decode()

    assert "<p>kerndocent, lector bij Hogeschool De Brink</p>" in html
    assert "<b>Hogeschool De Brink</b>" in html
    assert '<a href="mailto:w@example.org">Stuur Willem een mail</a>' in html
    assert '<a href="tel:0880000001">088 000 00 01</a>' in html


def test_somebody_who_left_the_register_leaves_no_hole(page_tree: SimpleNamespace, client: Client) -> None:
    gone = PersonFactory.create(last_name="Verdwenen")
    page = _programme(page_tree, people=stream([("person", {"person": gone.pk, "role": "docent", "function": ""})]))
    gone.delete()

    response = client.get(page.url)

    assert response.status_code == 200
    assert "docent" not in response.content.decode()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"group_min": 12, "group_max": 8}, "De kleinste groep is groter dan de grootste."),
        ({"days_min": 7, "days_max": 5}, "Het kleinste aantal dagen is groter dan het grootste."),
    ],
)
def test_a_range_must_run_upwards(page_tree: SimpleNamespace, facts: dict[str, int], message: str) -> None:
    page = _programme(page_tree)
    for name, value in facts.items():
        setattr(page, name, value)

    with pytest.raises(ValidationError, match=message):
        page.full_clean()


def test_facts_of_dates_take_the_place_of_the_pages_own(page_tree: SimpleNamespace) -> None:
    page = _programme(page_tree, days_min=5, days_max=7, delivery_text="op locatie")

    found = programme(page, [Fact("Duur", "8 dagen in 8 maanden", "16 dagdelen"), Fact("Aanmelden", "tot 25 mei")])

    assert found.facts == [
        Fact("Duur", "8 dagen in 8 maanden", "16 dagdelen"),
        Fact("Vorm", "op locatie"),
        Fact("Aanmelden", "tot 25 mei"),
    ]


def test_competences_stand_by_dimension(page_tree: SimpleNamespace, client: Client) -> None:
    asking = CompetenceFactory.create(name="doorvragen", name_en="asking on")
    calm = CompetenceFactory.create(name="rust bewaren", dimension="being")
    gone = CompetenceFactory.create(name="verdwenen")
    page = _programme(
        page_tree, competences=stream([("competence", one.pk) for one in (asking, gone, calm)]), days_min=2, days_max=2
    )
    gone.delete()

    assert programme(ProgrammePage.objects.get()).competences == [
        CompetencesOfDimension("Persoonlijk: het zijn", ["rust bewaren"]),
        CompetencesOfDimension("Relationeel: de omgang met anderen", ["doorvragen"]),
    ]
    html = client.get(page.url).content.decode()
    assert "Waarin u beter wordt" in html
    assert "<li>Doorvragen</li>" in html
    with translation.override("en"):
        assert programme(ProgrammePage.objects.get()).competences[1].names == ["asking on"]


@pytest.mark.parametrize("count", [1, 30])
def test_a_programme_with_everything_costs_13_queries(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    people = [PersonFactory.create(photo=AcademyImageFactory()) for _ in range(count)]
    partners = [OrganisationFactory.create(logo=AcademyImageFactory()) for _ in range(count)]
    page = _programme(
        page_tree,
        audience_text="HRM’ers",
        people=stream([("person", {"person": person.pk, "role": "docent", "function": ""}) for person in people]),
        partners=stream(
            [("partner", {"organisation": partner.pk, "role": "partner", "receives": ""}) for partner in partners]
        ),
        contact=people[0],
        image=AcademyImageFactory(),
        in_company=True,
        competences=stream([("competence", CompetenceFactory.create().pk) for _ in range(count)]),
        series=SeriesPageFactory(parent=page_tree.news, logo=AcademyImageFactory()),
    )
    EditionFactory.create(offering=page, sessions=count)
    warmed(page.url)

    with django_assert_num_queries(13):
        client.get(page.url)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_9_queries(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _ in range(count):
        EditionFactory.create(offering=_programme(page_tree, image=AcademyImageFactory()))
    warmed("/opleidingen/")

    with django_assert_num_queries(9):
        client.get("/opleidingen/")

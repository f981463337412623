"""Setting up an evaluation, and reading what it brought without reading who."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from cms.models import Quotation, User
from events.lifecycles import EditionStatus
from events.models import Edition, EvaluatedAfter, Evaluation
from events.queries.evaluation_results import evaluations_without_names
from tests.factories.events import (
    AlumnusFactory,
    EditionFactory,
    EvaluationFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]

RESULT_QUERIES = 18
LIST_QUERIES = 17


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory.create(status=EditionStatus.CONFIRMED, sessions=0, capacity=100)
    SessionFactory.create(edition=made, starts_at=timezone.now() - dt.timedelta(days=1))
    return made


def answered(edition: Edition, name: str, grade: int, **facts: Any) -> Evaluation:
    registration = RegistrationFactory.create(booking__edition=edition, booking__name=name)
    answers = [{"key": "better", "label": "Wat kan beter?", "answer": f"woorden {grade}", "passing": False}]
    made: Evaluation = EvaluationFactory.create(registration=registration, grade=grade, answers=answers, **facts)
    return made


def results(edition: Edition) -> str:
    return reverse("editions:evaluation_results", args=[edition.pk])


def sheet(response: Any) -> list[tuple[Any, ...]]:
    content = b"".join(response.streaming_content)
    return list(load_workbook(BytesIO(content)).active.values)


def test_one_choice_and_a_click_switch_it_on(manager: Client, edition: Edition) -> None:
    setup = reverse("editions:evaluation", args=[edition.pk])
    html = manager.get(setup).content.decode()
    assert "Wat kan beter?" in html
    stored = manager.post(setup, {"evaluated_after": "edition", "evaluation_questions-count": "0"}, follow=True)
    assert "is ingesteld" in stored.content.decode()
    assert stored.redirect_chain[-1][0] == results(edition)
    edition.refresh_from_db()
    assert (edition.evaluated_after, len(edition.evaluation_questions)) == (EvaluatedAfter.EDITION, 0)


def test_what_does_not_go_ahead_is_not_evaluated(manager: Client, edition: Edition) -> None:
    Edition.objects.update(status=EditionStatus.CANCELLED)
    data = {"evaluated_after": "edition", "evaluation_questions-count": "0"}
    html = manager.post(reverse("editions:evaluation", args=[edition.pk]), data).content.decode()
    assert "er valt niets te evalueren" in html
    edition.refresh_from_db()
    assert edition.evaluated_after == EvaluatedAfter.NEVER


def test_rate_average_and_distribution(manager: Client, edition: Edition) -> None:
    for name, grade in (("Pieter", 7), ("Sanne", 8), ("Mohamed", 8)):
        answered(edition, name, grade)
    EvaluationFactory.create(registration__booking__edition=edition)

    html = manager.get(results(edition)).content.decode()

    assert "3 van 4 mensen antwoordden (75%)." in html
    assert "Gemiddeld 7,7" in html
    (result,) = manager.get(results(edition)).context["results"]
    grade = result.questions[0]
    assert [(count.answer, count.count) for count in grade.counts if count.count] == [("8", 2), ("7", 1)]
    assert "woorden 7" in html


def test_nobody_is_named_who_did_not_ask_for_that(manager: Client, edition: Edition) -> None:
    for name, grade in (("Pieter Stil", 7), ("Sanne Stil", 8), ("Mohamed Stil", 9)):
        answered(edition, name, grade)
    answered(edition, "Ingrid Open", 10, shows_name=True)

    html = manager.get(results(edition)).content.decode()
    rows = sheet(manager.get(results(edition), {"export": "xlsx"}))

    assert "Stil" not in html
    assert "Ingrid Open" in html
    assert rows[0] == ("Bijeenkomst", "Cijfer", "1. Wat kan beter?", "Deelnemer", "Citaat")
    assert {(row[1], row[3]) for row in rows[1:]} == {(7, None), (8, None), (9, None), (10, "Ingrid Open")}


def test_fewer_than_three_answers_are_not_shown(manager: Client, edition: Edition) -> None:
    answered(edition, "Pieter", 7, shows_name=True)
    answered(edition, "Sanne", 2)

    html = manager.get(results(edition)).content.decode()
    rows = sheet(manager.get(results(edition), {"export": "xlsx"}))

    assert "2 van 2 mensen antwoordden" in html
    for given_away in ("Gemiddeld", "woorden 7", "Pieter", "Sanne"):
        assert given_away not in html
    assert [row for row in rows[1:] if any(row)] == []


def test_with_one_nameless_among_the_named_nobody_is_named(manager: Client, edition: Edition) -> None:
    for name, grade in (("Pieter Open", 7), ("Sanne Open", 8)):
        answered(edition, name, grade, shows_name=True)
    answered(edition, "Mohamed Stil", 1)

    html = manager.get(results(edition)).content.decode()
    rows = sheet(manager.get(results(edition), {"export": "xlsx"}))

    assert "woorden 1" in html
    assert "Open" not in html
    assert {row[3] for row in rows[1:]} == {None}


def test_quotations_stand_apart_from_the_answers(manager: Client, edition: Edition) -> None:
    quotation = Quotation.objects.create(text="Ik luister nu beter.", name="Pieter Open")
    answered(edition, "Pieter Open", 7, quotation=quotation)
    other = answered(EditionFactory.create(), "Elders", 7, quotation=Quotation.objects.create(text="Van elders."))

    html = manager.get(results(edition)).content.decode()
    assert "‘Ik luister nu beter.’ Pieter Open" in html
    assert "Van elders." not in html
    rows = sheet(manager.get(results(edition), {"export": "xlsx"}))
    # One answer is too few to show; what may be quoted is on a row of its own.
    assert rows[1:] == [(None, None, "Pieter Open", "Ik luister nu beter.")]
    assert other.edition != edition

    quotation.delete()
    assert "Ik luister nu beter." not in manager.get(results(edition)).content.decode()
    assert len(sheet(manager.get(results(edition), {"export": "xlsx"}))) == 1


def test_answers_do_not_stand_in_the_order_of_the_people(edition: Edition) -> None:
    made = [answered(edition, f"Deelnemer {number}", 7).public_id for number in range(12)]
    assert [row.public_id for row in evaluations_without_names(edition)] == sorted(made)


@pytest.mark.parametrize("people", [3, 30])
def test_the_screen_costs_the_same_for_many(
    manager: Client, edition: Edition, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        answered(edition, f"Deelnemer {number}", 7, quotation=Quotation.objects.create(text=f"Mooi {number}"))
    manager.get(results(edition))
    with django_assert_num_queries(RESULT_QUERIES):
        manager.get(results(edition))


def test_the_screen_is_not_for_editors_or_finance(
    edition: Edition, make_staff: Callable[[str], User], log_in: Callable[[User], Client]
) -> None:
    answered(edition, "Pieter", 7)
    for role in ("Editors", "Moderators", "Finance"):
        client = log_in(make_staff(role))
        paths = [results(edition), f"{results(edition)}?export=xlsx", reverse("editions:evaluation", args=[edition.pk])]
        paths += [reverse("alumni:index"), f"{reverse('alumni:index')}?export=xlsx"]
        assert [client.get(path).status_code for path in paths] == [302] * 5, role
        data = {"evaluated_after": "edition", "evaluation_questions-count": "0"}
        client.post(paths[2], data)
    edition.refresh_from_db()
    assert edition.evaluated_after == EvaluatedAfter.NEVER
    assert Group.objects.filter(permissions__codename="view_evaluation").count() == 1


# Alumni --------------------------------------------------------------------------------------------------------------------


def test_the_alumni_of_one_programme_and_a_file_of_them(manager: Client) -> None:
    pieter = AlumnusFactory.create(registration__booking__name="Pieter de Boer")
    AlumnusFactory.create(registration__booking__name="Sanne Visser")
    only = {"offering": pieter.registration.edition.offering_id}

    html = manager.get(reverse("alumni:index"), only).content.decode()
    assert "Pieter de Boer" in html
    assert "Sanne Visser" not in html

    rows = sheet(manager.get(reverse("alumni:index"), only | {"export": "xlsx"}))
    assert rows[0][:2] == ("Deelnemer", "E-mailadres")
    assert [row[0] for row in rows[1:]] == ["Pieter de Boer"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_many(
    manager: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    AlumnusFactory.create_batch(count)
    manager.get(reverse("alumni:index"))
    with django_assert_num_queries(LIST_QUERIES):
        manager.get(reverse("alumni:index"))

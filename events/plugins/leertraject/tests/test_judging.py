"""Noting who accomplished what, and what that means for the certificate."""

import uuid
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from events.plugins.leertraject.actions.note_accomplished import note_accomplished
from events.plugins.leertraject.models import AssignmentWork
from events.plugins.leertraject.queries import missing_for_certificates
from events.plugins.leertraject.tests.making import make_assignment, make_edition, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


def test_only_what_was_listed_changes_and_only_of_this_edition() -> None:
    edition, other = make_edition("Anna", "Bert"), make_edition("Cor")
    casus, foreign = make_assignment(edition), make_assignment(other)
    anna, bert = people_of(edition)
    (cor,) = people_of(other)
    listed = [
        (casus.public_id, anna.public_id),
        (casus.public_id, cor.public_id),
        (foreign.public_id, cor.public_id),
        (uuid.uuid4(), anna.public_id),
    ]
    ticked = [*listed, (casus.public_id, bert.public_id)]
    assert note_accomplished(edition=edition.public_id, listed=listed, accomplished=ticked) == 1
    assert list(AssignmentWork.objects.values_list("assignment", "registration")) == [(casus.pk, anna.public_id)]
    assert note_accomplished(edition=edition.public_id, listed=listed, accomplished=ticked) == 0
    assert note_accomplished(edition=edition.public_id, listed=listed, accomplished=[]) == 1
    assert AssignmentWork.objects.get().accomplished_at is None
    data = ModelLogEntry.objects.filter(action="leertraject.judged").order_by("pk").values_list("data", flat=True)
    assert list(data) == [{"accomplished": 1, "withdrawn": 0}, {"accomplished": 0, "withdrawn": 1}]


def test_what_is_required_is_missing_until_it_is_accomplished(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    edition = make_edition("Anna", "Bert")
    anna, bert = people_of(edition)
    make_assignment(edition, title="Mag")
    talk = make_assignment(edition, title="Eindpresentatie", required=True, handed_in="nothing")
    other = make_edition("Cor")
    make_assignment(other, title="Van anderen", required=True, handed_in="nothing")
    assert missing_for_certificates([anna]) == {anna.public_id: ["Eindpresentatie"]}
    cell = (talk.public_id, anna.public_id)
    note_accomplished(edition=edition.public_id, listed=[cell], accomplished=[cell])
    with django_assert_num_queries(2):
        assert missing_for_certificates([anna, bert]) == {bert.public_id: ["Eindpresentatie"]}


def grid_people(edition: Any) -> list[str]:
    return [person.name for person in people_of(edition)]


def test_people_stand_by_last_name() -> None:
    assert grid_people(make_edition("Anna van den Berg", "Bert Aalders")) == ["Bert Aalders", "Anna van den Berg"]

"""Answering, changing it, and what may be quoted."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Quotation
from events.actions.answer_evaluation import GivenEvaluation, Quoted, answer_evaluation
from events.actions.take_back_quote import take_back_quote
from events.models import Evaluation
from events.queries.evaluations import OPEN_FOR
from events.questions import Answer
from tests.factories.events import EvaluationFactory

pytestmark = pytest.mark.django_db

LEARNED = Answer(key="learned", label="Wat neemt u mee?", answer="Luisteren")
QUOTED = Quoted(text="Ik luister nu beter.", name="Pieter de Boer", function="adviseur")


@pytest.fixture
def evaluation() -> Evaluation:
    made: Evaluation = EvaluationFactory.create()
    return made


def answer(evaluation: Evaluation, **changes: Any) -> Evaluation:
    given = GivenEvaluation(**{"grade": 8, "answers": [LEARNED], **changes})
    return answer_evaluation(evaluation_id=evaluation.pk, given=given, language="nl")


def test_answers_are_kept_and_changed(evaluation: Evaluation) -> None:
    answer(evaluation)
    answer(evaluation, grade=9, shows_name=True)

    evaluation.refresh_from_db()
    assert (evaluation.grade, evaluation.shows_name, evaluation.quotation) == (9, True, None)
    assert evaluation.answers == [
        {"key": "learned", "label": "Wat neemt u mee?", "answer": "Luisteren", "passing": False, "upload": ""}
    ]
    assert evaluation.answered_at is not None
    assert Evaluation.objects.count() == 1


def test_the_log_says_that_it_was_done_and_nothing_of_what_or_who(evaluation: Evaluation) -> None:
    answer(evaluation, quoted=QUOTED)
    lines = ModelLogEntry.objects.order_by("pk")
    assert [line.action for line in lines] == ["cms.quotation_allowed", "events.evaluation_answered"]
    for line in lines:
        assert line.data == {}
        assert "Pieter" not in line.label
        assert "luister" not in line.label


def test_after_the_last_day_nothing_changes(evaluation: Evaluation) -> None:
    answer(evaluation)
    with (
        time_machine.travel(timezone.now() + OPEN_FOR),
        pytest.raises(NotAllowed, match="gesloten"),
    ):
        answer(evaluation, grade=1, quoted=QUOTED)
    evaluation.refresh_from_db()
    assert (evaluation.grade, Quotation.objects.count()) == (8, 0)


def test_a_quotation_holds_what_was_agreed_to_and_changes_with_it(evaluation: Evaluation) -> None:
    answer(evaluation, quoted=QUOTED)
    quotation = Quotation.objects.get()
    assert (quotation.text, quotation.name, quotation.function) == (QUOTED.text, "Pieter de Boer", "adviseur")
    assert quotation.offering_id == evaluation.edition.offering_id

    answer(evaluation, quoted=Quoted(text="Ik luister."))
    changed = Quotation.objects.get()
    assert (changed.pk, changed.text, changed.name, changed.function) == (quotation.pk, "Ik luister.", "", "")


def test_without_the_tick_the_quotation_is_deleted(evaluation: Evaluation) -> None:
    answer(evaluation, quoted=QUOTED)
    answer(evaluation)
    evaluation.refresh_from_db()
    assert (evaluation.quotation, Quotation.objects.count()) == (None, 0)


def test_consent_is_taken_back_long_after_it_closed_and_the_answers_stay(evaluation: Evaluation) -> None:
    answer(evaluation, quoted=QUOTED)
    with time_machine.travel(timezone.now() + dt.timedelta(days=900)):
        take_back_quote(evaluation_id=evaluation.pk)
        take_back_quote(evaluation_id=evaluation.pk)
    evaluation.refresh_from_db()
    assert (evaluation.quotation, evaluation.grade, Quotation.objects.count()) == (None, 8, 0)
    assert ModelLogEntry.objects.filter(action="cms.quotation_withdrawn").count() == 1


@pytest.mark.parametrize("facts", [{"grade": 11}, {"grade": 0}, {"answered_at": None}])
def test_the_database_knows_no_other_grades(evaluation: Evaluation, facts: dict[str, Any]) -> None:
    changes = {"grade": 5, "answered_at": timezone.now(), **facts}
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.update(**changes)


def test_one_person_is_asked_once_about_the_edition(evaluation: Evaluation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationFactory.create(registration=evaluation.registration)

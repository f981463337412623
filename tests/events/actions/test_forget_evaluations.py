"""After a year nobody knows any more whose answers they are."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import Quotation
from events.actions.forget_evaluations import KEPT_FOR, forget_evaluations
from events.models import Evaluation
from events.queries.evaluations import evaluation_page
from tests.factories.events import EvaluationFactory

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


def asked(ago: dt.timedelta, **facts: Any) -> Evaluation:
    made: Evaluation = EvaluationFactory.create(asked_at=timezone.now() - ago, grade=8, shows_name=True, **facts)
    return made


def test_the_tie_and_the_name_go_and_the_answers_stay() -> None:
    old, recent = asked(KEPT_FOR + MINUTE), asked(KEPT_FOR - MINUTE)
    key = old.access_key

    assert forget_evaluations() == 1

    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.registration, old.shows_name, old.grade) == (None, False, 8)
    assert evaluation_page(key) is None
    assert recent.registration is not None
    line = ModelLogEntry.objects.get(action="events.evaluations_forgotten")
    assert (line.object_id, line.data) == (str(old.edition_id), {"count": 1})
    assert forget_evaluations() == 0


def test_who_is_quoted_keeps_the_link_to_take_that_back() -> None:
    old = asked(KEPT_FOR + MINUTE, quotation=Quotation.objects.create(text="Ik luister nu beter."))

    forget_evaluations()

    page = evaluation_page(old.access_key)
    assert page is not None
    assert (page.registration, page.is_open, page.may_join_alumni) == (None, False, False)
    assert page.evaluation.quotation is not None

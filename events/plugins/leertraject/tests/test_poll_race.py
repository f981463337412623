"""A participant answers a date poll at the very moment that a colleague chooses, each on a connection of its own."""

import threading
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections

from cms.api import NotAllowed
from events.plugins.leertraject.actions import answer_poll as answering
from events.plugins.leertraject.actions import choose_moment as choosing
from events.plugins.leertraject.models import DatePoll, PollAnswer
from events.plugins.leertraject.tests.making import make_edition, make_poll, people_of

pytestmark = pytest.mark.django_db(transaction=True)


def choose_while_somebody_answers() -> tuple[int, list[str]]:
    """The participant comes between the check of the poll and its change; returns the answers that are stored, and the refusals."""
    edition = make_edition("Anna")
    (anna,) = people_of(edition)
    poll = make_poll(edition)
    answers = {moment.pk: "yes" for moment in poll.moments.all()}
    participants: list[threading.Thread] = []
    refusals: list[str] = []

    def answer() -> None:
        try:
            answering.answer_poll(registration=anna, poll=poll.public_id, answers=answers)
        except NotAllowed as refusal:
            refusals.append(str(refusal.reason))
        finally:
            connections.close_all()

    def the_participant_comes(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith('UPDATE "leertraject_datepoll"') and not participants:
            participants.append(threading.Thread(target=answer))
            participants[0].start()
            participants[0].join(timeout=2)  # it either waits for our lock, or gets all the way through
        return execute(sql, params, many, context)

    with connection.execute_wrapper(the_participant_comes):
        choosing.choose_moment(edition=edition.public_id, poll=poll.public_id, moment=poll.moments.all()[0].public_id)
    participants[0].join(timeout=30)
    return PollAnswer.objects.count(), refusals


def without_lock(edition: UUID, poll: UUID) -> DatePoll | None:
    """The twin of `locked_poll`."""
    return DatePoll.objects.filter(edition=edition, public_id=poll).first()


def test_who_answers_while_a_moment_is_chosen_is_told_so(page_tree: SimpleNamespace) -> None:
    stored, refusals = choose_while_somebody_answers()
    assert (stored, len(refusals)) == (0, 1)


def test_the_twin_without_lock_keeps_an_answer_that_nobody_saw(
    page_tree: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (answering, choosing):
        monkeypatch.setattr(module, "locked_poll", without_lock)
    assert choose_while_somebody_answers() == (2, [])

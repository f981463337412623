"""The answers of an evaluation as an Excel file: one row per person, without who that is unless they agreed, and below them
what may be quoted, on rows of its own as a name beside an answer would tell whose that is."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import CellKind, SheetColumn, xlsx_response
from events.models import Edition, Evaluation, Session
from events.queries.evaluation_results import enough, evaluations_without_names, name_of, quotations_of


def evaluation_as_xlsx(edition: Edition) -> FileResponse:
    """A download; of a session that too few answered about it holds nothing."""
    sessions = {session.pk: session for session in edition.sessions.order_by("starts_at")}
    answered = [row for row in evaluations_without_names(edition) if row.answered_at]
    groups = [[row for row in answered if row.session_id == pk] for pk in [*sessions, None]]
    shown = [group for group in groups if enough(group)]
    labels = _labels(row for group in shown for row in group)
    columns = [
        SheetColumn(_("Bijeenkomst"), CellKind.DATE),
        SheetColumn(_("Cijfer"), CellKind.NUMBER, width=8),
        *(SheetColumn(heading, width=60) for heading in _headings(list(labels.values()))),
        SheetColumn(_("Deelnemer"), width=26),
        SheetColumn(_("Citaat"), width=60),
    ]
    answers = (_row(row, group, sessions, list(labels)) for group in shown for row in group)
    blanks = [""] * len(labels)
    quotations = ((None, None, *blanks, each.speaker, each.text) for each in quotations_of(edition))
    rows = chain(answers, quotations)
    name = f"evaluatie-{timezone.localdate():%Y-%m-%d}"
    return xlsx_response(columns, rows, filename=name, sheet=_("Evaluatie"))


def _labels(rows: Iterator[Evaluation]) -> dict[str, str]:
    """The questions that were answered, by their key."""
    return {answer["key"]: answer["label"] for row in rows for answer in row.answers}


def _headings(labels: Sequence[str]) -> list[str]:
    """Numbered, because headings must differ from each other and from the other columns."""
    return [f"{number}. {label}" for number, label in enumerate(labels, start=1)]


def _row(row: Any, group: Sequence[Any], sessions: dict[int, Session], keys: Sequence[str]) -> tuple[Any, ...]:
    given = {answer["key"]: answer["answer"] for answer in row.answers}
    session = sessions.get(row.session_id)
    answers = (given.get(key, "") for key in keys)
    return (session.starts_at if session else None, row.grade, *answers, name_of(row, group), "")

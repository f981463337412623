"""Days that are typed or pasted in the form of an edition become rows, to correct before anything is stored."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from events.invitation import ReadDay, read_days

BUTTON = "read-dates"
LONGEST_TEXT = 2_000
MOST_ROWS = 1_000  # of a formset
# What a new day takes over from the one before it, unless the text says otherwise.
TAKEN_OVER = ("start", "end", "walk_in", "mode", "host", "place", "address", "directions", "meeting_provider", "medium")


class ReadsDatesMixin:
    """For the views of the form: its own button fills in rows and shows the form again, without judging it yet."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view: Any = self
        if BUTTON not in request.POST:
            response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return response
        read = read_days(request.POST.get("dates_text", "")[:LONGEST_TEXT], today=timezone.localdate())
        request.POST = with_days(request.POST, read.days)  # type: ignore[assignment]
        if not hasattr(view, "object"):
            view.object = None
        view.form = _unjudged(view.get_form())
        view.form.read = read
        shown: HttpResponse = view.render_to_response(view.get_context_data())
        return shown


def with_days(typed: QueryDict, days: Sequence[ReadDay], prefix: str = "sessions") -> QueryDict:
    """What was typed, with a row for each day that has none yet; rows that are still empty are used first."""
    filled = typed.copy()
    rows = list(_rows(filled, prefix))
    known = {date for row in rows if (date := _date(filled.get(f"{row}-date", "")))}
    empty = [row for row in rows if not any(filled.get(f"{row}-{name}") for name in ("date", "start", "title"))]
    used = [row for row in rows if row not in empty]
    before = {name: filled.get(f"{used[-1]}-{name}", "") for name in TAKEN_OVER} if used else {}
    meeting = max((_number(filled.get(f"{row}-meeting", "")) for row in used), default=0)
    for day in days:
        if day.date in known:
            continue
        row = empty.pop(0) if empty else _new_row(filled, prefix)
        times = {name: f"{time:%H:%M}" for name in ("start", "end", "walk_in") if (time := getattr(day, name))}
        facts = {
            "mode": "on_site",
            **before,
            "date": day.date.isoformat(),
            "meeting": str(meeting + day.meeting),
            **times,
        }
        for name, value in facts.items():
            filled[f"{row}-{name}"] = value
    return filled


def _rows(typed: QueryDict, prefix: str) -> Iterator[str]:
    """The prefixes of the rows that are not thrown away."""
    for number in range(min(_number(typed.get(f"{prefix}-TOTAL_FORMS", "")), MOST_ROWS)):
        if not typed.get(f"{prefix}-{number}-DELETE"):
            yield f"{prefix}-{number}"


def _new_row(typed: QueryDict, prefix: str) -> str:
    number = _number(typed.get(f"{prefix}-TOTAL_FORMS", ""))
    typed[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    typed[f"{prefix}-{number}-id"] = ""
    for name in ("TOTAL_FORMS", "INITIAL_FORMS"):
        typed[f"{prefix}-{number}-people-{name}"] = "0"
    return f"{prefix}-{number}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _date(text: str) -> dt.date | None:
    try:
        date: dt.date | None = forms.DateField(required=False).clean(text)
    except ValidationError:
        return None
    return date


def _unjudged(form: Any) -> Any:
    """Who asked only for the days must not be told what is still missing."""
    form._errors = ErrorDict()  # noqa: SLF001  # Django has no bound form without errors
    for formset in form.formsets.values():
        formset._errors, formset._non_form_errors = [], ErrorList()  # noqa: SLF001
        for child in formset.forms:
            child._errors = ErrorDict()  # noqa: SLF001
    return form

"""An edition once more, on other days; nothing is stored here."""

import datetime as dt
from typing import Any, Final

from django.utils import timezone

from events.models import Edition, Session, SessionPerson
from events.models.registrations import new_access_key

# The rest belongs to one run: its people, its decision, its meeting links.
KEPT: Final = (
    "offering", "minimum", "capacity", "offer_hours", "consent_days", "has_intake", "attendance_share", "pays_when", "gross_price_cents",
    "subsidy_scheme", "vat_rule", "questions", "workgroups", "cancellation_steps",
    "email_domains", "reminds_day_before", "reminds_hour_before", "thanks_after", "notify", "evaluated_after",
    "evaluation_questions",
)  # fmt: skip
KEPT_OF_SESSION: Final = (
    "meeting", "title", "description", "morning", "afternoon", "goals", "mode", "host", "place", "address", "directions",
    "meeting_provider", "medium", "title_en", "description_en", "morning_en", "afternoon_en", "goals_en",
)  # fmt: skip
KEPT_OF_PERSON: Final = ("person_id", "role", "function", "function_en", "sort_order")


def edition_copy(edition: Edition, first_day: dt.date) -> Edition:
    """A draft with everything moved by as many days as lie between the two first days; times of day stay.

    `edition` has at least one session. Label and meeting links stay behind: they belong to the old days.
    """
    sessions = list(edition.sessions.order_by("starts_at").prefetch_related("people"))
    shift = first_day - timezone.localdate(sessions[0].starts_at)
    copy = without_days(edition)
    copy.closes_at = _moved(edition.closes_at, shift)
    copy.names_until = _moved(edition.names_until, shift)
    copy.decision_date = edition.decision_date + shift if edition.decision_date else None
    copy.sessions = [_session(session, shift) for session in sessions]
    return copy


def without_days(edition: Edition) -> Edition:
    """What does not depend on its days, also what other screens than the form are for: questions, reminders, evaluation.

    One of a contract stays of it, closed with a link of its own: nobody else may find it, for it has no price.
    """
    copy = Edition(**{name: getattr(edition, name) for name in KEPT})
    if edition.quote_id:
        copy.quote_id, copy.access_key = edition.quote_id, new_access_key()
    return copy


def next_first_day(edition: Edition, today: dt.date) -> dt.date:
    """A proposal: a year later on the same weekday, and yet to come."""
    first = edition.sessions.order_by("starts_at").first()
    day = timezone.localdate(first.starts_at) if first else today
    while True:
        day += dt.timedelta(weeks=52)
        if day > today:
            return day


def _session(session: Session, shift: dt.timedelta) -> Session:
    facts: dict[str, Any] = {name: getattr(session, name) for name in KEPT_OF_SESSION}
    moments = {name: _moved(getattr(session, name), shift) for name in ("starts_at", "ends_at", "walk_in_at")}
    copy = Session(**facts, **moments)
    copy.people = [
        SessionPerson(**{name: getattr(person, name) for name in KEPT_OF_PERSON}) for person in session.people.all()
    ]
    return copy


def _moved(moment: dt.datetime | None, shift: dt.timedelta) -> dt.datetime | None:
    """The same time of day in the Netherlands, also when the clock changed in between."""
    if moment is None:
        return None
    local = timezone.localtime(moment)
    return timezone.make_aware(dt.datetime.combine(local.date() + shift, local.time()))

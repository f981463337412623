"""When mails are due that go by the clock."""

import datetime as dt

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from events.models import Reminder
from events.queries.reminders import due_reminders, working_day_before
from tests.factories.events import EditionFactory, SessionFactory, local


@pytest.mark.parametrize(
    ("opens", "due"),
    [
        (local(2026, 12, 15, 12, 15), local(2026, 12, 14, 10)),  # Tuesday, Monday
        (local(2026, 12, 14, 9), local(2026, 12, 11, 10)),  # Monday, Friday
        (local(2026, 12, 13, 9), local(2026, 12, 11, 10)),  # Sunday, Friday
        (local(2027, 1, 1, 0, 30), local(2026, 12, 31, 10)),
        (local(2027, 3, 28, 9), local(2027, 3, 26, 10)),  # the night of summer time
        (local(2027, 3, 29, 9), local(2027, 3, 26, 10)),
        (local(2027, 3, 30, 9), local(2027, 3, 26, 10)),  # Tuesday after Easter
        (local(2027, 5, 7, 9), local(2027, 5, 4, 10)),  # Ascension is the day after 5 May
        (local(2026, 10, 26, 9), local(2026, 10, 23, 10)),  # the Monday after summer time
    ],
)
def test_the_working_day_before(opens: dt.datetime, due: dt.datetime) -> None:
    assert working_day_before(opens) == due


@pytest.mark.django_db
def test_after_a_long_christmas_the_reminder_is_not_overlooked() -> None:
    edition = EditionFactory.create(sessions=0, reminds_hour_before=False)
    SessionFactory.create(edition=edition, starts_at=local(2025, 12, 29, 23, 30))  # Monday after four days off

    assert due_reminders(local(2025, 12, 24, 9, 59)) == []
    assert [reminder.due_at for reminder in due_reminders(local(2025, 12, 24, 10))] == [local(2025, 12, 24, 10)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_looking_costs_three_queries_whatever_there_is(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with time_machine.travel(local(2026, 12, 14, 10), tick=False) as clock:
        for _ in range(count):
            SessionFactory.create(edition=EditionFactory.create(sessions=0), starts_at=local(2026, 12, 15, 12, 30))
        with django_assert_num_queries(3):
            assert len(due_reminders(local(2026, 12, 14, 10))) == count
        with django_assert_num_queries(3):
            assert due_reminders(local(2026, 12, 14, 9, 59)) == []
        del clock


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("draft", []),
        ("open", ["reminder_hour"]),
        ("confirmed", ["reminder_hour"]),
        ("completed", []),
        ("cancelled", []),
    ],
)
def test_only_what_goes_ahead_is_reminded_of(status: str, kinds: list[str]) -> None:
    edition = EditionFactory.create(sessions=0, status=status, reminds_day_before=False)
    SessionFactory.create(edition=edition, starts_at=local(2026, 12, 15, 12, 30))
    assert [due.kind.value for due in due_reminders(local(2026, 12, 15, 11, 15))] == kinds


@pytest.mark.django_db
def test_an_hour_before_is_for_who_joins_online() -> None:
    edition = EditionFactory.create(sessions=0)
    for mode in ("on_site", "online", "hybrid"):
        SessionFactory.create(edition=edition, mode=mode, starts_at=local(2026, 12, 15, 12, 30))
    due = due_reminders(local(2026, 12, 15, 11, 15))
    assert [each.session.mode for each in due if each.kind is Reminder.Kind.HOUR] == ["online", "hybrid"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "kinds"),
    [
        (local(2026, 12, 16, 9, 59), []),
        (local(2026, 12, 16, 10), ["after"]),
        (local(2026, 12, 19, 9, 59), ["after"]),
        (local(2026, 12, 19, 10), []),
    ],
)
def test_thanks_come_the_morning_after_the_last_session(moment: dt.datetime, kinds: list[str]) -> None:
    edition = EditionFactory.create(sessions=0, status="completed")
    SessionFactory.create(edition=edition, starts_at=local(2026, 12, 13, 12, 30))
    last = SessionFactory.create(edition=edition, starts_at=local(2026, 12, 15, 12, 30))
    due = due_reminders(moment)
    assert [each.kind.value for each in due] == kinds
    assert {each.session for each in due} <= {last}

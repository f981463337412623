import datetime as dt
import uuid

from django.utils import timezone

from events.api import EditionView, SessionView
from events.plugins.leertraject.deadlines import due_at
from events.plugins.leertraject.models import Assignment

START = dt.datetime(2027, 3, 31, 7, 30, tzinfo=dt.UTC)  # 9.30 in summer time, which began three days before
SESSION = SessionView(
    uuid.uuid4(), "Dag 2", START, START + dt.timedelta(hours=7), None, "online", "", "", "", "link", ""
)
EDITION = EditionView(uuid.uuid4(), uuid.uuid4(), "Titel", "", "open", 1, 9, 0, 0, is_free=True, sessions=(SESSION,))


def due(**facts: object) -> str:
    moment = due_at(Assignment(**facts), EDITION)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def test_a_day_lasts_until_its_end() -> None:
    assert due(due_on=dt.date(2027, 3, 1)) == "2027-03-01 23:59"


def test_it_follows_its_session_by_the_dutch_clock() -> None:
    assert due(session=SESSION.public_id) == "2027-03-31 09:30"
    assert due(session=SESSION.public_id, days_before=4) == "2027-03-27 23:59"  # winter time


def test_without_a_day_or_when_the_session_is_gone_there_is_none() -> None:
    assert due() == ""
    assert due(session=uuid.uuid4(), days_before=4) == ""

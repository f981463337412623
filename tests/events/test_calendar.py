import datetime as dt
import uuid
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from events.calendar import Method, Organiser, agenda_calendar, mailed_calendars, registration_calendar
from events.contracts import EditionView, RegistrationView, SessionView, SessionWords

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ORGANISER = Organiser("Vakwerk Academie", "academie@example.org", "vakwerk.example")
STAMP = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)


def session(start: dt.datetime, **changes: object) -> SessionView:
    facts = SessionView(
        public_id=uuid.uuid4(),
        title="",
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=90),
        walk_in_at=start - dt.timedelta(minutes=15),
        mode="online",
        place="",
        address="",
        medium="Webex",
        meeting_provider="link",
        meeting_url="https://meet.example.org/zaal",
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def registration(*sessions: SessionView, sequence: int = 0) -> RegistrationView:
    edition = EditionView(
        uuid.uuid4(),
        uuid.uuid4(),
        "Goed werk, onder druk; echt",
        "",
        "open",
        1,
        10,
        1,
        sequence,
        sessions=sessions,
        is_free=True,
    )
    return RegistrationView(
        public_id=uuid.uuid4(),
        number="VA-2026-0001",
        name='Zoë "Zo" de Boer',
        email="z.deboer@lindewaard.example",
        function="",
        organisation_name="Gemeente Lindewaard",
        status="confirmed",
        language="nl",
        personal_url="https://vakwerk.example/inschrijving/abc/",
        edition=edition,
    )


def written(view: RegistrationView, method: Method = Method.REQUEST) -> bytes:
    return registration_calendar(view, method=method, organiser=ORGANISER, stamp=STAMP)


def mailed(view: RegistrationView, method: Method = Method.REQUEST) -> list[bytes]:
    return mailed_calendars(view, method=method, organiser=ORGANISER, stamp=STAMP)


def read(content: bytes) -> tuple[Calendar, list[Event]]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar, [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


@given(st.text(st.sampled_from("aé€😀\\\\^;, "), min_size=1, max_size=400))
@example("\\" * 400)
def test_long_lines_are_folded_and_read_back(title: str) -> None:
    view = registration(session(WINTER))
    view = replace(view, edition=replace(view.edition, title=f"x{title}x"))
    content = written(view)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    _calendar, [event] = read(content)
    assert str(event["summary"]) == f"x{title}x"


WINTER = dt.datetime(2026, 12, 15, 12, 30, tzinfo=AMSTERDAM)


def test_what_is_written_reads_back() -> None:
    view = registration(session(WINTER))
    calendar, (event,) = read(written(view))

    assert (calendar["version"], calendar["method"], calendar["calscale"]) == ("2.0", "REQUEST", "GREGORIAN")
    assert event["uid"] == f"{view.edition.sessions[0].public_id}.{view.public_id}@vakwerk.example"
    assert (event["summary"], event["location"], event["status"]) == (
        "Goed werk, onder druk; echt",
        "online via Webex",
        "CONFIRMED",
    )
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (WINTER, WINTER + dt.timedelta(minutes=90))
    assert event["url"] == "https://vakwerk.example/inschrijving/abc/"
    assert "De inloop begint om 12.15 uur." in str(event["description"])
    assert event["attendee"] == "MAILTO:z.deboer@lindewaard.example"
    assert event["attendee"].params["RSVP"] == "FALSE"


def test_the_wall_clock_stands_in_the_file_with_its_time_zone() -> None:
    content = written(registration(session(WINTER)))

    assert b"DTSTART;TZID=Europe/Amsterdam:20261215T123000\r\n" in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_meeting_link_is_in_no_file() -> None:
    view = registration(session(WINTER))
    everything = (
        written(view)
        + written(view, Method.PUBLISH)
        + agenda_calendar(
            [(view.edition, "https://vakwerk.example/agenda/goed-werk/")],
            name="Agenda",
            organiser=ORGANISER,
            stamp=STAMP,
        )
    )

    assert b"meet.example.org" not in everything.replace(b"\r\n ", b"")


@pytest.mark.parametrize(("walk_in", "trigger"), [(15, dt.timedelta(minutes=-15)), (None, dt.timedelta(0))])
def test_the_alarm_rings_at_the_walk_in_time(walk_in: int | None, trigger: dt.timedelta) -> None:
    opens = WINTER - dt.timedelta(minutes=walk_in) if walk_in else None
    _calendar, (event,) = read(written(registration(session(WINTER, walk_in_at=opens))))

    (alarm,) = event.walk("VALARM")
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", trigger)


def test_a_file_to_download_asks_nothing() -> None:
    calendar, (event,) = read(written(registration(session(WINTER)), Method.PUBLISH))

    assert calendar["method"] == "PUBLISH"
    assert "attendee" not in event
    assert "organizer" not in event


def test_a_cancellation_is_the_same_item_one_change_later() -> None:
    view = registration(session(WINTER), sequence=3)
    _calendar, (before,) = read(written(view))
    calendar, (after,) = read(written(view, Method.CANCEL))

    assert calendar["method"] == "CANCEL"
    assert (after["uid"], before["sequence"], after["sequence"], after["status"]) == (before["uid"], 3, 4, "CANCELLED")
    assert after.walk("VALARM") == []


def test_a_change_keeps_the_uid_and_raises_the_sequence() -> None:
    first = registration(session(WINTER))
    moved = replace(first.edition.sessions[0], starts_at=WINTER + dt.timedelta(days=1))
    second = replace(first, edition=replace(first.edition, sessions=(moved,), sequence=1))

    _calendar, (before,) = read(written(first))
    _calendar, (after,) = read(written(second))
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)


def test_both_sides_of_a_change_of_time_keep_their_wall_clock() -> None:
    spring = [dt.datetime(2027, 3, 27, 9, 30, tzinfo=AMSTERDAM), dt.datetime(2027, 3, 28, 9, 30, tzinfo=AMSTERDAM)]
    autumn = [dt.datetime(2027, 10, 30, 9, 30, tzinfo=AMSTERDAM), dt.datetime(2027, 10, 31, 9, 30, tzinfo=AMSTERDAM)]
    _calendar, events = read(written(registration(*(session(start) for start in spring + autumn))))

    starts = [event.decoded("dtstart") for event in events]
    assert [start.utcoffset() for start in starts] == [dt.timedelta(hours=hours) for hours in (1, 2, 2, 1)]
    assert starts == spring + autumn


def test_the_time_zone_tells_the_right_moments_of_change() -> None:
    calendar, _events = read(written(registration(session(WINTER))))
    zone = calendar.timezones[0].to_tz()

    for moment, hours in [
        (dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC), 1),
        (dt.datetime(2027, 3, 28, 1, 1, tzinfo=dt.UTC), 2),
        (dt.datetime(2027, 10, 31, 0, 59, tzinfo=dt.UTC), 2),
        (dt.datetime(2027, 10, 31, 1, 1, tzinfo=dt.UTC), 1),
    ]:
        assert moment.astimezone(zone).utcoffset() == dt.timedelta(hours=hours)


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL])
def test_a_mailed_file_holds_one_item_as_itip_wants(method: Method) -> None:
    days = [session(WINTER, title="Start"), session(WINTER + dt.timedelta(days=7), title="Slot")]
    view = registration(*days)
    files = mailed(view, method)
    found = [read(content) for content in files]
    assert [len(events) for _calendar, events in found] == [1, 1]
    assert [calendar["method"] for calendar, _events in found] == [method.value] * 2
    _calendar, together = read(written(view, method))
    assert [event["uid"] for _calendar, [event] in found] == [event["uid"] for event in together]


def test_every_session_is_an_item_of_its_own() -> None:
    days = [session(WINTER, title="Start"), session(WINTER + dt.timedelta(days=7), title="Slot")]
    _calendar, events = read(written(registration(*days)))

    assert [event["summary"] for event in events] == [
        "Goed werk, onder druk; echt: Start",
        "Goed werk, onder druk; echt: Slot",
    ]
    assert len({event["uid"] for event in events}) == 2


def test_english_words_for_an_english_reader() -> None:
    view = replace(registration(session(WINTER)), language="en")
    _calendar, (event,) = read(written(view))

    assert "12:15" in str(event["description"])


def test_the_title_of_a_day_is_in_the_language_of_the_reader() -> None:
    day = session(WINTER, title="Macht", english=SessionWords(title="Power"))
    _calendar, (dutch,) = read(written(registration(day)))
    _calendar, (english,) = read(written(replace(registration(day), language="en")))

    assert str(dutch["summary"]).endswith(": Macht")
    assert str(english["summary"]).endswith(": Power")

"""What we mail, in somebody else's calendar program: it takes the items, a change and a cancellation as the same ones."""

import datetime as dt
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from events.calendar import Method
from tests.events.test_calendar import WINTER, mailed, registration, session

CONFIG = """\
[calendars]
[[work]]
path = {folder}/work
[locale]
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
timeformat = %H:%M
dateformat = %d-%m
longdateformat = %Y-%m-%d
datetimeformat = %d-%m %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = work
"""
LINE = "{start-long-full}|{end-time}|{cancelled}{title}|{location}|{uid}"


class Khal:
    """The program, with a calendar of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "work").mkdir()
        self.config = folder / "config"
        self.config.write_text(CONFIG.format(folder=folder))

    def take(self, *attachments: bytes) -> None:
        """What clicking on each attachment of a mail does."""
        for content in attachments:
            file = self.folder / "vakwerk.ics"
            file.write_bytes(content)
            self._run("import", "--batch", str(file))

    def lines(self) -> list[list[str]]:
        """Start, end, title, place and id of every item in a year."""
        shown = self._run("list", "--day-format", "", "--format", LINE, "2026-12-01", "365d")
        return [line.split("|") for line in shown.splitlines() if line]

    def _run(self, *arguments: str) -> str:
        command = [str(Path(sys.executable).with_name("khal")), "--config", str(self.config), *arguments]
        environment = {**os.environ, "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, timeout=60)
        assert "rror" not in ended.stderr, ended.stderr
        return ended.stdout


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    return Khal(tmp_path)


def test_one_of_two_sessions_goes(khal: Khal) -> None:
    first = registration(session(WINTER, title="Start"), session(WINTER + dt.timedelta(days=7), title="Slot"))
    khal.take(*mailed(first))
    kept, gone = first.edition.sessions
    khal.take(*mailed(replace(first, edition=replace(first.edition, sessions=(kept,), sequence=1))))
    khal.take(*mailed(replace(first, edition=replace(first.edition, sessions=(gone,), sequence=1)), Method.CANCEL))
    assert [line[2] for line in khal.lines()] == [
        "Goed werk, onder druk; echt: Start",
        "CANCELLED Goed werk, onder druk; echt: Slot",
    ]


def test_all_sessions_then_a_change_then_a_cancellation(khal: Khal) -> None:
    summer = dt.datetime(2027, 6, 22, 9, 30, tzinfo=WINTER.tzinfo)
    first = registration(session(WINTER, title="Start"), session(summer, title="Slot"))
    khal.take(*mailed(first))
    start, end = khal.lines()
    assert start[:4] == ["2026-12-15 12:30", "14:00", "Goed werk, onder druk; echt: Start", "online via Webex"]
    assert end[:4] == ["2027-06-22 09:30", "11:00", "Goed werk, onder druk; echt: Slot", "online via Webex"]

    later = session(WINTER + dt.timedelta(days=1), title="Start", place="Raadhuis", mode="on_site")
    moved = replace(later, public_id=first.edition.sessions[0].public_id)
    second = replace(first, edition=replace(first.edition, sessions=(moved, first.edition.sessions[1]), sequence=1))
    khal.take(*mailed(second))
    changed, same = khal.lines()
    assert (changed[0], changed[3], changed[4]) == ("2026-12-16 12:30", "Raadhuis", start[4])
    assert same == end

    khal.take(*mailed(second, Method.CANCEL))
    assert [(line[2].partition(" ")[0], line[4]) for line in khal.lines()] == [
        ("CANCELLED", start[4]),
        ("CANCELLED", end[4]),
    ]

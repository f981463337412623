"""Calendar items (RFC 5545) of a registration: one event a session, with an alarm at the walk-in time.

A file to download is METHOD:PUBLISH: it has no attendee and asks nothing. A mail carries METHOD:REQUEST with the reader
as an attendee who has accepted already (RSVP=FALSE): only then do Outlook, Google and Apple take a later change, or a
METHOD:CANCEL, as a change of the same item instead of a second one. There is one item in each mailed file: RFC 5546 (3.2.2) wants
one UID in a request, and Outlook ignores all but the first item of one ([MS-STANOICAL] 2.2.175). All in one is what the download
is for. The UID stays the same for a registration in a
session; SEQUENCE counts the changes of the edition, and a cancellation stands one above.

No item holds the meeting link: calendars are shared with colleagues. It holds the personal page, which opens the door
at the walk-in time.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

from cms.api import notation
from events.contracts import EditionView, RegistrationView, SessionView

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONGEST_LINE = 75  # octets, the line break not counted
PRODUCT = "-//Vakwerk//Academie//NL"

# The rule itself instead of a list of years; what icalendar derives from the time zone database puts the change to
# summer time an hour late.
_TIME_ZONE: bytes = Timezone.from_ical("""\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""").to_ical()


class Method(StrEnum):
    """What the calendar program is asked to do; see RFC 5546."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Attendee:
    """In whose calendar an item stands."""

    name: str
    email: str


@dataclass(frozen=True)
class Talk:
    """The talk before somebody is admitted; `location` is a place or the address of a meeting."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    location: str
    sequence: int


@dataclass(frozen=True)
class Organiser:
    """Who sends the invitation; `host` makes our ids unique in the world."""

    name: str
    email: str
    host: str


def registration_calendar(
    registration: RegistrationView, *, method: Method, organiser: Organiser, stamp: dt.datetime
) -> bytes:
    """All sessions of a registration to download, worded in its language."""
    return _written(_events(registration, method, organiser, stamp), method)


def mailed_calendars(
    registration: RegistrationView, *, method: Method, organiser: Organiser, stamp: dt.datetime
) -> list[bytes]:
    """A file for each session of a registration, in their order."""
    return [_written([event], method) for event in _events(registration, method, organiser, stamp)]


def _events(registration: RegistrationView, method: Method, organiser: Organiser, stamp: dt.datetime) -> list[Event]:
    with translation.override(registration.language):
        return [_event(registration, session, method, organiser, stamp) for session in registration.edition.sessions]


def interview_calendar(
    registration: RegistrationView, talk: Talk, *, method: Method, organiser: Organiser, stamp: dt.datetime
) -> bytes:
    """The talk for whoever applied: one item, that moves along with the talk."""
    with translation.override(registration.language):
        event = _talk_event(talk, method, stamp)
        event.add("summary", _("Gesprek over %(title)s") % {"title": registration.edition.title})
        event.add("uid", f"interview.{registration.public_id}@{organiser.host}")
        event.add("url", registration.personal_url)
        _invite(event, Attendee(registration.name, registration.email), organiser)
        return _written([event], method)


def interviewer_calendar(
    registration: RegistrationView,
    talk: Talk,
    *,
    slot: UUID,
    interviewer: Attendee,
    url: str,
    method: Method,
    organiser: Organiser,
    stamp: dt.datetime,
) -> bytes:
    """The talk for who has it. An item for each moment and applicant: a talk that moves may go to somebody else, so the old
    item disappears. `url` is for staff; the applicant's own page is not for others."""
    event = _talk_event(talk, method, stamp)
    named = {"name": registration.name, "title": registration.edition.title}
    event.add("summary", _("Gesprek met %(name)s over %(title)s") % named)
    event.add("uid", f"talk.{slot}.{registration.public_id}@{organiser.host}")
    event.add("url", url)
    _invite(event, interviewer, organiser)
    return _written([event], method)


def _talk_event(talk: Talk, method: Method, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("dtstamp", stamp)
    event.add("dtstart", talk.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", talk.ends_at.astimezone(AMSTERDAM))
    event.add("location", talk.location)
    event.add("sequence", talk.sequence)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    return event


def guest_calendar(
    title: str,
    session: SessionView,
    attendee: Attendee,
    *,
    guest: UUID,
    url: str,
    sequence: int,
    method: Method,
    organiser: Organiser,
    stamp: dt.datetime,
) -> bytes:
    """The one session that a guest comes to, in the active language; `url` is their own page."""
    event = _session_event(title, session, stamp)
    event.add("uid", f"guest.{guest}@{organiser.host}")
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("url", url)
    event.add("description", _("Kunt u niet? Meld u daar af, dan komt uw plaats vrij voor een ander."))
    _invite(event, attendee, organiser)
    return _written([event], method)


def agenda_calendar(
    editions: Iterable[tuple[EditionView, str]], *, name: str, organiser: Organiser, stamp: dt.datetime
) -> bytes:
    """Everything in the agenda, each with the address of its page; nobody's personal data and no meeting link."""
    events = []
    for edition, url in editions:
        for session in edition.sessions:
            event = _session_event(edition.title, session, stamp)
            event.add("uid", f"{session.public_id}@{organiser.host}")
            event.add("sequence", edition.sequence)
            event.add("url", url)
            events.append(event)
    return _written(events, Method.PUBLISH, name)


def _event(
    registration: RegistrationView, session: SessionView, method: Method, organiser: Organiser, stamp: dt.datetime
) -> Event:
    edition = registration.edition
    is_cancelled = method is Method.CANCEL
    event = _session_event(edition.title, session, stamp)
    event.add("uid", f"{session.public_id}.{registration.public_id}@{organiser.host}")
    event.add("sequence", edition.sequence + (1 if is_cancelled else 0))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", registration.personal_url)
    event.add("description", _description(registration, session))
    if method is not Method.PUBLISH:
        _invite(event, Attendee(registration.name, registration.email), organiser)
    if not is_cancelled:
        event.add_component(_alarm(edition, session))
    return event


def _invite(event: Event, attendee: Attendee, organiser: Organiser) -> None:
    event["organizer"] = _address(organiser.email, CN=organiser.name)
    event["attendee"] = _address(
        attendee.email, CN=attendee.name, ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED", RSVP="FALSE"
    )


def _session_event(title: str, session: SessionView, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("dtstamp", stamp)
    event.add("dtstart", session.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", session.ends_at.astimezone(AMSTERDAM))
    event.add("summary", f"{title}: {session.title_text}" if session.title else title)
    event.add("location", _location(session))
    return event


def _alarm(edition: EditionView, session: SessionView) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", edition.title)
    # Relative to the start, so that the alarm moves along when somebody moves the item.
    alarm.add("trigger", session.opens_at - session.starts_at)
    return alarm


def _description(registration: RegistrationView, session: SessionView) -> str:
    lines = []
    if session.walk_in_at:
        opens = session.walk_in_at.astimezone(AMSTERDAM).time()
        words = notation.clock(opens, "en" if registration.language == "en" else "nl")
        lines.append(_("De inloop begint om %(time)s.") % {"time": words})
    link = {"url": registration.personal_url}
    lines.append(_("Uw persoonlijke pagina, met de deur naar de bijeenkomst: %(url)s") % link)
    lines.append(_("Kunt u niet? Meld u daar af, dan komt uw plaats vrij voor een ander."))
    return "\n".join(lines)


def _location(session: SessionView) -> str:
    found = _("plaats nader te bepalen") if session.place_follows else session.place
    place = ", ".join(part for part in (found, session.address, session.host) if part)
    online = _("online via %(medium)s") % {"medium": session.medium} if session.medium else _("online")
    return {"on_site": place, "online": online}.get(session.mode, f"{place} / {online}")


def _address(email: str, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{email}")
    for name, value in parameters.items():
        address.params[name] = vText(value)
    return address


def _written(events: Sequence[Event], method: Method, name: str = "") -> bytes:
    lines = [_folded(line) for event in events for line in event.content_lines() if line]
    return b"".join((_beginning(method, name), *(line + b"\r\n" for line in lines), b"END:VCALENDAR\r\n"))


@lru_cache(maxsize=100)
def _beginning(method: Method, name: str) -> bytes:
    """What every calendar of this kind begins with: half of an item."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    return bytes(calendar.to_ical()).removesuffix(b"END:VCALENDAR\r\n") + _TIME_ZONE


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets (RFC 5545, 3.1). icalendar does the same character by character, which took a
    twentieth of all the work of a registration."""
    rest, pieces = line.encode(), []
    while len(rest) > LONGEST_LINE:
        end = LONGEST_LINE
        while rest[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        if rest[end - 1] in b"\\^":  # which some programs only understand together with what follows
            end -= 1
        pieces.append(rest[:end])
        rest = b" " + rest[end:]
    return b"\r\n".join([*pieces, rest])

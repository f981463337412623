"""Facts of an edition in words, in the active language. Everything is computed from data; nothing is typed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cms.api import Fact, LinkOut, notation
from events.contracts import RegistrationView, SessionMoment, SessionView

HALF_DAY = dt.timedelta(hours=4)


def language() -> notation.Language:
    """The active language, as cms.notation wants it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def local(moment: dt.datetime) -> dt.datetime:
    """The time in the Netherlands, whatever time zone is active: most of what an edition says passes here."""
    return moment.astimezone(timezone.get_default_timezone())


def local_date(moment: dt.datetime) -> dt.date:
    """The day in the Netherlands."""
    return local(moment).date()


def dates_of(sessions: Iterable[SessionView]) -> list[dt.date]:
    """Every day on which something happens, in order, each once."""
    return sorted({local_date(session.starts_at) for session in sessions})


def day(moment: dt.datetime) -> str:
    """dinsdag 13 december 2026"""
    return notation.day(local_date(moment), language())


def clock(moment: dt.datetime) -> str:
    """12.15 uur"""
    return notation.clock(local(moment).time(), language())


def times(session: SessionView | SessionMoment) -> str:
    """12.30 – 14.00 uur"""
    return notation.times(local(session.starts_at).time(), local(session.ends_at).time(), language())


def common_times(sessions: Sequence[SessionView]) -> str:
    """The times of all sessions when they are alike, else nothing."""
    found = {(local(session.starts_at).time(), local(session.ends_at).time()) for session in sessions}
    return times(sessions[0]) if len(found) == 1 else ""


def common_where(sessions: Sequence[SessionView]) -> str:
    """Where all sessions are when that is one place, else nothing."""
    different = {(session.mode, session.place, session.medium, session.host): session for session in sessions}
    found = {where(session) for session in different.values()}
    return found.pop() if len(found) == 1 else ""


def at(moment: dt.datetime) -> str:
    """15 december 2026, 12.00 uur"""
    return f"{notation.date_of(local_date(moment), language())}, {clock(moment)}"


def is_end_of_day(moment: dt.datetime) -> bool:
    """Whether a deadline is a whole day: it falls in the last minute of it."""
    return local(moment).time() >= dt.time(23, 59)


def until(moment: dt.datetime) -> str:
    """A deadline: "tot 15 december 2026, 12.00 uur"; in the last minute of a day "tot en met 25 mei 2027"."""
    if is_end_of_day(moment):
        return _("tot en met %(date)s") % {"date": notation.date_of(local_date(moment), language())}
    return _("tot %(moment)s") % {"moment": at(moment)}


def half_days(sessions: Iterable[SessionView]) -> int:
    """Dagdelen: a session longer than four hours counts for two."""
    return sum(2 if session.ends_at - session.starts_at > HALF_DAY else 1 for session in sessions)


def duration(sessions: Sequence[SessionView]) -> str:
    """What the length is in the words of the academy: "8 dagen", or for a part of one day "2,5 uur"."""
    if len(sessions) == 1 and sessions[0].ends_at - sessions[0].starts_at <= HALF_DAY:
        minutes = int((sessions[0].ends_at - sessions[0].starts_at).total_seconds() // 60)
        return notation.hours(minutes, language())
    return notation.day_count(len(dates_of(sessions)), language())


def period(sessions: Sequence[SessionView]) -> str:
    """juni 2027 t/m januari 2028"""
    found = dates_of(sessions)
    return notation.period(found[0], found[-1], language()) if found else ""


def where(session: SessionView) -> str:
    """online via Webex; op locatie, Lindewaard, te gast bij Gemeente Lindewaard; op locatie, plaats nader te bepalen"""
    match session.mode:
        case "online":
            return _online(session)
        case "on_site":
            return _on_site(session)
        case _:
            return f"{_on_site(session)} {_('of')} {_online(session)}"


def _online(session: SessionView) -> str:
    return _("online via %(medium)s") % {"medium": session.medium} if session.medium else _("online")


def _on_site(session: SessionView) -> str:
    place = _("plaats nader te bepalen") if session.place_follows else session.place
    on_site = _("op locatie, %(place)s") % {"place": place}
    return _("%(place)s, te gast bij %(host)s") % {"place": on_site, "host": session.host} if session.host else on_site


def map_of(session: SessionView) -> LinkOut | None:
    """A link to the place on a map; None for what is online or nowhere yet."""
    if not session.map_url:
        return None
    return LinkOut(_("%(place)s op de kaart") % {"place": session.place}, session.map_url)


def meeting_count(count: int) -> str:
    """5 bijeenkomsten"""
    return ngettext("%(count)s bijeenkomst", "%(count)s bijeenkomsten", count) % {"count": count}


def when_and_where(sessions: Sequence[SessionView]) -> list[Fact]:
    """The facts of a registration: of one session the day and the time, of several all days."""
    if not sessions:
        return [Fact(_("Wanneer"), _("de datum volgt"))]
    first = sessions[0]
    if len(sessions) == 1:
        walk_in = _("inloop vanaf %(time)s") % {"time": clock(first.walk_in_at)} if first.walk_in_at else ""
        place = Fact(_("Medium"), first.medium) if first.mode == "online" and first.medium else _place(first)
        return [Fact(_("Datum"), day(first.starts_at)), Fact(_("Tijd"), times(first), walk_in), place]
    return [
        Fact(_("Data"), notation.days(dates_of(sessions), language()), duration(sessions)),
        Fact(_("Tijd"), common_times(sessions) or _("per dag anders")),
        _place(first) if common_where(sessions) else Fact(_("Waar"), _("per dag anders"), _places(sessions)),
    ]


def workgroup_fact(registration: RegistrationView) -> list[Fact]:
    """The workgroup of a participant; nothing when the edition has none."""
    workgroups = registration.edition.workgroups
    if not workgroups:
        return []
    chosen = next((each for each in workgroups if each.title == registration.workgroup), None)
    if chosen is None:
        return [Fact(_("Werkgroep"), _("nog niet gekozen"))]
    host = _("begeleider: %(name)s") % {"name": chosen.host} if chosen.host else ""
    return [Fact(_("Werkgroep"), chosen.title_text, host)]


def _places(sessions: Sequence[SessionView]) -> str:
    """Each place once, in the order of the days."""
    return "; ".join(dict.fromkeys(where(session) for session in sessions))


def _place(session: SessionView) -> Fact:
    return Fact(_("Waar"), where(session), session.address if session.mode != "online" else "", map_of(session))

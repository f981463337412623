"""Which mails the clock asks for now."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Attendance, Edition, EvaluatedAfter, Registration, Reminder, Session
from events.queries.attendance import EXPECTED
from events.queries.materials import READERS, readable_since
from events.working_hours import is_working_day

MORNING = dt.time(10)
HOUR = dt.timedelta(hours=1)
# A server that was down longer than this thanks nobody any more.
THANKS_LAST = dt.timedelta(days=3)
# Christmas against a weekend is four days off in a row; and a night of walking in.
LONGEST_AHEAD = dt.timedelta(days=7)

TO_COME = frozenset({EditionStatus.OPEN, EditionStatus.CONFIRMED})


@dataclass(frozen=True)
class DueReminder:
    """A mail to everybody in `session`. `about` is the moment that it speaks of, `due_at` since when it should have gone;
    `titles` are those of material that it tells of."""

    session: Session
    kind: Reminder.Kind
    about: dt.datetime
    due_at: dt.datetime
    titles: tuple[str, ...] = ()


def due_reminders(now: dt.datetime) -> list[DueReminder]:
    """Those that are due and have not gone; two queries, and for material one, or two when there is any."""
    later = Session.objects.filter(edition=OuterRef("edition"), ends_at__gt=OuterRef("ends_at"))
    sessions = (
        Session.objects.filter(
            edition__status__in=TO_COME | {EditionStatus.COMPLETED},
            starts_at__lt=now + LONGEST_AHEAD,
            ends_at__gt=now - THANKS_LAST - dt.timedelta(days=1),
        )
        .annotate(is_last=~Exists(later))
        .select_related("edition")
        .prefetch_related("reminders")
        .order_by("starts_at", "pk")
    )
    due = [reminder for session in sessions for reminder in _due(session, now, is_last=session.is_last)]
    return due + list(_materials_due(now))


def _materials_due(now: dt.datetime) -> Iterator[DueReminder]:
    """What participants can see since the last time that was told, session by session: at ten o'clock, all of a day at once."""
    found = readable_since(now - THANKS_LAST - dt.timedelta(days=1), now)
    for (session, due_at), group in groupby(found, key=lambda pair: (pair[0].session, _next_morning(pair[1]))):
        gone = any(each.kind == Reminder.Kind.MATERIAL and each.about == due_at for each in session.reminders.all())
        if due_at <= now < due_at + THANKS_LAST and not gone:
            titles = tuple(material.title for material, _since in group)
            yield DueReminder(session, Reminder.Kind.MATERIAL, due_at, due_at, titles)


def _next_morning(moment: dt.datetime) -> dt.datetime:
    """The first time that it is ten o'clock."""
    morning = _morning(timezone.localtime(moment).date())
    return morning if morning >= moment else _morning(timezone.localtime(moment).date() + dt.timedelta(days=1))


def editions_without_names(now: dt.datetime) -> QuerySet[Edition]:
    """Whose bookers should have heard that we still miss names, with that deadline as `names_at`; one query."""
    unnamed = Registration.objects.filter(edition=OuterRef("pk"), email="", status=RegistrationStatus.CONFIRMED)
    gone = Reminder.objects.filter(
        session__edition=OuterRef("pk"), kind=Reminder.Kind.NAMES, about=OuterRef("names_at")
    )
    first = Session.objects.filter(edition=OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
    editions: QuerySet[Edition] = Edition.objects.filter(Exists(unnamed), status__in=TO_COME).annotate(
        first_at=Subquery(first), names_at=Coalesce("names_until", "first_at")
    )
    soon = {"first_at__isnull": False, "names_at__gt": now, "names_at__lt": now + 2 * LONGEST_AHEAD}
    return editions.filter(~Exists(gone), **soon).order_by("pk")


def names_due(closes_at: dt.datetime) -> dt.datetime:
    """Ten o'clock on the third working day before the names must be known."""
    for _day in range(3):
        closes_at = working_day_before(closes_at)
    return closes_at


def people_to_remind(reminder: DueReminder) -> QuerySet[Registration]:
    """Who gets it. Whoever signed up after it was due has just read the confirmation."""
    people = Registration.objects.filter(edition=reminder.session.edition_id)
    if reminder.kind is Reminder.Kind.EVALUATE:
        return _who_was_there(people, reminder.session)
    if reminder.kind is Reminder.Kind.MATERIAL:
        return people.filter(status__in=READERS, created_at__lte=reminder.due_at).exclude(email="")
    if reminder.kind is Reminder.Kind.AFTER:
        return people.filter(status__in=[RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED])
    return people.filter(status=RegistrationStatus.CONFIRMED, created_at__lte=reminder.due_at)


def _due(session: Session, now: dt.datetime, *, is_last: bool) -> Iterator[DueReminder]:
    gone = {(reminder.kind, reminder.about) for reminder in session.reminders.all()}
    for kind, about, due_at, until in _wanted(session, is_last=is_last):
        if due_at <= now < until and (kind, about) not in gone:
            yield DueReminder(session, kind, about, due_at)


def _wanted(
    session: Session, *, is_last: bool
) -> Iterator[tuple[Reminder.Kind, dt.datetime, dt.datetime, dt.datetime]]:
    """What goes about this session: the kind, the moment that it is about, since when it is due and until when it makes sense."""
    edition = session.edition
    opens_at = session.walk_in_at or session.starts_at
    if edition.status in TO_COME:
        if edition.reminds_day_before:
            yield Reminder.Kind.DAY, opens_at, working_day_before(opens_at), opens_at
        if edition.reminds_hour_before and session.mode != Session.Mode.ON_SITE:
            yield Reminder.Kind.HOUR, opens_at, opens_at - HOUR, opens_at
    next_morning = _morning(timezone.localtime(session.ends_at).date() + dt.timedelta(days=1))
    if _is_evaluated(session, is_last=is_last):
        yield Reminder.Kind.EVALUATE, session.ends_at, next_morning, next_morning + THANKS_LAST
    elif edition.thanks_after and is_last:
        yield Reminder.Kind.AFTER, session.ends_at, next_morning, next_morning + THANKS_LAST


def _is_evaluated(session: Session, *, is_last: bool) -> bool:
    after = session.edition.evaluated_after
    return after == EvaluatedAfter.SESSION or (after == EvaluatedAfter.EDITION and is_last)


def _who_was_there(people: QuerySet[Registration], session: Session) -> QuerySet[Registration]:
    """Whoever was noted as present: at the session, or at any of them when the edition is asked about as a whole. Where nothing
    was noted: whoever has a definite place and is not known to have stayed away."""
    noted = Attendance.objects.filter(registration=OuterRef("pk"))
    if session.edition.evaluated_after == EvaluatedAfter.SESSION:
        noted = noted.filter(session=session)
    unknown = ~Exists(noted) & Q(status__in=[RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED])
    came = Exists(noted.filter(present=True)) & Q(status__in=EXPECTED)
    return people.filter(came | unknown).exclude(email="")


def working_day_before(moment: dt.datetime) -> dt.datetime:
    """Ten o'clock in the Netherlands on the last day before that people are at work."""
    day = timezone.localtime(moment).date() - dt.timedelta(days=1)
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return _morning(day)


def _morning(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, MORNING))

"""One edition from its announcement to the last deletion: every mail, state and sum, by the clock, across both changes of
summer time and New Year."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django import app

from betalingen.models import Order
from cms.models import Message, User
from events.actions.cancel_registration import cancel_registration
from events.actions.complete_edition import complete_edition
from events.actions.confirm_edition import confirm_edition
from events.actions.give_certificates import give_certificates
from events.actions.note_attendance import note_attendance
from events.actions.open_edition import open_edition
from events.contracts import Participant
from events.lifecycles import EditionStatus
from events.models import Edition, EvaluatedAfter, PaysWhen, Registration, Session, WaitingListEntry
from tests.events.bookings import PIETER, SANNE, book, paid_edition
from tests.events.waiting import wait
from tests.factories.events import ProgrammePageFactory, SessionFactory, local

pytestmark = pytest.mark.django_db

DAYS = [
    local(2026, 10, 22, 9, 30),  # summer time
    local(2026, 10, 26, 9, 30),  # the Monday after the clock went back
    local(2027, 1, 4, 9, 30),  # the first working day of the year
    local(2027, 3, 25, 9, 30),
    local(2027, 3, 30, 9, 30),  # the first working day after the clock went forward at Easter
]
REMINDED = [
    ("21-10", "donderdag 22 oktober 2026"),
    ("23-10", "maandag 26 oktober 2026"),
    ("31-12", "maandag 4 januari 2027"),
    ("24-03", "donderdag 25 maart 2027"),
    ("26-03", "dinsdag 30 maart 2027"),
]


ANNA = Participant("Anna Berg", "anna@merwestein.example")
HALF_HOUR, DAY = dt.timedelta(minutes=30), dt.timedelta(days=1)
FOUR_TIMES = ("04:00", "10:00", "16:00", "22:00")


class Run:
    """Lets time pass, with every periodic job of these apps at its own minute; those of each minute every half hour around a
    session, and four times on other days."""

    def __init__(self, clock: time_machine.Traveller) -> None:
        self.clock = clock
        tasks = [
            each
            for each in app.periodic_registry.periodic_tasks.values()
            if each.task.name.startswith(("events.", "betalingen."))
        ]
        self.often = [each for each in tasks if each.cron == "* * * * *"]
        self.daily = [each for each in tasks if each.cron.split()[1] != "*"]

    def until(self, moment: dt.datetime) -> None:
        at = timezone.now()
        while at < moment:
            following = min(moment, self._next(at))
            self._nightly(at, following)
            at = following
            self.clock.move_to(at)
            self._work(self.often)

    def _next(self, at: dt.datetime) -> dt.datetime:
        near = any(abs(at - day) < DAY for day in DAYS)
        following = at + HALF_HOUR
        while not near and timezone.localtime(following).strftime("%H:%M") not in FOUR_TIMES:
            following += HALF_HOUR
        return following

    def _nightly(self, since: dt.datetime, until: dt.datetime) -> None:
        for each in self.daily:
            due = each.croniter.get_next(dt.datetime, start_time=since.astimezone(dt.UTC))
            if due <= until:
                self.clock.move_to(due)
                self._work([each])

    def _work(self, tasks: "list[Any]") -> None:
        for each in tasks:
            each.task.func(timestamp=int(timezone.now().timestamp()))


class Mails:
    """The mails since one last looked: when, and to whom what."""

    def __init__(self) -> None:
        self.seen = 0

    def new(self) -> list[str]:
        found = list(Message.objects.filter(pk__gt=self.seen).order_by("pk"))
        self.seen = found[-1].pk if found else self.seen
        return [
            f"{timezone.localtime(each.created_at):%d-%m %H:%M} {each.recipient.split('@')[0]}: "
            f"{each.subject.replace('Leernetwerk HRM', 'LH')}"
            for each in found
        ]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(local(2026, 9, 1, 9), tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(page_tree: SimpleNamespace, clock: time_machine.Traveller) -> Edition:
    """A programme of five days for three people, paid on invoice once it goes ahead."""
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leernetwerk HRM", slug="hrm")
    made = paid_edition(
        evaluated_after=EvaluatedAfter.EDITION,
        offering=page,
        status=EditionStatus.DRAFT,
        minimum=2,
        capacity=3,
        pays_when=PaysWhen.GO_AHEAD,
        closes_at=local(2026, 10, 1),
        decision_date=dt.date(2026, 10, 2),
        sessions=0,
    )
    for day in DAYS:
        SessionFactory.create(
            edition=made,
            starts_at=day,
            ends_at=day + dt.timedelta(hours=7),
            walk_in_at=day - HALF_HOUR,
            mode=Session.Mode.ON_SITE,
            place="Lindewaard",
            meeting_url="",
            meeting_provider="",
        )
    return made


def test_from_announcement_to_the_last_deletion(
    edition: Edition, clock: time_machine.Traveller, programme_manager: User
) -> None:
    run, mails = Run(clock), Mails()
    open_edition(edition_id=edition.pk)
    book(_fresh(edition), PIETER, SANNE, provider="invoice")
    alone = book(_fresh(edition), ANNA, provider="invoice")
    assert mails.new() == [
        "01-09 09:00 p.deboer: Uw plaats staat vast onder voorbehoud: LH",
        "01-09 09:00 s.visser: Uw plaats staat vast onder voorbehoud: LH",
        "01-09 09:00 facturen: Aanmelding OR-2026-0001, u betaalt nog niets: LH",
        "01-09 09:00 anna: Uw plaats staat vast onder voorbehoud: LH",
        "01-09 09:00 facturen: Aanmelding OR-2026-0002, u betaalt nog niets: LH",
    ]

    run.until(local(2026, 9, 10, 10))
    wait(edition, "Yasmin")
    cancel_registration(registration_id=alone.registrations[0].pk)
    assert (_fresh(edition).taken, _fresh(edition).reserved) == (2, 1)
    run.until(local(2026, 9, 10, 12))
    entry = WaitingListEntry.objects.get()
    yasmin = Participant("Yasmin", entry.email)
    book(_fresh(edition), yasmin, provider="invoice", offer=entry.pk)
    assert (_fresh(edition).taken, _fresh(edition).reserved) == (3, 0)
    assert mails.new() == [
        "10-09 10:00 yasmin: U staat op de wachtlijst: LH",
        "10-09 10:00 anna: U bent afgemeld: LH",
        "10-09 10:00 yasmin: Er is plaats voor u: LH",
        "10-09 12:00 yasmin: Uw plaats staat vast onder voorbehoud: LH",
        "10-09 12:00 facturen: Aanmelding OR-2026-0003, u betaalt nog niets: LH",
    ]

    run.until(local(2026, 10, 2, 9))
    confirm_edition(edition_id=edition.pk)
    assert mails.new() == [
        "02-10 08:00 programme.managers: Beslis of het doorgaat (3 van 2): LH",
        "02-10 09:00 facturen: Bevestiging OR-2026-0001: LH",
        "02-10 09:00 p.deboer: U bent aangemeld: LH",
        "02-10 09:00 s.visser: U bent aangemeld: LH",
        "02-10 09:00 facturen: Bevestiging OR-2026-0003: LH",
        "02-10 09:00 yasmin: U bent aangemeld: LH",
    ]
    assert states() == {
        "Anna Berg": "cancelled",
        PIETER.name: "confirmed",
        SANNE.name: "confirmed",
        "Yasmin": "confirmed",
    }

    for session, (reminded_on, day) in zip(edition.sessions.order_by("starts_at"), REMINDED, strict=True):
        run.until(session.ends_at + HALF_HOUR)
        assert mails.new() == [
            f"{reminded_on} 10:00 {name}: Herinnering: LH, {day}" for name in ("p.deboer", "s.visser", "yasmin")
        ]
        present = [PIETER.name] if session.starts_at < DAYS[3] else [PIETER.name, SANNE.name]
        _note(session, present)

    complete_edition(edition_id=edition.pk)
    give_certificates(edition_id=edition.pk)
    assert states() == {"Anna Berg": "cancelled", PIETER.name: "attended", SANNE.name: "absent", "Yasmin": "absent"}
    run.until(local(2027, 4, 13, 16))
    assert mails.new() == [
        "30-03 17:00 p.deboer: Uw certificaat: LH",
        "31-03 10:00 p.deboer: Wat vond u van LH?",
        "31-03 10:00 s.visser: Wat vond u van LH?",
    ]
    assert sorted(Order.objects.values_list("number", "status")) == [
        ("OR-2026-0001", "open"),
        ("OR-2026-0002", "cancelled"),
        ("OR-2026-0003", "open"),
    ]

    assert WaitingListEntry.objects.exists()
    run.until(local(2027, 7, 1, 16))
    assert (mails.new(), WaitingListEntry.objects.exists()) == ([], False)


def states() -> dict[str, str]:
    return dict(Registration.objects.values_list("name", "status"))


def _note(session: Session, present: list[str]) -> None:
    expected = Registration.objects.filter(status="confirmed")
    were = expected.filter(name__in=present)
    note_attendance(
        session_id=session.pk,
        listed=list(expected.values_list("pk", flat=True)),
        present=list(were.values_list("pk", flat=True)),
    )


def _fresh(edition: Edition) -> Edition:
    now: Edition = Edition.objects.get(pk=edition.pk)
    return now

import base64
import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.change_edition import EditionFacts, PersonFacts, SessionFacts, change_edition, people_facts
from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Attendance, Edition, Session, SessionPerson
from events.queries.edition_changes import touched_by
from events.queries.wording import day
from tests.events.waiting import full_edition, mails_to, wait
from tests.factories.cms import PersonFactory
from tests.factories.events import BookingFactory, EditionFactory, RegistrationFactory, SessionFactory, local, noon_in

pytestmark = pytest.mark.django_db


def facts_of(edition: Edition, **changes: Any) -> EditionFacts:
    """The facts as they are, with changes; `session` changes those of the only session."""
    session_changes = changes.pop("session", {})
    names = [field.name for field in dataclasses.fields(SessionFacts) if field.name != "people"]
    sessions = tuple(
        SessionFacts(
            **{name: getattr(session, name) for name in names}
            | {"people": people_facts(session.people.all())}
            | session_changes
        )
        for session in Session.objects.filter(edition=edition)
    )
    columns = [field.name for field in dataclasses.fields(EditionFacts) if field.name != "sessions"]
    return EditionFacts(**{name: getattr(edition, name) for name in columns} | {"sessions": sessions} | changes)


def test_nothing_changed_leaves_no_trace() -> None:
    edition = EditionFactory.create()
    assert change_edition(edition_id=edition.pk, facts=facts_of(edition)) == frozenset()
    edition.refresh_from_db()
    assert edition.sequence == 0
    assert not ModelLogEntry.objects.exists()


def test_a_later_start_raises_the_sequence_and_says_what_changed() -> None:
    edition = EditionFactory.create()
    session = Session.objects.get()
    later = {"starts_at": session.starts_at + dt.timedelta(hours=1), "ends_at": session.ends_at + dt.timedelta(hours=1)}
    touched = change_edition(edition_id=edition.pk, facts=facts_of(edition, session=later))
    edition.refresh_from_db()
    session.refresh_from_db()
    assert touched == {"starts_at", "ends_at"}
    assert (edition.sequence, session.starts_at) == (1, later["starts_at"])
    assert ModelLogEntry.objects.get().data == {"changed": ["ends_at", "starts_at"]}


def test_who_has_a_place_gets_the_new_date_and_a_calendar_item_that_moves() -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM")
    registration = RegistrationFactory.create(booking__edition=edition)
    RegistrationFactory.create(booking__edition=edition, status=RegistrationStatus.CANCELLED, seat=False)
    starts_at = local(2027, 6, 10, 9, 30)
    moved = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=2), "walk_in_at": None}
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session=moved))
    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == (registration.email, "Gewijzigd: Leernetwerk HRM")
    assert "donderdag 10 juni 2027" in mail.text
    calendar = base64.b64decode(mail.attachments[0]["content"]).decode()
    assert "METHOD:REQUEST" in calendar
    assert "SEQUENCE:1" in calendar


def test_a_new_link_is_found_on_the_personal_page_without_a_mail() -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition)
    change_edition(
        edition_id=edition.pk, facts=facts_of(edition, session={"meeting_url": "https://meet.example.org/nieuw"})
    )
    edition.refresh_from_db()
    assert edition.sequence == 1
    assert not Message.objects.exists()


def test_putting_right_what_is_over_mails_nobody() -> None:
    edition = EditionFactory.create(sessions=0, status=EditionStatus.CONFIRMED)
    SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=2))
    RegistrationFactory.create(booking__edition=edition)
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session={"place": "Lindewaard"}))
    assert edition.sessions.get().place == "Lindewaard"
    assert not Message.objects.exists()


def test_an_address_counts_as_a_change_of_place() -> None:
    edition = EditionFactory.create()
    assert change_edition(edition_id=edition.pk, facts=facts_of(edition, session={"address": "Dorpsstraat 1"})) == {
        "place"
    }


def test_a_price_raises_no_sequence() -> None:
    edition = EditionFactory.create()
    assert change_edition(edition_id=edition.pk, facts=facts_of(edition, minimum=3)) == {"minimum"}
    edition.refresh_from_db()
    assert (edition.minimum, edition.sequence) == (3, 0)


def test_a_draft_has_no_sequence_yet() -> None:
    edition = EditionFactory.create(status=EditionStatus.DRAFT)
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session={"place": "Lindewaard"}))
    edition.refresh_from_db()
    assert edition.sequence == 0


def test_sessions_come_and_go() -> None:
    edition = EditionFactory.create()
    old = Session.objects.get()
    starts_at = timezone.now() + dt.timedelta(days=60)
    new = dataclasses.replace(
        facts_of(edition).sessions[0],
        pk=None,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=2),
        walk_in_at=None,
    )
    touched = change_edition(edition_id=edition.pk, facts=facts_of(edition, sessions=(new,)))
    assert touched == {"sessions", "starts_at", "ends_at"}
    assert Session.objects.get().starts_at == starts_at
    assert Session.objects.get().pk != old.pk


def test_a_session_stays_once_attendance_is_noted() -> None:
    registration = RegistrationFactory.create(booking__edition__sessions=2)
    edition = registration.edition
    first, second = edition.sessions.order_by("starts_at")
    Attendance.objects.create(registration=registration, session=first, present=False, source="list")
    facts = {session.pk: session for session in facts_of(edition).sessions}
    with pytest.raises(NotAllowed, match="is al aanwezigheid genoteerd"):
        change_edition(edition_id=edition.pk, facts=facts_of(edition, label="nieuw", sessions=(facts[second.pk],)))
    assert (edition.sessions.count(), Attendance.objects.count()) == (2, 1)
    assert Edition.objects.get().label == ""
    change_edition(edition_id=edition.pk, facts=facts_of(edition, sessions=(facts[first.pk],)))
    assert edition.sessions.get() == first


def test_a_session_of_another_edition_is_out_of_reach() -> None:
    edition, other = EditionFactory.create(), EditionFactory.create()
    foreign = dataclasses.replace(facts_of(other).sessions[0], title="Gekaapt")
    change_edition(edition_id=edition.pk, facts=facts_of(edition, sessions=(foreign,)))
    assert Session.objects.get(edition=other).title == ""
    assert Session.objects.get(edition=edition).title == "Gekaapt"


def test_never_fewer_places_than_people() -> None:
    edition = EditionFactory.create(capacity=2)
    facts = facts_of(edition, capacity=1)
    RegistrationFactory.create(booking__edition=edition)
    RegistrationFactory.create(booking__edition=edition)
    with pytest.raises(NotAllowed, match="Er zijn intussen 2 plaatsen bezet"):
        change_edition(edition_id=edition.pk, facts=facts)
    edition.refresh_from_db()
    assert edition.capacity == 2


def test_an_open_edition_keeps_a_session() -> None:
    edition = EditionFactory.create()
    with pytest.raises(NotAllowed, match="minstens één bijeenkomst"):
        change_edition(edition_id=edition.pk, facts=facts_of(edition, sessions=()))
    assert Session.objects.filter(edition=edition).count() == 1


@pytest.mark.parametrize("status", [EditionStatus.CANCELLED, EditionStatus.COMPLETED])
def test_what_is_over_is_over(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status)
    with pytest.raises(NotAllowed):
        change_edition(edition_id=edition.pk, facts=facts_of(edition, label="nieuw"))


LATER = {
    "starts_at": local(2027, 6, 10, 9, 30),
    "ends_at": local(2027, 6, 10, 11, 30),
    "walk_in_at": None,
}


@pytest.mark.parametrize(
    "status", [RegistrationStatus.APPLIED, RegistrationStatus.INTAKE, RegistrationStatus.AWAITING_PAYMENT]
)
def test_who_has_no_definite_place_yet_hears_it_too_without_a_calendar_item(status: RegistrationStatus) -> None:
    registration = RegistrationFactory.create(status=status)
    change_edition(edition_id=registration.edition_id, facts=facts_of(registration.edition, session=LATER))
    mail = Message.objects.get()
    assert mail.recipient == registration.email
    assert "donderdag 10 juni 2027" in mail.text
    assert "U blijft aangemeld." in mail.text
    assert "bijlage" not in mail.text
    assert mail.attachments == []


@pytest.mark.parametrize(
    ("name", "value", "is_told"),
    [
        ("starts_at", noon_in(30) + dt.timedelta(minutes=10), True),
        ("ends_at", noon_in(30) + dt.timedelta(hours=3), True),
        ("walk_in_at", None, True),
        ("mode", "hybrid", True),
        ("place", "Lindewaard", True),
        ("address", "Dorpsstraat 1", True),
        ("medium", "Teams", True),
        ("title", "Slot", False),
        ("description", "Wat we doen", False),
        ("meeting", 2, False),
        ("meeting_url", "https://meet.example.org/nieuw", False),
    ],
)
def test_what_is_asked_about_beforehand_is_what_is_told(name: str, value: Any, is_told: bool) -> None:  # noqa: FBT001
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition)
    [wanted] = edition.sessions.all()
    setattr(wanted, name, value)
    assert bool(touched_by(edition, [wanted])) == is_told
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session={name: value}))
    assert Message.objects.exists() == is_told


def test_who_waits_hears_it_and_keeps_the_place_in_the_queue() -> None:
    edition = full_edition(1, offering__title="Leernetwerk HRM")
    wait(edition, "Yasmin")
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session=LATER))
    assert mails_to("Yasmin") == ["joined", "changed"]
    mail = Message.objects.get(key__contains=":changed:1", about__startswith="waiting:")
    assert mail.subject == "Gewijzigd: Leernetwerk HRM"
    assert "U houdt uw plek in de rij." in mail.text
    assert "donderdag 10 juni 2027" in mail.text


def test_a_booker_hears_of_seats_without_a_name_once() -> None:
    booking = BookingFactory.create()
    for _seat in range(2):
        RegistrationFactory.create(booking=booking, name="", email="")
    change_edition(edition_id=booking.edition_id, facts=facts_of(booking.edition, session=LATER))
    mail = Message.objects.get()
    assert (mail.recipient, mail.attachments) == (booking.email, [])


@pytest.mark.parametrize("count", [1, 30])
def test_telling_asks_the_facts_once_for_all(count: int) -> None:
    edition = EditionFactory.create(capacity=count)
    for _person in range(count):
        RegistrationFactory.create(booking__edition=edition)
    with CaptureQueriesContext(connection) as asked:
        change_edition(edition_id=edition.pk, facts=facts_of(edition, session=LATER))
    assert sum('FROM "events_session"' in query["sql"] for query in asked) <= 8


def calendars(mail: Message) -> dict[str, str]:
    """The text of each attachment, by its name."""
    return {each["name"]: base64.b64decode(each["content"]).decode() for each in mail.attachments}


def test_a_session_that_goes_leaves_the_calendars() -> None:
    registration = RegistrationFactory.create(booking__edition__sessions=2)
    edition = registration.edition
    first, second = edition.sessions.order_by("starts_at")
    facts = {session.pk: session for session in facts_of(edition).sessions}
    change_edition(edition_id=edition.pk, facts=facts_of(edition, sessions=(facts[first.pk],)))
    mail = Message.objects.get()
    files = calendars(mail)
    assert list(files) == ["vakwerk.ics", "vervallen.ics"]
    assert f"{first.public_id}.{registration.public_id}" in files["vakwerk.ics"].replace("\r\n ", "")
    assert "METHOD:CANCEL" in files["vervallen.ics"]
    assert f"{second.public_id}.{registration.public_id}" in files["vervallen.ics"].replace("\r\n ", "")
    assert str(first.public_id) not in files["vervallen.ics"].replace("\r\n ", "")
    assert f"Vervalt: {day(second.starts_at)}, 12.00 – 13.30 uur" in mail.text
    assert "Met de tweede verdwijnt wat vervalt." in mail.text


def test_each_session_has_a_file_of_its_own() -> None:
    registration = RegistrationFactory.create(booking__edition__sessions=2)
    edition = registration.edition
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session=LATER))
    files = calendars(Message.objects.get())
    assert list(files) == ["vakwerk-1.ics", "vakwerk-2.ics"]
    assert [content.count("BEGIN:VEVENT") for content in files.values()] == [1, 1]


def test_the_last_day_that_was_to_come_is_told_when_it_goes() -> None:
    registration = RegistrationFactory.create(booking__edition__sessions=0)
    edition = registration.edition
    gone = SessionFactory.create(edition=edition, starts_at=timezone.now() - dt.timedelta(days=2))
    SessionFactory.create(edition=edition)
    facts = {session.pk: session for session in facts_of(edition).sessions}
    change_edition(edition_id=edition.pk, facts=facts_of(edition, sessions=(facts[gone.pk],)))
    assert list(calendars(Message.objects.get())) == ["vakwerk.ics", "vervallen.ics"]


def test_the_people_of_a_session_are_stored_in_their_order_without_a_mail() -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition)
    anna, bram = PersonFactory.create(), PersonFactory.create()
    people = (
        PersonFacts(person_id=bram.pk, role="guest", function="wethouder"),
        PersonFacts(person_id=anna.pk, role="core_trainer"),
    )

    touched = change_edition(edition_id=edition.pk, facts=facts_of(edition, session={"people": people}))

    assert touched == {"people"}
    assert people_facts(Session.objects.get().people.all()) == people
    assert change_edition(edition_id=edition.pk, facts=facts_of(edition)) == frozenset()
    turned = facts_of(edition, session={"people": people[::-1]})
    assert change_edition(edition_id=edition.pk, facts=turned) == {"people"}
    assert [row.person for row in Session.objects.get().people.all()] == [anna, bram]
    assert change_edition(edition_id=edition.pk, facts=facts_of(edition, session={"people": ()})) == {"people"}
    assert not SessionPerson.objects.exists()
    edition.refresh_from_db()
    assert (edition.sequence, Message.objects.count()) == (0, 0)

"""A session at another moment, or one more, by way of a plugin."""

import datetime as dt
import uuid

import pytest
from wagtail.models import ModelLogEntry

from cms.api import NotAllowed
from cms.models import Message
from events.actions.schedule_session import check_schedulable, schedule_session
from events.contracts import SessionMoment
from events.lifecycles import EditionStatus
from events.models import Session
from events.queries.session_moments import touched_by_moment
from tests.events.hosts import edition_out, invite
from tests.factories.events import EditionFactory, RegistrationFactory, WebinarPageFactory, noon_in

pytestmark = pytest.mark.django_db


def moment(days: int, session: uuid.UUID | None = None) -> SessionMoment:
    start = noon_in(days)
    return SessionMoment(starts_at=start, ends_at=start + dt.timedelta(hours=3), session=session, title="Terugkomdag")


def test_a_session_moves_with_its_walk_in_and_everybody_hears_it_as_was_said() -> None:
    edition = EditionFactory.create(offering__title="Leernetwerk HRM")
    registration = RegistrationFactory.create(booking__edition=edition)
    session = Session.objects.get()
    wanted = moment(40, session.public_id)
    said = touched_by_moment(edition.public_id, wanted)
    assert said is not None
    assert (said.mails, said.calendars, len(said.changes)) == (1, 1, 1)
    touched = schedule_session(edition=edition.public_id, moment=wanted)
    assert touched == {"starts_at", "ends_at", "walk_in_at"}
    session.refresh_from_db()
    edition.refresh_from_db()
    assert (session.starts_at, session.ends_at) == (wanted.starts_at, wanted.ends_at)
    assert session.walk_in_at == wanted.starts_at - dt.timedelta(minutes=15)
    assert (session.title, edition.sequence) == ("", 1)  # the title is for a new one
    mail = Message.objects.get()
    assert (mail.recipient, mail.subject) == (registration.email, "Gewijzigd: Leernetwerk HRM")
    assert ModelLogEntry.objects.get().data == {"changed": sorted(touched)}
    assert touched_by_moment(edition.public_id, wanted) is None
    assert schedule_session(edition=edition.public_id, moment=wanted) == set()
    assert (Message.objects.count(), ModelLogEntry.objects.count()) == (1, 1)


def test_one_more_session_is_where_the_last_one_is() -> None:
    edition = EditionFactory.create()
    RegistrationFactory.create(booking__edition=edition)
    last = Session.objects.get()
    said = touched_by_moment(edition.public_id, moment(40))
    assert said is not None
    assert [change.before for change in said.changes] == [""]
    assert schedule_session(edition=edition.public_id, moment=moment(40)) == {"sessions", "starts_at", "ends_at"}
    new = Session.objects.exclude(pk=last.pk).get()
    assert (new.title, new.meeting, new.starts_at) == ("Terugkomdag", 2, noon_in(40))
    assert (new.mode, new.medium, new.meeting_provider) == (last.mode, last.medium, last.meeting_provider)
    assert (new.meeting_url, new.walk_in_at) == ("", None)
    assert Message.objects.count() == 1


def test_the_host_of_the_last_session_is_not_that_of_the_new_one() -> None:
    edition = edition_out()
    session = Session.objects.get()
    invitation = invite(edition)
    session.host, session.place, session.address = invitation.organisation, "Stadskantoor", "Kade 4"
    session.save()
    schedule_session(edition=edition.public_id, moment=moment(40))
    new = Session.objects.exclude(pk=session.pk).get()
    assert (new.mode, new.host, new.place, new.address) == (Session.Mode.ON_SITE, None, "", "")


def test_a_host_hears_another_time() -> None:
    edition = edition_out()
    invite(edition)
    before = Message.objects.count()
    schedule_session(edition=edition.public_id, moment=moment(40, Session.objects.get().public_id))
    assert Message.objects.count() == before + 1


@pytest.mark.parametrize("status", [EditionStatus.COMPLETED, EditionStatus.CANCELLED])
def test_what_is_over_does_not_move(status: EditionStatus) -> None:
    edition = EditionFactory.create(status=status)
    with pytest.raises(NotAllowed):
        check_schedulable(edition.public_id)
    with pytest.raises(NotAllowed):
        schedule_session(edition=edition.public_id, moment=moment(40))
    assert Session.objects.count() == 1


def test_a_webinar_moves_on_its_own_page() -> None:
    edition = EditionFactory.create(offering=WebinarPageFactory.create())
    with pytest.raises(NotAllowed, match="webinar"):
        schedule_session(edition=edition.public_id, moment=moment(40))
    assert edition.sessions.count() == 1


def test_a_moment_that_is_past_or_a_session_that_is_gone_is_refused() -> None:
    edition, other = EditionFactory.create(), EditionFactory.create()
    with pytest.raises(NotAllowed, match="nog komt"):
        schedule_session(edition=edition.public_id, moment=moment(-1))
    for gone in (uuid.uuid4(), other.sessions.get().public_id):
        with pytest.raises(NotAllowed, match="is er niet meer"):
            schedule_session(edition=edition.public_id, moment=moment(40, gone))
    assert {session.starts_at for session in Session.objects.all()} == {noon_in(30)}

"""Rooms at a meeting service, from the facts to what the service was asked."""

import datetime as dt
import json
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.jobs import queue
from events import hooks
from events.actions.arrange_rooms import arrange_rooms
from events.actions.cancel_edition import cancel_edition
from events.actions.cancel_registration import cancel_registration
from events.actions.change_edition import change_edition
from events.actions.open_edition import open_edition
from events.actions.retry_rooms import retry_rooms
from events.actions.substitute_participant import substitute_participant
from events.actions.tend_room import tend_room, tend_rooms
from events.api import MeetingFailure, MeetingFault
from events.models import Edition, MeetingInvitation, MeetingRoom, Session
from events.queries.rooms import join_address
from events.queries.snapshots import registration_view, session_view
from tests.events.actions.test_change_edition import facts_of
from tests.events.bookings import PIETER, SANNE, book
from tests.events.rooms import Killed, RoomsInMemory
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2035, 3, 1, 9, tzinfo=dt.UTC)
RunJobs = Callable[..., list[str]]


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> RoomsInMemory:
    service = RoomsInMemory()
    known = {provider.key: provider for provider in hooks.meeting_providers()} | {"memory": service}
    monkeypatch.setattr(hooks, "meeting_provider", known.get)
    return service


@pytest.fixture
def edition(now: time_machine.Traveller, service: RoomsInMemory) -> Edition:
    """Open, with one session in a room of the service."""
    made: Edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=made, meeting_provider="memory", meeting_url="")
    return made


def arrange(edition: Edition) -> None:
    arrange_rooms(edition=str(edition.public_id))


def change(edition: Edition, **session: object) -> None:
    edition.refresh_from_db()
    change_edition(edition_id=edition.pk, facts=facts_of(edition, session=session))


def only_room() -> MeetingRoom:
    return MeetingRoom.objects.get()


def people(service: RoomsInMemory) -> list[str]:
    return sorted(email for listed in service.lists.values() for email in listed.values())


def test_opening_an_edition_makes_a_room(edition: Edition, service: RoomsInMemory, run_jobs: RunJobs) -> None:
    Edition.objects.update(status="draft")
    open_edition(edition_id=edition.pk)
    assert service.asked == [], "nothing over the network in the transaction"

    assert "events.arrange_rooms" in run_jobs()
    session = Session.objects.get()
    assert [request.reference for request in service.rooms.values()] == [session.public_id]
    assert (only_room().stands, only_room().fault) == (True, "")
    assert ModelLogEntry.objects.filter(action="events.room_opened").count() == 1


def test_a_draft_has_no_room(edition: Edition, service: RoomsInMemory) -> None:
    Edition.objects.update(status="draft")
    arrange(edition)

    assert (service.asked, MeetingRoom.objects.count()) == ([], 0)


@pytest.mark.parametrize("changes", [{"mode": "on_site"}, {"meeting_provider": "link"}])
def test_elsewhere_there_is_no_room(edition: Edition, service: RoomsInMemory, changes: dict[str, str]) -> None:
    Session.objects.update(**changes)
    arrange(edition)

    assert service.asked == []


def test_who_books_is_let_in_and_who_cancels_is_kept_out(
    edition: Edition, service: RoomsInMemory, run_jobs: RunJobs
) -> None:
    placed = book(edition, PIETER, SANNE, provider="")
    run_jobs()
    assert people(service) == sorted([PIETER.email, SANNE.email])

    cancel_registration(registration_id=placed.registrations[0].pk)
    run_jobs()
    assert people(service) == [SANNE.email]
    assert service.asked == ["open", "in", "in", "out"]
    assert MeetingInvitation.objects.get().registration == placed.registrations[1]


def test_a_colleague_who_takes_over_gets_a_link_of_their_own(
    edition: Edition, service: RoomsInMemory, run_jobs: RunJobs
) -> None:
    placed = book(edition, PIETER, provider="")
    run_jobs()
    substitute_participant(registration_id=placed.registrations[0].pk, participant=SANNE)
    run_jobs()

    assert people(service) == [SANNE.email]


def test_an_edition_without_a_service_leaves_no_job(service: RoomsInMemory, run_jobs: RunJobs) -> None:
    book(EditionFactory.create(), provider="")

    assert "events.arrange_rooms" not in run_jobs()


def test_another_time_is_told_and_nothing_is_told_twice(
    edition: Edition, service: RoomsInMemory, run_jobs: RunJobs
) -> None:
    arrange(edition)
    arrange(edition)
    assert service.asked == ["open"]

    later = Session.objects.get().starts_at + dt.timedelta(hours=1)
    change(edition, starts_at=later, ends_at=later + dt.timedelta(hours=1), walk_in_at=None)
    run_jobs()
    assert service.asked == ["open", "change"]
    assert [request.starts_at for request in service.rooms.values()] == [later]


def test_a_cancelled_edition_gives_its_room_back(edition: Edition, service: RoomsInMemory, run_jobs: RunJobs) -> None:
    book(edition, PIETER, provider="")
    run_jobs()
    cancel_edition(edition_id=edition.pk, reason="De spreker is ziek.")
    run_jobs()

    assert (service.rooms, MeetingRoom.objects.count(), MeetingInvitation.objects.count()) == ({}, 0, 0)
    assert ModelLogEntry.objects.filter(action="events.room_closed").count() == 1


def test_a_session_that_is_removed_gives_its_room_back(edition: Edition, service: RoomsInMemory) -> None:
    arrange(edition)
    Session.objects.all().delete()
    tend_rooms()

    assert (service.rooms, MeetingRoom.objects.count()) == ({}, 0)


def test_another_provider_takes_over(edition: Edition, service: RoomsInMemory, run_jobs: RunJobs) -> None:
    arrange(edition)
    change(edition, meeting_provider="link", meeting_url="https://meet.example.org/zaal")
    run_jobs()

    assert (service.rooms, MeetingRoom.objects.count()) == ({}, 0)


def test_what_is_over_is_left_alone(edition: Edition, service: RoomsInMemory, now: time_machine.Traveller) -> None:
    arrange(edition)
    now.shift(dt.timedelta(days=60))
    arrange(edition)

    assert service.asked == ["open"]
    assert only_room().handled == only_room().changes


def test_a_worker_killed_after_any_answer_leaves_nothing_double(
    edition: Edition, service: RoomsInMemory, now: time_machine.Traveller
) -> None:
    for email in ("a@example.org", "b@example.org"):
        RegistrationFactory.create(booking__edition=edition, booking__email=email)
    for _answer in range(3):  # the room, and two guests
        service.dies_after = 1
        with pytest.raises(Killed):
            arrange(edition)
        tend_rooms()  # the lease of the dead worker still holds
        now.shift(dt.timedelta(minutes=11))
    service.dies_after = 0
    tend_rooms()

    assert (len(service.rooms), people(service)) == (1, ["a@example.org", "b@example.org"])
    assert MeetingInvitation.objects.exclude(external_id="").count() == 2
    assert only_room().handled == only_room().changes


def test_who_cancelled_while_the_worker_was_dead_is_found_on_the_list(
    edition: Edition, service: RoomsInMemory, now: time_machine.Traveller
) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    service.dies_after = 2
    with pytest.raises(Killed):
        arrange(edition)
    cancel_registration(registration_id=registration.pk)
    now.shift(dt.timedelta(minutes=11))
    service.dies_after = 0
    tend_rooms()

    assert (people(service), MeetingInvitation.objects.count()) == ([], 0)


def test_a_room_that_is_taken_by_another_worker_is_left_to_it(edition: Edition, service: RoomsInMemory) -> None:
    arrange(edition)
    MeetingRoom.objects.update(lease_until=timezone.now() + dt.timedelta(minutes=1), told={})
    arrange(edition)

    assert service.asked == ["open"]
    assert only_room().handled < only_room().changes, "whoever has it sees that there is more"


def test_an_outage_is_said_and_tried_again_later(
    edition: Edition, service: RoomsInMemory, now: time_machine.Traveller
) -> None:
    service.fault = MeetingFailure(MeetingFault.UNREACHABLE, "ConnectTimeout")
    arrange(edition)
    room = only_room()
    assert (room.fault, room.stands, room.attempts, room.lease_until) == ("unreachable", False, 1, None)
    assert room.next_try_at is not None
    assert dt.timedelta(seconds=7) <= room.next_try_at - NOW <= dt.timedelta(seconds=15)

    tend_rooms()
    assert service.asked == ["open"], "not before its time"
    service.fault = None
    now.move_to(room.next_try_at)
    tend_rooms()
    assert (only_room().fault, only_room().stands, only_room().attempts) == ("", True, 0)


def test_a_service_that_says_when_is_heard(edition: Edition, service: RoomsInMemory) -> None:
    service.fault = MeetingFailure(MeetingFault.BUSY, "429", retry_after=3600)
    arrange(edition)

    assert only_room().next_try_at == NOW + dt.timedelta(hours=1)


def test_more_bookings_do_not_ask_a_busy_service_sooner(
    edition: Edition, service: RoomsInMemory, run_jobs: RunJobs
) -> None:
    service.fault = MeetingFailure(MeetingFault.BUSY, "429", retry_after=3600)
    arrange(edition)
    book(edition, PIETER, provider="")
    run_jobs()

    assert service.asked == ["open"]


def test_the_button_tries_at_once(edition: Edition, service: RoomsInMemory, run_jobs: RunJobs) -> None:
    service.fault = MeetingFailure(MeetingFault.BUSY, "429", retry_after=3600)
    arrange(edition)
    service.fault = None
    retry_rooms(edition_id=edition.pk)
    run_jobs()

    assert (only_room().fault, only_room().stands) == ("", True)
    assert ModelLogEntry.objects.filter(action="events.rooms_retried").count() == 1


def test_one_address_that_is_refused_keeps_nobody_else_out(edition: Edition, service: RoomsInMemory) -> None:
    for email in ("typo@example", "right@example.org"):
        RegistrationFactory.create(booking__edition=edition, booking__email=email)
    service.refuses = {"typo@example"}
    arrange(edition)

    assert people(service) == ["right@example.org"]
    assert (only_room().fault, only_room().stands) == ("guest_refused", True)

    RegistrationFactory.create(booking__edition=edition, booking__email="later@example.org")
    arrange(edition)
    assert people(service) == ["later@example.org", "right@example.org"]


def test_a_room_that_the_service_lost_is_made_again(edition: Edition, service: RoomsInMemory) -> None:
    RegistrationFactory.create(booking__edition=edition, booking__email="a@example.org")
    arrange(edition)
    service.rooms.clear()
    service.lists.clear()
    RegistrationFactory.create(booking__edition=edition, booking__email="b@example.org")
    arrange(edition)

    assert people(service) == ["a@example.org", "b@example.org"]
    assert only_room().external_id == next(iter(service.rooms))


def test_a_plugin_that_is_switched_off_is_said(
    edition: Edition, service: RoomsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange(edition)
    monkeypatch.setattr(hooks, "meeting_provider", {}.get)
    arrange(edition)

    assert only_room().fault == "switched_off"


def test_many_guests_take_more_rounds(
    edition: Edition, service: RoomsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.actions.tend_room.GUESTS_A_ROUND", 2)
    for number in range(5):
        RegistrationFactory.create(booking__edition=edition, booking__email=f"p{number}@example.org")
    arrange(edition)

    assert len(people(service)) == 5
    assert only_room().handled == only_room().changes


def test_somebody_without_a_name_is_not_let_in(edition: Edition, service: RoomsInMemory) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    type(registration).objects.update(name="", email="")
    arrange(edition)

    assert service.asked == ["open"]


def test_each_comes_in_by_a_link_of_their_own(edition: Edition, service: RoomsInMemory) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    session = Session.objects.get()
    assert join_address(session_view(session), registration_view(registration)) == ""

    arrange(edition)
    address = MeetingInvitation.objects.get().address
    assert address.startswith("https://rooms.example/guest-")
    assert join_address(session_view(session), registration_view(registration)) == address


def test_a_pasted_link_helps_out(edition: Edition, service: RoomsInMemory) -> None:
    registration = RegistrationFactory.create(booking__edition=edition)
    Session.objects.update(meeting_url="https://meet.example.org/nood")

    assert join_address(session_view(Session.objects.get()), registration_view(registration)).endswith("/nood")
    tend_room(0)  # no such room: nothing to do


def test_the_job_holds_nothing_personal(edition: Edition, service: RoomsInMemory) -> None:
    book(edition, PIETER, provider="")
    jobs = [job for job in queue.list_jobs() if job.task_name == "events.arrange_rooms"]

    assert [json.loads(str(job.task_kwargs)) for job in jobs] == [{"edition": str(edition.public_id)}]

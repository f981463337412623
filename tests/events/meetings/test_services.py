"""Every meeting service against its stand-in, over HTTP."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
import time_machine
from pytest_django import Settings

from events import hooks
from events.actions.arrange_rooms import arrange_rooms
from events.actions.cancel_edition import cancel_edition
from events.actions.tend_room import tend_rooms
from events.api import MeetingFailure, MeetingFault, MeetingService, RoomGone, RoomRequest
from events.models import Edition, MeetingInvitation, MeetingRoom, Session
from events.rest_client import _tokens
from tests.contracts.common import assert_configuration_is_told, assert_fulfils, assert_key, assert_words
from tests.contracts.views import registration
from tests.events.meetings.services import SERVICES
from tests.events.meetings.stand_in import Plan, StandIn, serving
from tests.factories.events import EditionFactory, RegistrationFactory, SessionFactory

START = dt.datetime(2035, 3, 20, 9, tzinfo=dt.UTC)
REQUEST = RoomRequest(uuid.uuid4(), "Goed werk onder druk", START, START + dt.timedelta(minutes=90))
LATER = replace(REQUEST, starts_at=START + dt.timedelta(hours=2), ends_at=START + dt.timedelta(hours=4))
SANNE = registration()
PIETER = replace(SANNE, public_id=uuid.uuid4(), name="Pieter", email="p.deboer@lindewaard.example")


@pytest.fixture(params=SERVICES)
def pair(request: pytest.FixtureRequest, settings: Settings) -> Iterator[SimpleNamespace]:
    found = SERVICES[request.param]
    stand_in = found.stand_in()
    _tokens.clear()
    for name, value in found.settings.items():
        setattr(settings, name, value)
    with serving(stand_in) as settings.MEETINGS_API_BASE:
        yield SimpleNamespace(service=found.service(), there=stand_in, settings=found.settings)
    _tokens.clear()


@pytest.fixture
def service(pair: SimpleNamespace) -> MeetingService:
    found: MeetingService = pair.service
    return found


@pytest.fixture
def there(pair: SimpleNamespace) -> StandIn:
    found: StandIn = pair.there
    return found


def test_it_fulfils_the_contract(service: MeetingService) -> None:
    assert isinstance(service, MeetingService)
    assert_fulfils(service, MeetingService)
    assert_key(service)
    assert_words(service.label)


@pytest.mark.django_db
def test_its_configuration_is_told_without_asking(service: MeetingService, there: StandIn) -> None:
    assert_configuration_is_told(service)
    assert service.check_configuration() == []
    assert there.tokens_given == 0


def test_each_setting_that_is_missing_is_named(pair: SimpleNamespace, settings: Settings) -> None:
    for name in pair.settings:
        setattr(settings, name, "")
        (problem,) = pair.service.check_configuration()
        assert (problem.level, name in problem.message, name in problem.hint) == ("error", True, True)
        setattr(settings, name, pair.settings[name])


def test_asking_twice_makes_one_room(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    assert service.open_room(REQUEST) == room
    other = service.open_room(replace(REQUEST, reference=uuid.uuid4(), subject="Een ander"))

    assert other.external_id != room.external_id
    assert sorted(there.subjects()) == ["Een ander", "Goed werk onder druk"]


def test_a_room_is_found_back_among_many_and_told_what_holds_now(service: MeetingService, there: StandIn) -> None:
    for number in range(4):
        service.open_room(replace(REQUEST, reference=uuid.uuid4(), subject=f"Ander {number}"))
    room = service.open_room(REQUEST)

    assert service.open_room(LATER).external_id == room.external_id
    assert len(there.starts()) == 5
    assert [start[:16] for start in there.starts()].count("2035-03-20T11:00") == 1


def test_another_time_is_told(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    assert [start[:16] for start in there.starts()] == ["2035-03-20T09:00"]
    service.change_room(room, replace(LATER, subject="Nieuw"))

    assert [start[:16] for start in there.starts()] == ["2035-03-20T11:00"]
    assert there.subjects() == ["Nieuw"]


def test_closing_twice_is_closing(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    service.close_room(room)
    service.close_room(room)

    assert there.subjects() == []


def test_people_come_and_go(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    sanne, pieter = service.let_in(room, SANNE), service.let_in(room, PIETER)
    assert there.people() == [PIETER.email, SANNE.email]
    assert sanne.external_id != pieter.external_id
    assert {guest.email: guest for guest in service.guests(room)} == {SANNE.email: sanne, PIETER.email: pieter}

    service.keep_out(room, pieter)
    service.keep_out(room, pieter)
    assert there.people() == [SANNE.email]
    assert [guest.email for guest in service.guests(room)] == [SANNE.email]


def test_somebody_who_comes_back_is_let_in_again(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    service.keep_out(room, service.let_in(room, SANNE))
    service.let_in(room, SANNE)

    assert there.people() == [SANNE.email]


def test_more_people_than_fit_a_page(service: MeetingService) -> None:
    room = service.open_room(REQUEST)
    people = [replace(SANNE, public_id=uuid.uuid4(), email=f"p{number}@example.org") for number in range(5)]
    for person in people:
        service.let_in(room, person)

    assert sorted(guest.email for guest in service.guests(room)) == [person.email for person in people]


def test_everybody_gets_an_address_without_our_own_key(service: MeetingService) -> None:
    room = service.open_room(REQUEST)
    address = service.let_in(room, SANNE).address

    assert address.startswith("https://")
    assert SANNE.personal_url not in address


def test_a_room_that_is_gone_is_said(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    guest = service.let_in(room, SANNE)
    there.lose_rooms()

    for ask in (
        lambda: service.change_room(room, LATER),
        lambda: service.guests(room),
        lambda: service.let_in(room, PIETER),
    ):
        with pytest.raises(RoomGone):
            ask()
    service.keep_out(room, guest)


@pytest.mark.parametrize("email", ["typo", "typo@example"])
def test_an_address_that_is_none_is_refused(service: MeetingService, email: str) -> None:
    room = service.open_room(REQUEST)
    with pytest.raises(MeetingFailure) as failed:
        service.let_in(room, replace(SANNE, email=email))

    assert failed.value.fault is MeetingFault.REFUSED
    assert email not in str(failed.value)


def test_one_token_serves_until_it_ends(service: MeetingService, there: StandIn) -> None:
    with time_machine.travel(START, tick=False) as clock:
        room = service.open_room(REQUEST)
        service.let_in(room, SANNE)
        assert there.tokens_given == 1
        clock.shift(dt.timedelta(seconds=there.token_lasts))
        service.let_in(room, PIETER)

    assert there.tokens_given == 2


def test_a_token_that_ended_early_is_asked_for_again(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    there.end_tokens()
    service.let_in(room, SANNE)

    assert (there.tokens_given, there.people()) == (2, [SANNE.email])


def test_wrong_credentials_are_said(service: MeetingService, there: StandIn) -> None:
    room = service.open_room(REQUEST)
    there.change_credentials()
    with pytest.raises(MeetingFailure) as failed:
        service.let_in(room, SANNE)

    assert failed.value.fault is MeetingFault.NO_ACCESS
    assert "secret" not in str(failed.value)


@pytest.mark.parametrize(
    ("plan", "fault", "wait"),
    [
        (Plan(429, {"Retry-After": "120"}), MeetingFault.BUSY, 120),
        (Plan(429), MeetingFault.BUSY, 0),
        (Plan(429, {"Retry-After": "soon"}), MeetingFault.BUSY, 0),
        (Plan(500), MeetingFault.UNREACHABLE, 0),
        (Plan(503, {"Retry-After": "30"}), MeetingFault.UNREACHABLE, 30),
        (Plan(302, {"Location": "https://elsewhere.example/"}), MeetingFault.UNREACHABLE, 0),
        (Plan(403), MeetingFault.NO_ACCESS, 0),
    ],
)
def test_what_goes_wrong_is_told_apart(
    service: MeetingService, there: StandIn, plan: Plan, fault: MeetingFault, wait: int
) -> None:
    room = service.open_room(REQUEST)
    there.plans = [plan]
    with pytest.raises(MeetingFailure) as failed:
        service.change_room(room, LATER)

    assert (failed.value.fault, failed.value.retry_after) == (fault, wait)


def test_nobody_there_is_said_without_the_address(service: MeetingService, settings: Settings) -> None:
    settings.MEETINGS_API_BASE = "http://127.0.0.1:1"
    with pytest.raises(MeetingFailure) as failed:
        service.open_room(REQUEST)

    assert str(failed.value) == "unreachable (ConnectionError)"
    assert failed.value.__cause__ is None


# From the facts to the service


@pytest.fixture
def edition(service: MeetingService, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """With a session in a room of the service, and Sanne and Pieter."""
    monkeypatch.setattr(hooks, "meeting_provider", {service.key: service}.get)
    made: Edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=made, meeting_provider=service.key, meeting_url="")
    for person in (PIETER, SANNE):
        RegistrationFactory.create(booking__edition=made, booking__name=person.name, booking__email=person.email)
    return made


def arrange(edition: Edition) -> None:
    arrange_rooms(edition=str(edition.public_id))


def try_again() -> None:
    """The minute in which the next try is due."""
    MeetingRoom.objects.update(next_try_at=None)
    tend_rooms()


@pytest.mark.django_db
def test_from_opening_to_cancelling(edition: Edition, there: StandIn) -> None:
    arrange(edition)
    arrange(edition)
    assert (len(there.subjects()), there.people()) == (1, [PIETER.email, SANNE.email])
    assert MeetingInvitation.objects.exclude(address="").count() == 2

    cancel_edition(edition_id=edition.pk, reason="Te weinig aanmeldingen.")
    arrange(edition)
    assert (there.subjects(), there.people(), MeetingRoom.objects.count()) == ([], [], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("arrived", range(5))
def test_an_answer_that_gets_lost_leaves_nothing_double(edition: Edition, there: StandIn, arrived: int) -> None:
    """What the service did is found back, whichever answer was the one that did not arrive."""
    there.plans = [*[None] * arrived, Plan(502, after=True)]
    arrange(edition)
    there.plans = []
    try_again()

    assert (len(there.subjects()), there.people()) == (1, [PIETER.email, SANNE.email])
    room = MeetingRoom.objects.get()
    assert (room.fault, room.handled) == ("", room.changes)


@pytest.mark.django_db
def test_rooms_that_were_deleted_by_hand_are_made_again(edition: Edition, there: StandIn) -> None:
    arrange(edition)
    there.lose_rooms()
    RegistrationFactory.create(booking__edition=edition, booking__email="z@example.org")
    arrange(edition)

    assert (len(there.subjects()), there.people()) == (1, [PIETER.email, SANNE.email, "z@example.org"])


@pytest.mark.django_db
def test_an_outage_in_the_middle_is_made_good(edition: Edition, there: StandIn) -> None:
    there.plans = [Plan(503)]
    arrange(edition)
    assert MeetingRoom.objects.get().fault == "unreachable"
    try_again()

    assert there.people() == [PIETER.email, SANNE.email]
    assert MeetingRoom.objects.get().fault == ""


@pytest.mark.django_db
def test_the_log_holds_no_secret_and_nobody(
    edition: Edition, there: StandIn, caplog: pytest.LogCaptureFixture, pair: SimpleNamespace
) -> None:
    with caplog.at_level(logging.DEBUG):
        arrange(edition)
        there.change_credentials()
        Session.objects.update(starts_at=START, ends_at=START + dt.timedelta(hours=1), walk_in_at=None)
        arrange(edition)
    said = caplog.text

    assert "no_access" in said
    secrets = [value for name, value in pair.settings.items() if "SECRET" in name or "TOKEN" in name]
    for private in (SANNE.email, PIETER.email, SANNE.name, *there.tokens, "token-1", *secrets):
        assert private not in said

"""Every meeting provider through the same exam."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from cms.plugins.manager import contributions
from events import hookspecs
from events.api import MeetingProvider, MeetingService, SessionView
from events.meetings.jitsi.hooks import JitsiRooms
from tests.contracts.common import (
    assert_configuration_is_told,
    assert_fulfils,
    assert_key,
    assert_unique_and_stable,
    assert_words,
    failures,
    key_of,
)
from tests.contracts.twins import meeting as twins
from tests.contracts.views import registration, session

pytestmark = pytest.mark.django_db

Exam = Callable[[MeetingProvider], None]


def sessions() -> list[SessionView]:
    """Of every mode, and one whose address is not known yet."""
    return [session("online"), session("hybrid"), session("on_site"), session("online", meeting_url="")]


def assert_address(address: str) -> None:
    assert type(address) is str
    if address:
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert parts.hostname


# The exam


def has_a_key(provider: MeetingProvider) -> None:
    assert_key(provider)


def has_words(provider: MeetingProvider) -> None:
    assert_words(provider.label)


def fulfils_the_contract(provider: MeetingProvider) -> None:
    assert_fulfils(provider, MeetingProvider)


def tells_its_configuration(provider: MeetingProvider) -> None:
    assert_configuration_is_told(provider)


def schedules_one_room(provider: MeetingProvider) -> None:
    """A job may run twice."""
    for planned in sessions():
        address = provider.schedule(planned)
        assert_address(address)
        assert provider.schedule(planned) == address


def invites_to_one_address(provider: MeetingProvider) -> None:
    for planned in sessions():
        somebody = registration(planned)
        provider.schedule(planned)
        address = provider.invite(planned, somebody)
        assert_address(address)
        assert provider.invite(planned, somebody) == address
        assert somebody.personal_url not in address, "the key to somebody's registration goes to nobody else"


def withdraws_whoever_was_invited_or_not(provider: MeetingProvider) -> None:
    for planned in sessions():
        somebody, stranger = registration(planned), registration(planned)
        provider.invite(planned, somebody)
        for withdrawn in (somebody, somebody, stranger):
            try:
                provider.withdraw(planned, withdrawn)
            except Exception as error:  # a job that fails is done again for ever
                raise AssertionError(f"withdraw raised {type(error).__name__}") from error


BROKEN: dict[Exam, list[type]] = {
    has_a_key: [twins.SpacedKey],
    has_words: [twins.NoWords],
    fulfils_the_contract: [twins.CannotWithdraw],
    tells_its_configuration: [twins.AsksTheDatabase],
    schedules_one_room: [twins.ScheduleForgets, twins.ScheduleMakesAnotherRoom, twins.SchedulesScripts],
    invites_to_one_address: [twins.InvitesToAPath, twins.InvitesAnew, twins.InvitesWithTheSecretAddress],
    withdraws_whoever_was_invited_or_not: [twins.WithdrawsOnce],
}


def providers() -> list[MeetingProvider]:
    """Those whose address is known without asking; services are tried on stand-ins, in tests/events/meetings."""
    known = contributions(hookspecs.meeting_providers)
    return [*(each for each in known if not isinstance(each, MeetingService)), JitsiRooms(), twins.Sound()]


@pytest.mark.parametrize("exam", BROKEN)
@pytest.mark.parametrize("provider", providers(), ids=key_of)
def test_provider(provider: MeetingProvider, exam: Exam, settings: Settings) -> None:
    settings.JITSI_ORIGIN = "https://meet.example.nl"
    exam(provider)


@pytest.mark.parametrize(("exam", "twin"), failures(BROKEN))
def test_a_broken_provider_fails(exam: Exam, twin: type) -> None:
    with pytest.raises(AssertionError):
        exam(twin())


def test_keys_are_unique_and_stable() -> None:
    assert_unique_and_stable("meeting_providers")
    assert "link" in {provider.key for provider in contributions(hookspecs.meeting_providers)}

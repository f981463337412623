"""A host says yes at the very moment that a colleague takes the question back, each on a connection of its own."""

import threading
from typing import Any

import pytest
from django.db import connection, connections
from wagtail.models import Locale

from events.actions import confirm_host as confirming
from events.actions import withdraw_host as withdrawing
from events.models import Edition, HostInvitation, Session
from tests.events.hosts import ADDRESS, edition_out, invite

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _language() -> None:
    """A test that commits leaves empty tables behind; pages need their language."""
    Locale.objects.get_or_create(language_code="nl")


def confirm_while_it_is_withdrawn() -> tuple[str, str]:
    """The colleague comes between the check of the state and its change; returns the state, and the place of the session."""
    invitation = invite(edition_out())
    colleagues: list[threading.Thread] = []

    def take_back() -> None:
        try:
            withdrawing.withdraw_host(invitation_id=invitation.pk)
        finally:
            connections.close_all()

    def the_colleague_comes(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith('UPDATE "events_hostinvitation"') and not colleagues:
            colleagues.append(threading.Thread(target=take_back))
            colleagues[0].start()
            colleagues[0].join(timeout=2)  # it either waits for our lock, or gets all the way through
        return execute(sql, params, many, context)

    with connection.execute_wrapper(the_colleague_comes):
        confirming.confirm_host(invitation_id=invitation.pk, address=ADDRESS)
    colleagues[0].join(timeout=30)
    invitation.refresh_from_db()
    return invitation.status, Session.objects.get().place


def without_lock(pk: int) -> HostInvitation:
    """The twin of `locked_host`."""
    invitation = HostInvitation.objects.select_related("organisation", "session").get(pk=pk)
    invitation.session.edition = Edition.objects.get()
    return invitation


def test_a_place_of_which_the_host_was_released_does_not_stay() -> None:
    assert confirm_while_it_is_withdrawn() == ("withdrawn", "")


def test_the_twin_without_lock_leaves_a_place_where_nobody_is_welcome(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (confirming, withdrawing):
        monkeypatch.setattr(module, "locked_host", without_lock)
    status, place = confirm_while_it_is_withdrawn()
    assert (status, place) == ("confirmed", ADDRESS.place)  # though the host was told that they need not

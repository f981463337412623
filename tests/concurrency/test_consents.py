"""Agreeing at the very moment that the term runs out, each on a connection of its own."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection, connections
from wagtail.models import Locale

from betalingen.models import Order
from events.actions import expire_consents as expiring
from events.actions import give_consent as giving
from events.actions.expire_consents import expire_consents
from events.models import Booking, ConsentRequest, Edition, Registration
from tests.events.bookings import paid_edition
from tests.events.consents import AGREEMENT, ask, overdue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _language() -> None:
    """A test that commits leaves empty tables behind; pages need their language."""
    Locale.objects.get_or_create(language_code="nl")


def agree_while_the_term_ends() -> tuple[str, str, int, int]:
    """The job comes between the check of the clock and what follows from a yes; returns the states, seats and orders."""
    request = ask(paid_edition())
    jobs: list[threading.Thread] = []

    def job() -> None:
        try:
            overdue(request)
            expire_consents()
        finally:
            connections.close_all()

    def the_job_comes(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith('UPDATE "events_consentrequest"') and not jobs:
            jobs.append(threading.Thread(target=job))
            jobs[0].start()
            jobs[0].join(timeout=2)  # it either waits for our locks, or gets all the way through
        return execute(sql, params, many, context)

    with connection.execute_wrapper(the_job_comes):
        giving.give_consent(request_id=request.pk, agreement=AGREEMENT)
    jobs[0].join(timeout=30)
    request.refresh_from_db()
    return request.status, Registration.objects.get().status, Edition.objects.get().taken, Order.objects.count()


def without_locks(pk: int) -> tuple[ConsentRequest, Sequence[Registration]]:
    """The twin of `locked_consent`."""
    request = ConsentRequest.objects.get(pk=pk)
    request.booking = Booking.objects.select_related("edition").get(pk=request.booking_id)
    return request, list(Registration.objects.filter(booking=request.booking).select_related("booking", "edition"))


def test_whoever_agreed_in_time_keeps_the_seat() -> None:
    assert agree_while_the_term_ends() == ("given", "confirmed", 1, 1)


def test_the_twin_without_locks_gives_the_seat_away_and_confirms_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "locked_consent", without_locks)
    monkeypatch.setattr(expiring, "locked_consent", without_locks)
    assert agree_while_the_term_ends() == ("given", "confirmed", 0, 1)

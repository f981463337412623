"""A decision between two statements of a booking, each on a connection of its own."""

import threading
from typing import Any

import pytest
from django.db import connection, connections
from wagtail.models import Locale

from events.actions.confirm_edition import confirm_edition
from events.models import Edition, Registration
from tests.events.bookings import book, order_of, paid_edition

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _language() -> None:
    """A test that commits leaves empty tables behind; pages need their language."""
    Locale.objects.get_or_create(language_code="nl")


def decide(edition: Edition) -> None:
    try:
        confirm_edition(edition_id=edition.pk)
    finally:
        connections.close_all()


def test_who_books_while_it_is_decided_is_asked_to_pay_at_once() -> None:
    """The order was made for an undecided edition: without a second try it would wait for a decision for ever."""
    edition = paid_edition(pays_when="go_ahead")
    tried: list[str] = []

    def decide_before_the_seats_are_taken(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith('UPDATE "events_edition"'):
            if not tried:
                deciding = threading.Thread(target=decide, args=[edition])
                deciding.start()
                deciding.join(timeout=30)
            tried.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(decide_before_the_seats_are_taken):
        placed = book(edition)

    edition.refresh_from_db()
    order = order_of(placed)
    assert len(tried) == 2
    assert (edition.status, edition.taken, Registration.objects.get().status) == ("confirmed", 1, "awaiting_payment")
    assert (order.is_held, order.expires_at is not None) == (False, True)

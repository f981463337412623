"""Bookings that wait for a budget holder, for tests of what follows."""

import datetime as dt
from typing import Any

from django.utils import timezone

from betalingen.api import Customer
from events.actions.ask_consent import BudgetHolder
from events.actions.give_consent import Agreement
from events.actions.place_booking import Booker
from events.models import ConsentRequest, Edition
from tests.events.bookings import book

HOLDER = BudgetHolder("Ingrid van Dam", "i.vandam@lindewaard.example")
AGREEMENT = Agreement(
    organisation_name="Gemeente Lindewaard",
    department="P&O",
    email="crediteuren@lindewaard.example",
    purchase_order_number="45001",
    cost_centre="K7",
)


def ask(edition: Edition, *people: Any, provider: str = "invoice", **changes: Any) -> ConsentRequest:
    """A booking by Sanne for Pieter, or for others, of which Ingrid decides about the money."""
    booker = Booker(
        name="Sanne Visser",
        email="s.visser@lindewaard.example",
        organisation_name="Gemeente Lindewaard",
        customer=Customer(name="Gemeente Lindewaard", email="facturen@lindewaard.example", contact_name="Sanne Visser"),
        provider=provider,
        budget_holder=HOLDER,
    )
    placed = book(edition, *people, **{"booker": booker, **changes})
    return ConsentRequest.objects.get(booking=placed.booking)


def overdue(request: ConsentRequest) -> None:
    """Let the term of this request have run out a minute ago."""
    ConsentRequest.objects.filter(pk=request.pk).update(until=timezone.now() - dt.timedelta(minutes=1))

"""Bookings as the screens make them, for tests of what follows."""

import uuid
from typing import Any

from betalingen.api import Customer, OrderView, order_view
from events.actions.place_booking import Booker, PlacedBooking, place_booking
from events.contracts import Participant
from events.models import Edition
from tests.factories.betalingen import SubsidySchemeFactory, VatRuleFactory
from tests.factories.events import EditionFactory

PIETER = Participant("Pieter de Boer", "p.deboer@lindewaard.example")
SANNE = Participant("Sanne Visser", "s.visser@lindewaard.example", "HRM-adviseur")

DETAILS = {
    "organisation_name": "Gemeente Lindewaard",
    "department": "",
    "purchase_order_number": "PO-7",
    "contact_name": "Sanne Visser",
    "email": "facturen@lindewaard.example",
}


def paid_edition(**changes: Any) -> Edition:
    """An open edition of € 3.100,- with half of it subsidised: € 1.550,- and € 325,50 VAT for a participant."""
    facts: dict[str, Any] = {"gross_price_cents": 310_000, "minimum": 1, **changes}
    facts.setdefault("vat_rule", VatRuleFactory.create())
    if "subsidy_scheme" not in facts:
        facts["subsidy_scheme"] = SubsidySchemeFactory.create()
    edition: Edition = EditionFactory.create(**facts)
    return edition


def book(edition: Edition, *participants: Participant, provider: str = "stripe", **changes: Any) -> PlacedBooking:
    """Book, for Pieter when nobody is named."""
    people = participants or (PIETER,)
    booker = Booker(
        name="Sanne Visser",
        email="facturen@lindewaard.example",
        organisation_name="Gemeente Lindewaard",
        customer=Customer(name="Gemeente Lindewaard", email="facturen@lindewaard.example"),
        provider=provider,
    )
    facts: dict[str, Any] = {
        "edition": edition,
        "form_key": uuid.uuid4(),
        "participants": people,
        "booker": booker,
        "language": "nl",
        "answers": {"details": DETAILS},
        **changes,
    }
    return place_booking(**facts)


def order_of(placed: PlacedBooking) -> OrderView:
    """The order of a booking that costs something."""
    order = order_view(f"booking:{placed.booking.public_id}")
    assert order is not None
    return order

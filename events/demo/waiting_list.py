"""A full edition with people who wait: one has an offer, one waits for two places, one stands behind them."""

import uuid

from events.actions.cancel_registration import cancel_registration
from events.actions.join_waiting_list import join_waiting_list
from events.models import Edition, Registration

WAITING = [
    ("Loes van Beek", "Gemeente Vlietstad", 1),
    ("Rachid Amari", "Waterschap Lange Leije", 2),
    ("Tineke Hofstra", "Gemeente Merwestein", 1),
]


def load_waiting_list(edition: Edition) -> None:
    """Put them on the list of an edition that is full, and let one participant cancel."""
    for name, employer, seats in WAITING:
        join_waiting_list(
            edition=edition.public_id,
            form_key=uuid.uuid4(),
            name=name,
            email=f"{name.lower().replace(' ', '')}@deelnemers.example",
            organisation_name=employer,
            seats=seats,
            language="nl",
        )
    regrets = Registration.objects.filter(edition=edition, status="confirmed").order_by("pk")[0]
    cancel_registration(registration_id=regrets.pk)

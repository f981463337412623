"""An edition with a waiting list, for tests of what happens next."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from cms.models import Message
from events.actions.cancel_registration import cancel_registration
from events.actions.join_waiting_list import join_waiting_list
from events.models import Edition, Registration, Session, WaitingListEntry
from tests.factories.events import EditionFactory, RegistrationFactory


def full_edition(capacity: int = 2, **changes: Any) -> Edition:
    """Free of charge, and every place taken by somebody who booked alone."""
    edition: Edition = EditionFactory.create(capacity=capacity, **changes)
    for _place in range(capacity):
        RegistrationFactory.create(booking__edition=edition)
    return edition


def wait(edition: Edition, name: str, seats: int = 1, **changes: Any) -> WaitingListEntry:
    """Put somebody on the list, by their first name."""
    facts: dict[str, Any] = {
        "edition": edition.public_id,
        "form_key": uuid.uuid4(),
        "name": name,
        "email": f"{name.lower()}@merwestein.example",
        "organisation_name": "Gemeente Merwestein",
        "seats": seats,
        "language": "nl",
        **changes,
    }
    return join_waiting_list(**facts)


def begin(edition: Edition) -> None:
    """Let its first session begin a minute ago."""
    ago = timezone.now() - dt.timedelta(minutes=1)
    Session.objects.filter(edition=edition).update(walk_in_at=ago, starts_at=ago)


def leave_one(edition: Edition) -> None:
    """Somebody with a place cancels."""
    seated = Registration.objects.filter(edition=edition, status="confirmed").first()
    assert seated is not None
    cancel_registration(registration_id=seated.pk)


def overdue(entry: WaitingListEntry) -> None:
    """Let the time to decide be over."""
    WaitingListEntry.objects.filter(pk=entry.pk).update(offer_until=timezone.now() - dt.timedelta(seconds=1))


def mails_to(name: str) -> list[str]:
    """What happened according to the mails to somebody on a list: joined, offered, expired, left, ended."""
    sent = Message.objects.filter(recipient=f"{name.lower()}@merwestein.example", about__startswith="waiting:")
    return [key.split(":")[2] for key in sent.order_by("pk").values_list("key", flat=True)]


def sums(edition: Edition) -> tuple[int, int, int]:
    """Seats taken, seats that are the waiting list's, and seats that anybody may take."""
    edition.refresh_from_db()
    return edition.taken, edition.reserved, edition.left


def states(edition: Edition) -> dict[str, str]:
    """Everybody who was ever on the list, by name."""
    return dict(edition.waiting_list.values_list("name", "status"))

"""Sessions that take guests, for tests of what follows."""

from typing import Any

from events.actions.set_guests import set_guests
from events.actions.sign_up_guest import sign_up_guest
from events.models import Edition, Guest, GuestList, Registration
from tests.events.hosts import edition_out
from tests.factories.events import RegistrationFactory


def edition_with_guests(*, capacity: int = 20, each: int = 3, **changes: Any) -> Edition:
    """One day on location, to which participants may bring guests."""
    edition = edition_out(**changes)
    edition.sessions.update(title="Slotmanifestatie", place="Stadskantoor", address="Kade 4, Linge")
    set_guests(session_id=edition.sessions.get().pk, capacity=capacity, each=each)
    return edition


def inviter_of(edition: Edition, name: str = "Mila Jansen") -> Registration:
    """Somebody with a definite place."""
    registration: Registration = RegistrationFactory.create(booking__edition=edition, name=name)
    return registration


def bring(registration: Registration, name: str = "Gijs", **changes: Any) -> Guest:
    """Somebody signs up by the link of this participant."""
    facts = {"email": f"{name.lower()}@buiten.example", "language": "nl", **changes}
    return sign_up_guest(registration_id=registration.pk, name=name, **facts)


def taken(edition: Edition) -> int:
    """How many the list counts."""
    return GuestList.objects.values_list("taken", flat=True).get(edition=edition)

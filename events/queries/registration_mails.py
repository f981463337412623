"""What was mailed about a registration or an edition, and what of it never arrived."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from cms.api import MessageLine, latest_messages, lost_messages, messages_about
from events.models import Edition, Registration, WaitingListEntry

SHOWN_OF_EDITION: Final = 20


@dataclass(frozen=True)
class MailOfEdition:
    """A mail in the list of an edition, with the screen that says more: that of a registration or of a place in the queue."""

    line: MessageLine
    registration: int | None
    entry: int | None


def references(registration: Registration) -> list[str]:
    """By which the mails to this participant, and those to whoever booked, are found."""
    return [f"registration:{registration.public_id}", f"booking:{registration.booking.public_id}"]


def address_now(registration: Registration, about: str) -> str:
    """Where a mail with this reference goes today: to the participant, or to whoever booked."""
    return registration.booking.email if about.startswith("booking:") else registration.email


def mails_about(registration: Registration) -> list[MessageLine]:
    """Newest first; one query."""
    return messages_about(references(registration))


def mails_of_edition(edition: Edition) -> list[MailOfEdition]:
    """The last mails to everybody on an edition and on its waiting list, those that nobody reads first; three queries."""
    people = Registration.objects.filter(edition=edition).order_by("-pk")
    registrations: dict[str, int] = {}
    for pk, registration, booking in people.values_list("pk", "public_id", "booking__public_id"):
        registrations |= {f"registration:{registration}": pk, f"booking:{booking}": pk}
    waiting = WaitingListEntry.objects.filter(edition=edition)
    entries = {f"waiting:{public_id}": pk for pk, public_id in waiting.values_list("pk", "public_id")}
    known = [f"edition:{edition.public_id}", *registrations, *entries]
    return [
        MailOfEdition(line, registrations.get(line.about), entries.get(line.about))
        for line in latest_messages(known, SHOWN_OF_EDITION)
    ]


def with_lost_mail(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Each with `has_lost_mail`: something sent to the address that they have now came back or could not be sent; and with
    `has_lost_booker_mail`: the same of whoever booked, about the booking."""
    return registrations.annotate(
        has_lost_mail=_has_lost("registration:", "public_id", "email"),
        has_lost_booker_mail=_has_lost("booking:", "booking__public_id", "booking__email"),
    )


def unreached(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Those of whom a mail to the address that they have now came back or could not be sent."""
    return registrations.filter(_has_lost("registration:", "public_id", "email"))


def with_lost_waiting_mail(entries: QuerySet[WaitingListEntry]) -> QuerySet[WaitingListEntry]:
    """The same for whoever waits."""
    return entries.annotate(has_lost_mail=_has_lost("waiting:", "public_id", "email"))


def _has_lost(prefix: str, key: str, address: str) -> Exists:
    about = Concat(Value(prefix), Cast(OuterRef(key), TextField()))
    return Exists(lost_messages().filter(about=about, recipient=OuterRef(address)))

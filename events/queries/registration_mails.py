"""What was mailed about a registration, and what of it never arrived."""

from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from cms.api import MessageLine, lost_messages, messages_about
from events.models import Registration


def references(registration: Registration) -> list[str]:
    """By which the mails to this participant are found."""
    return [f"registration:{registration.public_id}"]


def mails_about(registration: Registration) -> list[MessageLine]:
    """Newest first; one query."""
    return messages_about(references(registration))


def with_lost_mail(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Each with `has_lost_mail`: something sent to the address that they have now came back or could not be sent."""
    return registrations.annotate(has_lost_mail=_lost())


def unreached(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Those of them."""
    return registrations.filter(_lost())


def _lost() -> Exists:
    about = Concat(Value("registration:"), Cast(OuterRef("public_id"), TextField()))
    return Exists(lost_messages().filter(about=about, recipient=OuterRef("email")))

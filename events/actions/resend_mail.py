"""Send somebody a mail about their registration once more."""

import uuid

from django.db import transaction

from cms.api import User, message_about, record_audit, resend_message
from events.models import Registration
from events.queries.registration_mails import address_now, references


@transaction.atomic
def resend_mail(*, registration_id: int, message: uuid.UUID, user: User | None = None) -> Registration:
    """As it was, to the address that the participant, or whoever booked, has now. Raises NotAllowed when its text was forgotten."""
    registration = Registration.objects.select_related("booking").get(pk=registration_id)
    known = references(registration)
    sent = message_about(message, known)
    about = sent.line.about if sent else ""
    resend_message(public_id=message, about=known, to=address_now(registration, about))
    record_audit(registration, "events.mail_resent", user=user, message=str(message))
    return registration

"""The mails of this plugin: rows in the outbox, left in the transaction of the action."""

import datetime as dt

from django.utils import timezone, translation

from cms.api import queue_mail
from events.api import RegistrationView, until
from events.plugins.leertraject.models import Assignment


def mail_due(registration: RegistrationView, assignment: Assignment, due: dt.datetime) -> None:
    """To a participant: this must be done soon. Once for each deadline."""
    with translation.override(registration.language):
        told = until(due)
    queue_mail(
        key=f"leertraject:{assignment.public_id}:{registration.public_id}:{timezone.localdate(due)}",
        to=registration.email,
        template="leertraject/assignment_due",
        context={"registration": registration, "assignment": assignment, "due": told},
        language=registration.language,
        about=f"registration:{registration.public_id}",
    )

"""The mails of this plugin: rows in the outbox, left in the transaction of the action."""

import datetime as dt

from django.utils import timezone, translation

from cms.api import queue_mail
from events.api import RegistrationView, until
from events.plugins.leertraject.models import Assignment, DatePoll


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


def mail_poll_started(registration: RegistrationView, poll: DatePoll) -> None:
    """To a participant: which of these moments suit?"""
    _mail_poll("poll_started", registration, poll)


def mail_poll_closes(registration: RegistrationView, poll: DatePoll) -> None:
    """To who did not answer yet: it closes soon."""
    _mail_poll("poll_closes", registration, poll)


def _mail_poll(event: str, registration: RegistrationView, poll: DatePoll) -> None:
    with translation.override(registration.language):
        told = until(poll.closes_at)
    queue_mail(
        key=f"leertraject:{event}:{poll.public_id}:{registration.public_id}",
        to=registration.email,
        template=f"leertraject/{event}",
        context={
            "registration": registration,
            "poll": poll,
            "until": told,
            "poll_url": f"{registration.personal_url}datumprikker/{poll.public_id}/",
        },
        language=registration.language,
        about=f"registration:{registration.public_id}",
    )

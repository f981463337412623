"""The mails about the talk of an intake, with a calendar item that follows it; as in events.mails each has a key."""

from typing import Any

from django.utils import timezone

from cms.api import Attachment, queue_mail
from events.calendar import Method, Talk, interview_calendar
from events.contracts import RegistrationView
from events.mails import organiser
from events.models import InterviewSlot


def mail_choose_interview(registration: RegistrationView) -> None:
    """There are moments to choose from, on the personal page; once."""
    _mail("choose", registration, f"registration:{registration.public_id}:interview:choose")


def mail_interview_chosen(registration: RegistrationView, slot: InterviewSlot, sequence: int) -> None:
    """When, where and with whom; a later choice changes the same calendar item."""
    _mail_slot("chosen", registration, slot, sequence, Method.REQUEST)


def mail_interview_cancelled(
    registration: RegistrationView, slot: InterviewSlot, sequence: int, *, may_choose: bool
) -> None:
    """It is off and the calendar item disappears; whoever still needs a talk chooses another."""
    _mail_slot("cancelled", registration, slot, sequence, Method.CANCEL, may_choose=may_choose)


def _mail_slot(
    event: str,
    registration: RegistrationView,
    slot: InterviewSlot,
    sequence: int,
    method: Method,
    **context: Any,
) -> None:
    content = interview_calendar(
        registration,
        Talk(slot.starts_at, slot.ends_at, slot.place or slot.url, sequence),
        method=method,
        organiser=organiser(),
        stamp=timezone.now(),
    )
    attachment = Attachment("gesprek.ics", f"text/calendar; method={method.value}", content)
    key = f"registration:{registration.public_id}:interview:{sequence}"
    _mail(event, registration, key, attachment, slot=slot, **context)


def _mail(event: str, registration: RegistrationView, key: str, *attachments: Attachment, **context: Any) -> None:
    queue_mail(
        key=key,
        to=registration.email,
        template=f"events/interview_{event}",
        context={
            "registration": registration,
            "edition": registration.edition,
            "url": registration.personal_url,
            **context,
        },
        language=registration.language,
        attachments=list(attachments),
        about=f"registration:{registration.public_id}",
    )

"""Remind who did not answer a date poll yet, before it closes."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from events.api import note_on_edition
from events.plugins.leertraject.actions.send_reminders import FROM
from events.plugins.leertraject.mails import mail_poll_closes
from events.plugins.leertraject.models import DatePoll, PollAnswer
from events.plugins.leertraject.wishes import members_of

BEFORE: Final = dt.timedelta(days=2)
AFTER_START: Final = dt.timedelta(days=1)  # else the mail about a short one would come twice on a day


def remind_polls() -> int:
    """Once for each poll; returns how many mails that were."""
    now = timezone.localtime()
    if now.time() < FROM:
        return 0
    due = DatePoll.objects.filter(chosen=None, reminded_at=None, started_at__lte=now - AFTER_START)
    keys = due.filter(closes_at__gt=now, closes_at__lte=now + BEFORE).values_list("pk", flat=True)
    return sum(_remind(pk) for pk in list(keys))


@transaction.atomic
def _remind(pk: int) -> int:
    poll = DatePoll.objects.select_for_update().filter(pk=pk, reminded_at=None).first()
    if poll is None or not poll.is_open:
        return 0  # another worker was first, or a moment was chosen
    answered = set(PollAnswer.objects.filter(moment__poll=poll).values_list("registration", flat=True))
    people = [person for who, person in members_of(poll.edition).items() if who not in answered]
    for person in people:
        mail_poll_closes(person, poll)
    poll.reminded_at = timezone.now()
    poll.save(update_fields=["reminded_at"])
    if people:
        note_on_edition(poll.edition, "leertraject.poll_reminded", title=poll.title, mails=len(people))
    return len(people)

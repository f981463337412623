"""Ask the participants of an edition which of some moments suit them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from cms.api import User
from events.api import check_schedulable, note_on_edition
from events.plugins.leertraject.mails import mail_poll_started
from events.plugins.leertraject.models import DatePoll, PollMoment
from events.plugins.leertraject.wishes import members_of


@dataclass(frozen=True, kw_only=True)
class PollFacts:
    """What a colleague fills in; `moments` are a start and an end each."""

    title: str
    closes_at: dt.datetime
    moments: Sequence[tuple[dt.datetime, dt.datetime]]
    session: UUID | None = None


@transaction.atomic
def start_poll(*, edition: UUID, facts: PollFacts, user: User | None = None) -> DatePoll:
    """Everybody with a place gets a mail with the way to it. Raises NotAllowed when sessions of this edition cannot change."""
    check_schedulable(edition)
    poll = DatePoll.objects.create(edition=edition, title=facts.title, session=facts.session, closes_at=facts.closes_at)
    PollMoment.objects.bulk_create(
        PollMoment(poll=poll, starts_at=starts_at, ends_at=ends_at) for starts_at, ends_at in facts.moments
    )
    people = members_of(edition).values()
    for person in people:
        mail_poll_started(person, poll)
    note_on_edition(edition, "leertraject.poll_started", user=user, title=poll.title, mails=len(people))
    return poll

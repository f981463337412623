"""Offer moments for the talk of an intake."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events import interview_mails
from events.lifecycles import RegistrationStatus
from events.locking import OPEN_TO_BOOKINGS, locked_edition
from events.models import InterviewSlot, Registration
from events.queries.snapshots import registration_view


@dataclass(frozen=True, kw_only=True)
class SlotFacts:
    """Some talks in a row with one colleague; `place` or `url` says where, `email` to whom a choice is told."""

    starts: Sequence[dt.datetime]
    minutes: int
    interviewer: str
    email: str = ""
    place: str = ""
    url: str = ""


def add_interview_slots(*, edition_id: int, facts: SlotFacts, user: User | None = None) -> int:
    """Store what is not there yet, and tell applicants without a talk that they can choose, each once; returns how many were new.

    Raises NotAllowed when nobody is admitted after a talk here (any more), or for a moment that has passed.
    """
    with transaction.atomic():
        edition = locked_edition(edition_id)
        if not edition.has_intake or edition.status not in OPEN_TO_BOOKINGS:
            raise NotAllowed(_("Voor deze editie zijn er geen intakegesprekken (meer)."))
        if min(facts.starts) <= timezone.now():
            raise NotAllowed(_("Een moment ligt in het verleden."))
        known = set(edition.interview_slots.filter(interviewer=facts.interviewer).values_list("starts_at", flat=True))
        fresh = [moment for moment in facts.starts if moment not in known]
        InterviewSlot.objects.bulk_create(
            InterviewSlot(
                edition=edition,
                starts_at=moment,
                minutes=facts.minutes,
                interviewer=facts.interviewer,
                email=facts.email,
                place=facts.place,
                url=facts.url,
            )
            for moment in fresh
        )
        if fresh:
            record_audit(edition, "events.interviews_offered", user=user, count=len(fresh))
            invite_applicants(edition_id)
        return len(fresh)


def invite_applicants(edition_id: int) -> None:
    """Tell applicants who have no talk and were not decided about that they can choose one; each once."""
    waiting = Registration.objects.filter(
        edition=edition_id, status=RegistrationStatus.INTAKE, intake__decided_at=None, interview=None
    ).exclude(email="")
    for registration in waiting.select_related("booking", "edition__offering").order_by("pk"):
        interview_mails.mail_choose_interview(registration_view(registration))

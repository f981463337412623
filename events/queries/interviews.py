"""The talks of an intake: which are free, and who comes when."""

import datetime as dt
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from events.models import Edition, InterviewSlot

CUT_OFF: Final = dt.timedelta(hours=24)
"""A talk can be chosen, and moved, until this long before."""


def free_slots(edition: Edition) -> QuerySet[InterviewSlot]:
    """What an applicant can choose from now, the first one first."""
    soonest = timezone.now() + CUT_OFF
    return InterviewSlot.objects.filter(edition=edition, registration=None, starts_at__gt=soonest)


def may_move(slot: InterviewSlot) -> bool:
    """Whether the applicant can still choose another moment."""
    return slot.starts_at > timezone.now() + CUT_OFF


def slots_of(edition: Edition) -> QuerySet[InterviewSlot]:
    """All of an edition, with whoever chose them."""
    return InterviewSlot.objects.filter(edition=edition).select_related("registration__booking")

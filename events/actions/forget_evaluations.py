"""Make evaluations anonymous, once there is nobody left to ask about them."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.locking import locked_edition
from events.models import Evaluation
from events.models.registrations import new_access_key

KEPT_FOR: Final = dt.timedelta(
    days=365
)  # after they were asked, as the page promises: until the next run was made better


def forget_evaluations() -> int:
    """Cut the tie between answers and people, and take the names off; returns of how many. Grades and answers stay.

    The link in the mail opens nothing any more, unless the person is quoted: then it remains the way to take that back.
    """
    editions = _old().order_by("edition").values_list("edition", flat=True).distinct()
    return sum(_forget_in(edition_id) for edition_id in list(editions))


def _old() -> QuerySet[Evaluation]:
    known = Q(registration__isnull=False) | Q(shows_name=True)
    return Evaluation.objects.filter(known, asked_at__lt=timezone.now() - KEPT_FOR)


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition = locked_edition(edition_id)
    evaluations = list(_old().select_for_update(of=("self",)).filter(edition=edition).order_by("pk"))
    for evaluation in evaluations:
        evaluation.registration = None
        evaluation.shows_name = False
        if not evaluation.quotation_id:
            evaluation.access_key = new_access_key()
    Evaluation.objects.bulk_update(evaluations, ["registration", "shows_name", "access_key"])
    if evaluations:
        record_audit(edition, "events.evaluations_forgotten", count=len(evaluations))
    return len(evaluations)

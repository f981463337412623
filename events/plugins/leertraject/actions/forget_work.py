"""Delete what participants handed in, a while after their last session."""

import datetime as dt
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.api import drop_participant_files, editions_by_id, note_on_edition
from events.plugins.leertraject.models import Assignment, AssignmentWork
from events.plugins.leertraject.queries import files_of

KEPT_FOR: Final = dt.timedelta(days=90)  # after the last session, as the page where people hand in says


def forget_work() -> int:
    """Texts and files go, that it was done stays, for the certificate; returns of how many editions.

    Assignments of an edition that was thrown away go altogether.
    """
    kept = set(Assignment.objects.filter(forgotten_at=None).order_by().values_list("edition", flat=True))
    if not kept:
        return 0
    known = editions_by_id(kept, settings.LANGUAGE_CODE)
    Assignment.objects.filter(edition__in=kept - set(known)).delete()
    before = timezone.now() - KEPT_FOR
    over = [edition for edition, view in known.items() if view.ends_at and view.ends_at < before]
    for edition in over:
        _forget_in(edition)
    return len(over)


@transaction.atomic
def _forget_in(edition: UUID) -> None:
    locked = list(Assignment.objects.select_for_update().filter(edition=edition).order_by("pk"))
    works = AssignmentWork.objects.filter(assignment__in=locked)
    drop_participant_files(files_of(works))
    works.update(text="", file=None, file_name="")
    Assignment.objects.filter(pk__in=[each.pk for each in locked]).update(forgotten_at=timezone.now())
    note_on_edition(edition, "leertraject.work_forgotten")

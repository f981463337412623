"""What an edition that was made out of another gets from it, beside what stands in its form."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.api import User
from events import hooks
from events.actions.copy_materials import copy_materials
from events.contracts import EditionView
from events.models import Edition
from events.queries.snapshots import edition_view


@transaction.atomic
def take_along(*, source_id: int, edition_id: int, user: User | None = None) -> None:
    """What participants read beforehand, and what plugins know about the old edition."""
    copy_materials(source_id=source_id, edition_id=edition_id, user=user)
    source, copy = (_view(pk) for pk in (source_id, edition_id))
    hooks.edition_copied(source, copy, _days_between(source, copy))


def _view(pk: int) -> EditionView:
    edition = Edition.objects.select_related("offering__locale").prefetch_related("sessions__host").get(pk=pk)
    return edition_view(edition, settings.LANGUAGE_CODE)


def _days_between(source: EditionView, copy: EditionView) -> int | None:
    if source.starts_at is None or copy.starts_at is None:
        return None
    return (timezone.localdate(copy.starts_at) - timezone.localdate(source.starts_at)).days

"""Delete who of a co-provider could read who takes part, once they may not any more."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cms.api import record_audit
from events.locking import locked_edition
from events.models import ListReader, Session
from events.queries.co_providers import READ_FOR


def forget_list_readers() -> int:
    """Of editions whose last session ended four weeks ago; returns how many. The log keeps which organisation read it."""
    editions = _old().order_by("edition").values_list("edition", flat=True).distinct()
    return sum(_forget_in(edition_id) for edition_id in list(editions))


def _old() -> QuerySet[ListReader]:
    dated = Session.objects.filter(edition=OuterRef("edition"))
    recent = dated.filter(ends_at__gt=timezone.now() - READ_FOR)
    return ListReader.objects.filter(Exists(dated), ~Exists(recent))


@transaction.atomic
def _forget_in(edition_id: int) -> int:
    edition = locked_edition(edition_id)
    count, _per_model = _old().filter(edition=edition).delete()
    if count:
        record_audit(edition, "events.list_readers_forgotten", count=count)
    return count

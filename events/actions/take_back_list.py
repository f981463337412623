"""Somebody of a co-provider reads no more who takes part."""

from django.db import transaction

from cms.api import User, record_audit
from events.locking import locked_edition
from events.models import ListReader


@transaction.atomic
def take_back_list(*, reader_id: int, user: User | None = None) -> None:
    """From now on; taken back before raises ListReader.DoesNotExist."""
    reader = ListReader.objects.select_related("organisation").get(pk=reader_id)
    edition = locked_edition(reader.edition_id)
    record_audit(edition, "events.list_taken_back", user=user, organisation=reader.organisation.name)
    reader.delete()

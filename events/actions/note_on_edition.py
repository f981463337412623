"""A line in the log of an edition, about what a plugin did with it."""

from typing import Any
from uuid import UUID

from cms.api import User, record_audit
from events.models import Edition


def note_on_edition(edition: UUID, action: str, *, user: User | None = None, **data: Any) -> None:
    """In the transaction of the fact; `action` and `data` as with cms.api.record_audit. Raises Edition.DoesNotExist."""
    record_audit(Edition.objects.get(public_id=edition), action, user=user, **data)

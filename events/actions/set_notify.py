"""Choose which colleague hears of every booking of an edition."""

from django.db import transaction

from cms.api import User, record_audit
from events.locking import locked_edition
from events.models import Edition


@transaction.atomic
def set_notify(*, edition_id: int, email: str, user: User | None = None) -> Edition:
    """From now on; "" means nobody, except of an intake the academy. The log does not say who. Raises Edition.DoesNotExist."""
    edition = locked_edition(edition_id)
    if edition.notify != email:
        edition.notify = email
        edition.save(update_fields=["notify"])
        record_audit(edition, "events.notify_set", user=user, is_set=bool(email))
    return edition

"""Set what leaving an edition costs."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.models import Edition


@transaction.atomic
def set_cancellation(*, edition_id: int, steps: Any, user: User | None = None) -> Edition:
    """`steps` is a checked value of `Edition.cancellation_steps`; who booked before keeps the rules of then.

    Raises NotAllowed when the edition is over.
    """
    edition = locked_edition(edition_id)
    if edition.status in (EditionStatus.COMPLETED, EditionStatus.CANCELLED):
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door; er valt niets meer te wijzigen."))
    edition.cancellation_steps = steps
    edition.save(update_fields=["cancellation_steps"])
    record_audit(edition, "events.cancellation_set", user=user, count=len(steps))
    return edition

"""Choose which mails the clock sends about an edition."""

from django.db import transaction

from cms.api import User, record_audit
from events.locking import locked_edition
from events.models import Edition


@transaction.atomic
def set_reminders(
    *, edition_id: int, day_before: bool, hour_before: bool, thanks_after: bool, user: User | None = None
) -> Edition:
    """What has gone already has gone; the rest follows this from now on. Raises Edition.DoesNotExist."""
    edition = locked_edition(edition_id)
    wanted = {"reminds_day_before": day_before, "reminds_hour_before": hour_before, "thanks_after": thanks_after}
    changed = {name: value for name, value in wanted.items() if getattr(edition, name) != value}
    for name, value in changed.items():
        setattr(edition, name, value)
    if changed:
        edition.save(update_fields=sorted(changed))
        record_audit(edition, "events.reminders_set", user=user, **changed)
    return edition

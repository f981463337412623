"""Decide that an edition goes ahead, and tell everybody who has a place."""

from django.db import transaction

from cms.api import User, move, record_audit
from events import hooks
from events.lifecycles import EDITION, EditionStatus, RegistrationStatus
from events.locking import locked_edition
from events.mails import mail_edition_confirmed
from events.models import Edition, Registration
from events.queries.snapshots import edition_view, registration_view


@transaction.atomic
def confirm_edition(*, edition_id: int, user: User | None = None) -> Edition:
    """Raises MoveNotAllowed unless the edition is open. Whether the minimum is met is for the person who decides."""
    edition = locked_edition(edition_id)
    now = move(EDITION, edition.status, EditionStatus.CONFIRMED)
    if now == edition.status:
        return edition
    edition.status = now
    edition.save(update_fields=["status"])
    record_audit(edition, "events.edition_confirmed", user=user, taken=edition.taken, minimum=edition.minimum)
    registrations = Registration.objects.filter(edition=edition, status=RegistrationStatus.CONFIRMED)
    for registration in registrations.select_related("booking").order_by("pk"):
        registration.edition = edition
        mail_edition_confirmed(registration_view(registration))
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    return edition

"""Close an edition that has been held."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events import hooks
from events.actions.settle_attendance import settle_attendance
from events.lifecycles import EDITION, EditionStatus, RegistrationStatus
from events.locking import locked_edition
from events.models import Edition, Registration
from events.queries.edition_consequences import undecided
from events.queries.snapshots import edition_view


@transaction.atomic
def complete_edition(*, edition_id: int, share: int | None = None, user: User | None = None) -> Edition:
    """Whoever was at `share` % of the sessions attended (None: the share of the edition); who was marked by hand stays so.

    Raises NotAllowed before the last session has ended and while it is open and anybody waits for a decision, MoveNotAllowed for what was never
    open or does not go ahead.
    """
    edition = locked_edition(edition_id)
    now = move(EDITION, edition.status, EditionStatus.COMPLETED)
    if now == edition.status:
        return edition
    last = edition.sessions.aggregate(ends_at=Max("ends_at"))["ends_at"]
    if last is None or last > timezone.now():
        raise NotAllowed(_("De laatste bijeenkomst is nog niet geweest."))
    if edition.status == EditionStatus.OPEN and undecided(edition).exists():
        raise NotAllowed(_("Over een of meer inschrijvingen is nog niet beslist. Doe dat eerst."))
    edition.status = now
    edition.attendance_share = share or edition.attendance_share
    edition.save(update_fields=["status", "attendance_share"])
    sure = Registration.objects.select_for_update().filter(edition=edition, status=RegistrationStatus.CONFIRMED)
    people = list(sure.order_by("pk").values_list("pk", flat=True))
    settle_attendance(edition=edition, registration_ids=people, user=user)
    record_audit(edition, "events.edition_completed", user=user)
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    return edition

"""Decide that an edition does not go ahead: everybody is told, places and orders are cancelled, money goes back."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import cancel_order, lock_orders
from cms.api import NotAllowed, User, move, record_audit
from events import hooks
from events.actions.end_waiting_list import end_waiting_list
from events.lifecycles import EDITION, REGISTRATION, SEATED, EditionStatus, RegistrationStatus
from events.locking import locked_edition
from events.mails import mail_edition_cancelled
from events.models import Booking, Edition, Registration
from events.queries.snapshots import edition_view, registration_view

TRIES: Final = 5


class _BookedMeanwhile(Exception):
    """An order was placed after the orders were locked."""


def cancel_edition(*, edition_id: int, reason: str, user: User | None = None) -> Edition:
    """All or nothing. `reason` is a sentence that the participants read.

    Raises MoveNotAllowed unless the edition is open or goes ahead, NotAllowed once attendance has been noted.
    """
    for _try in range(TRIES):
        try:
            return _cancel(edition_id, reason, user)
        except _BookedMeanwhile:
            continue
    raise NotAllowed(_("Er komen op dit moment aanmeldingen binnen. Probeer het nog eens."))


@transaction.atomic
def _cancel(edition_id: int, reason: str, user: User | None) -> Edition:
    # Orders come before editions in the lock order. Who books in between is noticed below, and we start again; who books
    # later waits for the lock on the edition and then finds it cancelled.
    locked = set(lock_orders(_order_references(edition_id)))
    edition = locked_edition(edition_id)
    now = move(EDITION, edition.status, EditionStatus.CANCELLED)
    if now == edition.status:
        return edition
    references = _order_references(edition_id)
    if not locked.issuperset(references):
        raise _BookedMeanwhile
    held = list(
        Registration.objects.select_for_update(of=("self",))
        .filter(edition=edition, status__in=SEATED)
        .select_related("booking")
        .order_by("pk")
    )
    if any(registration.status in (RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT) for registration in held):
        raise NotAllowed(_("Er is al aanwezigheid genoteerd; rond deze editie af in plaats van haar af te zeggen."))
    edition.status, edition.cancel_reason, edition.taken, edition.reserved = now, reason, 0, 0
    edition.sequence += 1
    edition.save(update_fields=["status", "cancel_reason", "taken", "reserved", "sequence"])
    record_audit(edition, "events.edition_cancelled", user=user, registrations=len(held), orders=len(references))
    _cancel_registrations(edition, held, reason, user)
    end_waiting_list(edition, reason=reason, user=user)
    for reference in references:
        cancel_order(reference=reference, reason=reason, user=user)
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    return edition


def _order_references(edition_id: int) -> list[str]:
    with_order = Booking.objects.filter(edition=edition_id, order__isnull=False).order_by("pk")
    return [f"booking:{public_id}" for public_id in with_order.values_list("public_id", flat=True)]


def _cancel_registrations(edition: Edition, held: list[Registration], reason: str, user: User | None) -> None:
    for registration in held:
        registration.edition = edition
        registration.status = move(REGISTRATION, registration.status, RegistrationStatus.CANCELLED)
        registration.cancelled_at = timezone.now()
        registration.save(update_fields=["status", "cancelled_at"])
        record_audit(registration, "events.registration_cancelled", user=user)
        view = registration_view(registration)
        mail_edition_cancelled(view, reason)
        hooks.registration_cancelled(view)

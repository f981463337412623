"""Decide that an edition does not go ahead: everybody is told, places and orders are cancelled, money goes back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betalingen.api import cancel_order, cancelling
from cms.api import NotAllowed, User, move, record_audit
from events import hooks
from events.actions.end_waiting_list import end_waiting_list
from events.actions.free_interview import free_interview
from events.actions.tend_guests import tell_guests_cancelled
from events.actions.tend_hosts import hosts_in, release_host
from events.actions.withdraw_consents import withdraw_consents
from events.lifecycles import EDITION, REGISTRATION, EditionStatus, RegistrationStatus
from events.locking import locked_with_orders, until_settled
from events.mails import mail_edition_cancelled
from events.models import Edition, Registration
from events.queries.edition_consequences import seated
from events.queries.snapshots import edition_view, registration_view


def cancel_edition(*, edition_id: int, reason: str, user: User | None = None) -> Edition:
    """All or nothing. `reason` is a sentence that the participants read.

    Raises MoveNotAllowed unless the edition is open or goes ahead, NotAllowed once attendance has been noted.
    """
    return until_settled(lambda: _cancel(edition_id, reason, user))


@transaction.atomic
def _cancel(edition_id: int, reason: str, user: User | None) -> Edition:
    edition, references = locked_with_orders(edition_id)
    now = move(EDITION, edition.status, EditionStatus.CANCELLED)
    if now == edition.status:
        return edition
    held = list(seated(edition).select_for_update(of=("self",)).select_related("booking").order_by("pk"))
    if any(registration.status in (RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT) for registration in held):
        raise NotAllowed(_("Er is al aanwezigheid genoteerd; rond deze editie af in plaats van haar af te zeggen."))
    edition.status, edition.cancel_reason, edition.taken, edition.reserved = now, reason, 0, 0
    edition.sequence += 1
    edition.save(update_fields=["status", "cancel_reason", "taken", "reserved", "sequence"])
    money = cancelling(references)
    record_audit(
        edition,
        "events.edition_cancelled",
        user=user,
        mails=len(held),
        orders=money.open_orders,
        refunds=money.refunds,
        refund_cents=money.refund_cents,
    )
    _cancel_registrations(edition, held, reason, user)
    withdraw_consents(edition.pk)
    for invitation in hosts_in(edition):
        release_host(invitation, user=user)
    tell_guests_cancelled(edition, reason)
    end_waiting_list(edition, reason=reason, user=user)
    for reference in references:
        cancel_order(reference=reference, reason=reason, user=user)
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    return edition


def _cancel_registrations(edition: Edition, held: list[Registration], reason: str, user: User | None) -> None:
    for registration in held:
        registration.edition, was = edition, RegistrationStatus(registration.status)
        registration.status = move(REGISTRATION, registration.status, RegistrationStatus.CANCELLED)
        registration.cancelled_at = timezone.now()
        registration.save(update_fields=["status", "cancelled_at"])
        record_audit(registration, "events.registration_cancelled", user=user)
        view = registration_view(registration)
        free_interview(registration)
        mail_edition_cancelled(view, reason, was=was)
        hooks.registration_cancelled(view)

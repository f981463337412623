"""Do not agree with what a booking costs: the places are free at once."""

from collections.abc import Sequence
from typing import Literal

from django.db import transaction
from django.utils import timezone

from cms.api import User, move, record_audit
from events import hooks, mails
from events.actions.advance_queue import advance_queue
from events.actions.give_consent import check_stands
from events.lifecycles import CONSENT, REGISTRATION, ConsentStatus, RegistrationStatus
from events.locking import give_back_seats, locked_consent
from events.models import ConsentRequest, Registration
from events.queries.edition_consequences import hears_from_booker
from events.queries.snapshots import edition_view, registration_view


@transaction.atomic
def decline_consent(*, request_id: int, reason: str, note: str = "", user: User | None = None) -> ConsentRequest:
    """Give the places back and tell whoever booked, with the reason; declined before changes nothing.

    With `user` a colleague answers on behalf of the holder and says why in `note`. Raises ConsentGone.
    """
    request, registrations = locked_consent(request_id)
    if request.status == ConsentStatus.DECLINED:
        return request
    check_stands(request)
    request.reason, request.note = reason, note
    end_without_consent(request, registrations, ConsentStatus.DECLINED, user=user)
    return request


def end_without_consent(
    request: ConsentRequest,
    registrations: Sequence[Registration],
    then: Literal[ConsentStatus.DECLINED, ConsentStatus.EXPIRED],
    *,
    user: User | None = None,
) -> None:
    """Give back what was kept; call it with what `locked_consent` gave."""
    booking, edition = request.booking, request.booking.edition
    request.status = move(CONSENT, request.status, then)
    request.answered_at = timezone.now()
    request.save(update_fields=["status", "answered_at", "reason", "note"])
    booking.payer = {}
    booking.save(update_fields=["payer"])
    kept = [each for each in registrations if each.status == RegistrationStatus.APPLIED]
    for each in kept:
        each.status = move(REGISTRATION, each.status, RegistrationStatus.CANCELLED)
        each.cancelled_at = timezone.now()
        each.save(update_fields=["status", "cancelled_at"])
    record_audit(booking, f"events.consent_{then.value}", user=user)
    view = edition_view(edition, booking.language)
    views = [registration_view(each, view) for each in kept]
    mails.mail_booking_without_consent(booking, views, request)
    for each, each_view in zip(kept, views, strict=True):
        if each.is_named and not hears_from_booker(each):
            mails.mail_no_consent(each_view)
        hooks.registration_cancelled(each_view)
    give_back_seats(edition.pk, len(kept))
    advance_queue(edition.pk)

"""Remind budget holders who did not answer yet."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.give_consent import check_stands
from events.consent_mails import mail_consent_reminder
from events.lifecycles import ConsentStatus, RegistrationStatus
from events.locking import locked_consent
from events.models import ConsentRequest
from events.queries.reminders import working_day_before
from events.queries.snapshots import registration_view


def remind_consents() -> int:
    """At 10.00 on the working day before the last; returns how many. Whoever was asked or reminded later than that is not."""
    now = timezone.now()
    asked = ConsentRequest.objects.filter(status=ConsentStatus.ASKED, until__gt=now)
    due = [each.pk for each in asked if (each.reminded_at or each.asked_at) < working_day_before(each.until) <= now]
    return sum(_remind(pk) for pk in due)


@transaction.atomic
def remind_consent(*, request_id: int, user: User) -> ConsentRequest:
    """A colleague reminds, once a day at most. Raises NotAllowed."""
    request, _registrations = locked_consent(request_id)
    check_stands(request)
    if request.reminded_at and timezone.localdate(request.reminded_at) == timezone.localdate():
        raise NotAllowed(_("Vandaag ging er al een herinnering."))
    return _send(request, user)


@transaction.atomic
def _remind(request_id: int) -> bool:
    request, _registrations = locked_consent(request_id)
    if request.status != ConsentStatus.ASKED or (request.reminded_at or request.asked_at) >= working_day_before(
        request.until
    ):
        return False  # answered or reminded at this very moment
    _send(request, None)
    return True


def _send(request: ConsentRequest, user: User | None) -> ConsentRequest:
    request.reminded_at = timezone.now()
    request.save(update_fields=["reminded_at"])
    record_audit(request.booking, "events.consent_reminded", user=user)
    kept = request.booking.registrations.filter(status=RegistrationStatus.APPLIED).order_by("pk")
    mail_consent_reminder(request, [registration_view(each) for each in kept.select_related("edition", "booking")])
    return request

"""Remind organisations that did not say yet whether they receive a session."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.confirm_host import check_stands
from events.host_mails import mail_host_reminder
from events.lifecycles import HostStatus
from events.locking import locked_host
from events.models import HostInvitation
from events.queries.hosts import TO_COME
from events.working_hours import after_working_days

REMINDED_AFTER: Final = 5  # working days


def remind_hosts() -> int:
    """Each once, five working days after they were asked; returns how many."""
    return sum(_remind(invitation.pk) for invitation in _silent() if _is_due(invitation))


@transaction.atomic
def remind_host(*, invitation_id: int, user: User) -> HostInvitation:
    """A colleague reminds, once a day at most. Raises NotAllowed."""
    invitation = locked_host(invitation_id)
    check_stands(invitation)
    if invitation.reminded_at and timezone.localdate(invitation.reminded_at) == timezone.localdate():
        raise NotAllowed(_("Vandaag ging er al een herinnering."))
    return _send(invitation, user)


def _silent() -> list[HostInvitation]:
    found = HostInvitation.objects.filter(
        status=HostStatus.INVITED,
        reminded_at=None,
        session__starts_at__gt=timezone.now(),
        session__edition__status__in=TO_COME,
        # Five working days are never less than a week; the calendar decides about the rest.
        invited_at__lte=timezone.now() - dt.timedelta(days=REMINDED_AFTER),
    )
    return list(found.order_by("pk"))


def _is_due(invitation: HostInvitation) -> bool:
    return after_working_days(timezone.localdate(invitation.invited_at), REMINDED_AFTER) <= timezone.localdate()


@transaction.atomic
def _remind(invitation_id: int) -> bool:
    invitation = locked_host(invitation_id)
    if invitation.status != HostStatus.INVITED or invitation.reminded_at:
        return False  # answered or reminded at this very moment
    _send(invitation, None)
    return True


def _send(invitation: HostInvitation, user: User | None) -> HostInvitation:
    invitation.reminded_at = timezone.now()
    invitation.save(update_fields=["reminded_at"])
    record_audit(
        invitation.session.edition, "events.host_reminded", user=user, organisation=invitation.organisation.name
    )
    mail_host_reminder(invitation)
    return invitation

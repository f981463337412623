"""Not receive a session: a colleague looks for somebody else."""

from django.db import transaction
from django.utils import timezone

from cms.api import move, record_audit
from events.actions.confirm_host import check_stands
from events.host_mails import mail_host_answered
from events.lifecycles import HOST, HostStatus
from events.locking import locked_host
from events.models import HostInvitation


@transaction.atomic
def decline_host(*, invitation_id: int, reason: str) -> HostInvitation:
    """Tell colleagues, with the reason; declined before changes nothing. Raises NotAllowed, see `confirm_host`."""
    invitation = locked_host(invitation_id)
    if invitation.status == HostStatus.DECLINED:
        return invitation
    check_stands(invitation)
    invitation.status = move(HOST, invitation.status, HostStatus.DECLINED)
    invitation.reason, invitation.answered_at = reason, timezone.now()
    invitation.save(update_fields=["status", "reason", "answered_at"])
    record_audit(invitation.session.edition, "events.host_declined", organisation=invitation.organisation.name)
    mail_host_answered(invitation)
    return invitation

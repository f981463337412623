"""Hosts hear what becomes of the day that they were asked for."""

from collections.abc import Sequence

from cms.api import User, move, record_audit
from events.host_mails import mail_host_moved, mail_host_released
from events.lifecycles import HOST, HOSTING, HostStatus
from events.models import Edition, HostInvitation, Session
from events.queries.edition_changes import TIMES


def hosts_in(edition: Edition) -> Sequence[HostInvitation]:
    """Who is asked or has confirmed, with the sessions as they are now stored. Call it while the edition is locked."""
    found = HostInvitation.objects.filter(session__edition=edition, status__in=HOSTING).order_by("pk")
    invitations = list(found.select_related("session__host", "organisation"))
    for invitation in invitations:
        invitation.session.edition = edition
    return invitations


def release_host(invitation: HostInvitation, *, user: User | None = None) -> None:
    """They need not receive anybody, and hear so. Call it while the edition is locked; the session is not touched."""
    invitation.status = move(HOST, invitation.status, HostStatus.WITHDRAWN)
    invitation.save(update_fields=["status"])
    record_audit(
        invitation.session.edition, "events.host_withdrawn", user=user, organisation=invitation.organisation.name
    )
    mail_host_released(invitation)


def tend_hosts(invitations: Sequence[HostInvitation], *, user: User | None = None) -> None:
    """Compare the sessions as `hosts_in` found them with what is stored now: another time is told, and who is not needed is
    released, because it is online or somewhere else."""
    stored = {each.pk: each for each in Session.objects.filter(pk__in=[each.session_id for each in invitations])}
    for invitation in invitations:
        was, now = invitation.session, stored[invitation.session_id]
        now.edition, invitation.session = was.edition, now
        is_elsewhere = now.host_id not in (was.host_id, invitation.organisation_id)
        if now.mode == Session.Mode.ONLINE or is_elsewhere:
            release_host(invitation, user=user)
        elif any(getattr(was, name) != getattr(now, name) for name in TIMES):
            mail_host_moved(invitation)

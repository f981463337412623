"""An organisation need not receive a session after all."""

from django.db import transaction

from cms.api import User
from events.actions.change_edition import pass_on_change
from events.actions.tend_hosts import release_host
from events.lifecycles import HostStatus
from events.locking import locked_host
from events.models import HostInvitation


@transaction.atomic
def withdraw_host(*, invitation_id: int, user: User | None = None) -> HostInvitation:
    """Tell the host. Had they confirmed, then the place is to be found again, and whoever has a place hears that.

    Withdrawn before changes nothing. Raises MoveNotAllowed when they declined.
    """
    invitation = locked_host(invitation_id)
    if invitation.status == HostStatus.WITHDRAWN:
        return invitation
    session = invitation.session
    receives = invitation.status == HostStatus.CONFIRMED and session.host_id == invitation.organisation_id
    release_host(invitation, user=user)
    if receives:
        session.host, session.place, session.address, session.directions = None, "", "", ""
        session.save(update_fields=["host", "place", "address", "directions"])
        pass_on_change(session.edition, {"place", "directions"})
    return invitation

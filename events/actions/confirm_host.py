"""Receive a session: from now on everybody reads where it is."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events.actions.change_edition import pass_on_change
from events.actions.invite_host import check_needs_host
from events.host_mails import mail_host_answered, mail_host_confirmed
from events.lifecycles import HOST, HostStatus
from events.locking import locked_host
from events.models import HostInvitation


@dataclass(frozen=True, kw_only=True)
class HostAddress:
    """Where the host receives the participants, as they fill it in."""

    place: str
    address: str
    directions: str = ""


class HostGone(NotAllowed):
    """There is nothing to answer (any more)."""


@transaction.atomic
def confirm_host(*, invitation_id: int, address: HostAddress, user: User | None = None) -> HostInvitation:
    """Write the place into the session and tell who relies on it; confirmed before changes nothing.

    With `user` a colleague answers on behalf of the host. Raises NotAllowed, of which HostGone says that somebody answered before.
    """
    invitation = locked_host(invitation_id)
    if invitation.status == HostStatus.CONFIRMED:
        return invitation
    check_stands(invitation)
    invitation.status = move(HOST, invitation.status, HostStatus.CONFIRMED)
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["status", "answered_at"])
    session = invitation.session
    changed = write_place(invitation, address)
    record_audit(session.edition, "events.host_confirmed", user=user, organisation=invitation.organisation.name)
    mail_host_confirmed(invitation)
    if user is None:
        mail_host_answered(invitation)
    pass_on_change(session.edition, changed)
    return invitation


def write_place(invitation: HostInvitation, address: HostAddress) -> set[str]:
    """Say in the session where it is; returns what changed, as `pass_on_change` names it."""
    session = invitation.session
    facts = {"host_id": invitation.organisation_id, **asdict(address)}
    changed = [name for name, value in facts.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, facts[name])
    if changed:
        session.save(update_fields=changed)
    return {"directions" if name == "directions" else "place" for name in changed}


def check_stands(invitation: HostInvitation) -> None:
    """Raise NotAllowed unless it can still be answered."""
    if invitation.status != HostStatus.INVITED:
        raise HostGone(_("Hierop is al geantwoord, of het is niet meer nodig."))
    check_needs_host(invitation.session)

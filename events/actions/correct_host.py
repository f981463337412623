"""Put right where a session is received: the host found a mistake, or it will be in another room."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import record_audit
from events.actions.change_edition import pass_on_change
from events.actions.confirm_host import HostAddress, HostGone, write_place
from events.host_mails import mail_host_corrected
from events.locking import locked_host
from events.models import HostInvitation
from events.queries.hosts import can_correct


@transaction.atomic
def correct_host(*, invitation_id: int, address: HostAddress) -> HostInvitation:
    """Until it begins; who relies on it is told as of any change of place. The same again changes nothing. Raises HostGone."""
    invitation = locked_host(invitation_id)
    if not can_correct(invitation):
        raise HostGone(_("Het adres kan hier niet meer anders. Bel of mail ons."))
    changed = write_place(invitation, address)
    if changed:
        edition = invitation.session.edition
        record_audit(edition, "events.host_corrected", organisation=invitation.organisation.name)
        mail_host_corrected(invitation)
        pass_on_change(edition, changed)
    return invitation

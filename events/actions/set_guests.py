"""Say to which session participants may bring guests, and how many."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.tend_guests import facts_told
from events.locking import locked_guest_list, locked_session
from events.models import GuestList, Session
from events.queries.hosts import TO_COME


@transaction.atomic
def set_guests(*, session_id: int, capacity: int, each: int, user: User | None = None) -> GuestList:
    """One session of an edition takes guests. Who signed up stays: fewer `each` is for whoever comes next.

    Raises NotAllowed when the session is online, the edition is over, or guests signed up for another session or for more places.
    """
    session = locked_session(session_id)
    edition = session.edition
    if session.mode == Session.Mode.ONLINE:
        raise NotAllowed(_("Deze bijeenkomst is online. Gasten kunt u alleen op locatie ontvangen."))
    if edition.status not in TO_COME:
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door."))
    found = locked_guest_list(edition.pk) or GuestList(edition=edition)
    if found.taken and found.session_id != session.pk:
        raise NotAllowed(_("Er zijn al gasten voor een andere bijeenkomst. Verzet die bijeenkomst; dan horen zij het."))
    if capacity < found.taken:
        told = _("Er komen al %(taken)d gasten; het maximum kan niet lager zijn.")
        raise NotAllowed(told % {"taken": found.taken})
    found.session, found.capacity, found.each, found.told = session, capacity, each, facts_told(session)
    found.save()
    record_audit(edition, "events.guests_set", user=user, capacity=capacity, each=each)
    return found

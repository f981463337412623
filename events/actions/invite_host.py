"""Ask an organisation to receive a session."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.host_mails import mail_host_asked
from events.lifecycles import HOSTING, EditionStatus
from events.locking import locked_session
from events.models import HostInvitation, Session
from events.queries.hosts import TO_COME


@dataclass(frozen=True, kw_only=True)
class HostFacts:
    """Whom staff ask, and for what. `counted` are keys of questions whose answers the host sees as numbers."""

    organisation_id: int
    name: str
    email: str
    language: str
    asks_coffee: bool = True
    asks_lunch: bool = False
    also_asked: str = ""
    counted: Sequence[str] = ()


@transaction.atomic
def invite_host(*, session_id: int, facts: HostFacts, user: User | None = None) -> HostInvitation:
    """Mail the contact a personal link to answer.

    Raises NotAllowed when the session is online, has begun or will not be, or when another organisation is asked already.
    """
    session = locked_session(session_id)
    check_needs_host(session)
    if HostInvitation.objects.filter(session=session, status__in=HOSTING).exists():
        raise NotAllowed(_("Voor deze bijeenkomst is al een organisatie gevraagd. Trek die vraag eerst in."))
    invitation = HostInvitation.objects.create(
        session=session,
        organisation_id=facts.organisation_id,
        name=facts.name,
        email=facts.email,
        language=facts.language,
        asks_coffee=facts.asks_coffee,
        asks_lunch=facts.asks_lunch,
        also_asked=facts.also_asked,
        counted=list(facts.counted),
    )
    record_audit(session.edition, "events.host_invited", user=user, organisation=invitation.organisation.name)
    mail_host_asked(invitation)
    return invitation


def check_needs_host(session: Session) -> None:
    """Raise NotAllowed unless somebody can still receive it."""
    if session.mode == Session.Mode.ONLINE:
        raise NotAllowed(_("Deze bijeenkomst is online; niemand hoeft te ontvangen."))
    if EditionStatus(session.edition.status) not in TO_COME:
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door."))
    if session.starts_at <= timezone.now():
        raise NotAllowed(_("Deze bijeenkomst is al begonnen."))

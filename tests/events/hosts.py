"""Sessions that an organisation is asked to receive, for tests of what follows."""

from typing import Any

from cms.models import Organisation
from events.actions.confirm_host import HostAddress
from events.actions.invite_host import HostFacts, invite_host
from events.models import Edition, HostInvitation, Session
from tests.factories.events import EditionFactory, SessionFactory, noon_in

ADDRESS = HostAddress(
    place="Stadskantoor, Linge",
    address="Kade 4, 1234 AB Linge",
    directions="Meld u bij de balie. Er is een lift.",
)


def edition_out(**changes: Any) -> Edition:
    """An edition of one day on location, of which nobody knows yet where."""
    edition: Edition = EditionFactory.create(sessions=0, **{"offering__title": "Leernetwerk HRM", **changes})
    SessionFactory.create(
        edition=edition,
        starts_at=noon_in(30),
        mode=Session.Mode.ON_SITE,
        medium="",
        meeting_provider="",
        meeting_url="",
    )
    return edition


def invite(edition: Edition, **changes: Any) -> HostInvitation:
    """The municipality of Linge is asked to receive its first day."""
    facts: dict[str, Any] = {"name": "Noor Bakker", "email": "n.bakker@linge.example", "language": "nl", **changes}
    if "organisation_id" not in facts:
        facts["organisation_id"] = Organisation.objects.get_or_create(name="Gemeente Linge")[0].pk
    session = edition.sessions.order_by("starts_at")[0]
    return invite_host(session_id=session.pk, facts=HostFacts(**facts))

"""Decide for whom an edition is: everybody, whoever has a private link, people with certain addresses."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, pages_changed, record_audit
from events.locking import locked_edition
from events.models import Edition
from events.models.registrations import new_access_key


@transaction.atomic
def restrict_edition(
    *,
    edition_id: int,
    by_invitation: bool,
    email_domains: Sequence[str] = (),
    team: str = "",
    user: User | None = None,
) -> Edition:
    """Close the edition to all but whoever has its private link, or open it again; the link that is there stays.

    `email_domains` are lower case, without the @; none is for every address. Who is registered stays registered.
    Raises NotAllowed when an edition of a contract would be for everybody, or when a team would have one that everybody sees.
    """
    edition = locked_edition(edition_id)
    if edition.quote_id and not by_invitation:
        raise NotAllowed(_("Deze editie hoort bij een contract en blijft besloten: de organisatie betaalt haar."))
    if team and not by_invitation:
        raise NotAllowed(_("Een editie voor één team is besloten."))
    if by_invitation and not edition.is_closed:
        edition.access_key = new_access_key()
    elif not by_invitation:
        edition.access_key = None
    edition.email_domains = " ".join(email_domains)
    edition.team = team
    edition.save(update_fields=["access_key", "email_domains", "team"])
    record_audit(
        edition,
        "events.edition_restricted",
        user=user,
        by_invitation=by_invitation,
        email_domains=list(email_domains),
        team=team,
    )
    pages_changed()
    return edition

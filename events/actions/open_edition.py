"""Open an edition: from now on people can sign up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events import hooks
from events.actions.announce_edition import announce_edition
from events.lifecycles import EDITION, EditionStatus
from events.locking import locked_edition
from events.models import Edition
from events.queries.offerings import live_offerings
from events.queries.snapshots import edition_view


@transaction.atomic
def open_edition(*, edition_id: int, user: User | None = None) -> Edition:
    """Whoever wanted to hear of the next dates is told, if the page is on the site and the edition is for everybody.

    Raises NotAllowed with what is still missing, and MoveNotAllowed when it was opened before.
    """
    edition = locked_edition(edition_id)
    now = move(EDITION, edition.status, EditionStatus.OPEN)
    if now == edition.status:
        return edition
    first = edition.sessions.first()
    if first is None:
        raise NotAllowed(_("Voeg eerst een bijeenkomst toe: zonder datum kan niemand zich aanmelden."))
    if first.starts_at <= timezone.now():
        raise NotAllowed(_("De eerste bijeenkomst is al geweest."))
    if edition.closes_at and edition.closes_at <= timezone.now():
        raise NotAllowed(_("De dag waarop de aanmelding sluit is al voorbij."))
    edition.status = now
    edition.save(update_fields=["status"])
    record_audit(edition, "events.edition_opened", user=user)
    hooks.edition_changed(edition_view(edition, edition.offering.locale.language_code), {"status"})
    if not edition.is_closed and live_offerings([edition.offering.translation_key]):
        announce_edition(edition_id=edition.pk, user=user)
    return edition

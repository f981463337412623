"""Give a session of an edition another moment, or the edition one more session, and tell who relies on it."""

from collections.abc import Set
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit
from events.actions.change_edition import pass_on_change
from events.actions.tend_hosts import hosts_in, tend_hosts
from events.contracts import SessionMoment
from events.lifecycles import EditionStatus
from events.locking import locked_edition
from events.models import Edition, Session, WebinarPage
from events.queries.session_moments import moved_session

TIMES = ("starts_at", "ends_at", "walk_in_at")


@transaction.atomic
def schedule_session(*, edition: UUID, moment: SessionMoment, user: User | None = None) -> Set[str]:
    """Store it and return the names of what changed, as `change_edition` does.

    Raises NotAllowed when the edition may not change (any more), when the session is gone or when the moment is past.
    """
    check_schedulable(edition)
    locked = locked_edition(Edition.objects.get(public_id=edition).pk)
    _check_status(locked)
    if moment.starts_at <= timezone.now():
        raise NotAllowed(_("Kies een moment dat nog komt."))
    hosts = hosts_in(locked)
    session = moved_session(locked, moment)
    touched = _stored(session)
    if touched:
        record_audit(locked, "events.edition_changed", user=user, changed=sorted(touched))
        pass_on_change(locked, touched)
        tend_hosts(hosts, user=user)
    return touched


def check_schedulable(edition: UUID) -> None:
    """Raise NotAllowed unless sessions of this edition may get another moment."""
    found = Edition.objects.get(public_id=edition)
    if WebinarPage.objects.filter(pk=found.offering_id).exists():
        raise NotAllowed(_("Datum, tijd en plaatsen van een webinar wijzigt u op de pagina zelf."))
    _check_status(found)


def _check_status(edition: Edition) -> None:
    if edition.status in (EditionStatus.COMPLETED, EditionStatus.CANCELLED):
        raise NotAllowed(_("Deze editie is voorbij of gaat niet door; er valt niets meer te wijzigen."))


def _stored(session: Session) -> Set[str]:
    if session.pk is None:
        session.save()
        return {"sessions", "starts_at", "ends_at"}
    stored = Session.objects.get(pk=session.pk)
    changed = [name for name in TIMES if getattr(stored, name) != getattr(session, name)]
    if changed:
        session.save(update_fields=changed)
    return set(changed)

"""Take along what participants read beforehand, when an edition is copied."""

from django.db import transaction

from cms.api import User, record_audit
from events.locking import locked_edition
from events.models import Material, Session


@transaction.atomic
def copy_materials(*, source_id: int, edition_id: int, user: User | None = None) -> int:
    """From each session to the one with the same place in the order of time; returns how many.

    None when the numbers of sessions differ: nobody knows then which day is which. What comes after a session, a recording or
    a report, is of that run alone.
    """
    edition = locked_edition(edition_id)
    old, new = (list(Session.objects.filter(edition=pk).order_by("starts_at")) for pk in (source_id, edition_id))
    if len(old) != len(new):
        return 0
    place = {session.pk: at for at, session in enumerate(old)}
    materials = list(
        Material.objects.filter(session__in=old).exclude(release=Material.Release.AFTER).order_by("session", "pk")
    )
    for each in materials:
        Material.objects.create(
            session=new[place[each.session_id]],
            title=each.title,
            document_id=each.document_id,
            url=each.url,
            release=each.release,
            days=each.days,
        )
        record_audit(edition, "events.material_added", user=user, title=each.title)
    return len(materials)

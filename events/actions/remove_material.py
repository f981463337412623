"""Take away what the participants of a session could read."""

from django.db import transaction

from cms.api import User, record_audit
from events.locking import locked_edition
from events.models import Material


@transaction.atomic
def remove_material(*, edition_id: int, material_id: int, user: User | None = None) -> None:
    """The document itself stays in the library. Raises Material.DoesNotExist for what is of another edition."""
    edition = locked_edition(edition_id)
    material = Material.objects.get(pk=material_id, session__edition=edition)
    material.delete()
    record_audit(edition, "events.material_removed", user=user, title=material.title)

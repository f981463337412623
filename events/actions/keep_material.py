"""Give the participants of a session something to read, or change what and from when."""

from dataclasses import asdict, dataclass

from django.db import transaction

from cms.api import User, record_audit
from events.locking import locked_edition
from events.models import Material


@dataclass(frozen=True)
class MaterialFacts:
    """What a colleague decides; `session_id` and `document_id` are keys, and either a document or an address is given."""

    session_id: int
    title: str
    document_id: int | None
    url: str
    release: Material.Release
    days: int


@transaction.atomic
def keep_material(
    *, edition_id: int, facts: MaterialFacts, material_id: int | None = None, user: User | None = None
) -> Material:
    """A new one without `material_id`. Raises Session.DoesNotExist or Material.DoesNotExist for what is of another edition."""
    edition = locked_edition(edition_id)
    edition.sessions.get(pk=facts.session_id)
    material = Material.objects.get(pk=material_id, session__edition=edition) if material_id is not None else Material()
    for name, value in asdict(facts).items():
        setattr(material, name, value)
    material.save()
    action = "events.material_added" if material_id is None else "events.material_changed"
    record_audit(edition, action, user=user, title=material.title)
    return material

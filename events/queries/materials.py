"""What participants get to read, and which documents are for them alone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import ReferenceIndex

from events.lifecycles import RegistrationStatus
from events.models import Edition, Material, Registration

READERS = frozenset({RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT})
"""Whoever has a definite place; who could not come needs it most."""


def materials_of(edition: Edition) -> QuerySet[Material]:
    """Everything that hangs on an edition, in the order of its sessions."""
    found = Material.objects.filter(session__edition=edition).select_related("session", "document")
    return found.order_by("session__starts_at", "session", "pk")


def readable_by(registration: Registration, now: dt.datetime) -> Sequence[Material]:
    """What this participant may read by now, in the order of the sessions; one statement, none for who has no place."""
    if registration.status not in READERS:
        return []
    return [material for material in materials_of(registration.edition) if material.is_released(now)]


def readable_file(registration: Registration, public_id: UUID, now: dt.datetime) -> Material | None:
    """The one of these that is a file; None for any other."""
    found = (each for each in readable_by(registration, now) if each.public_id == public_id and each.document)
    return next(found, None)


def is_material(document: Any) -> bool:
    """Whether a document is for the participants of a session alone."""
    return Material.objects.filter(document=document).exists()


def is_published(document: Any) -> bool:
    """Whether something else than material points at a document: it is for everybody then."""
    references = ReferenceIndex.get_references_to(document).select_related("base_content_type")
    return any(reference.base_content_type.model_class() is not Material for reference in references)

"""What participants get to read, and which documents are for them alone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, When
from django.db.models.functions import Greatest
from wagtail.models import ReferenceIndex

from events.lifecycles import EditionStatus, RegistrationStatus
from events.models import Edition, Material, Registration, Session

READERS = frozenset({RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT})
"""Whoever has a definite place; who could not come needs it most."""

TOLD_OF = frozenset({EditionStatus.OPEN, EditionStatus.CONFIRMED, EditionStatus.COMPLETED})


def materials_of(edition: Edition) -> QuerySet[Material]:
    """Everything that hangs on an edition, in the order of its sessions."""
    found = Material.objects.filter(session__edition=edition).select_related("session", "document")
    return found.order_by("session__starts_at", "session", "pk")


def readable_since(first: dt.datetime, now: dt.datetime) -> list[tuple[Material, dt.datetime]]:
    """Material of what goes ahead or was held that participants can see since a moment from `first` to `now`, with that moment:
    not before it was added. Session by session, with their editions and reminders; two queries, one when there is none."""
    days = ExpressionWrapper(F("days") * dt.timedelta(days=1), output_field=DurationField())
    released = Case(
        When(release=Material.Release.BEFORE, then=F("session__starts_at") - days),
        When(release=Material.Release.AFTER, then=F("session__ends_at") + days),
        default=F("added_at"),
        output_field=DateTimeField(),
    )
    found = (
        Material.objects.annotate(readable_from=Greatest("added_at", released))
        .filter(readable_from__gt=first, readable_from__lte=now, session__edition__status__in=TOLD_OF)
        .select_related("session__edition")
        .prefetch_related("session__reminders")
        .order_by("session_id", "readable_from", "pk")
    )
    return [(material, material.readable_from) for material in found]


def released_titles(session: Session, now: dt.datetime) -> list[str]:
    """What of one session participants see by now; one statement."""
    found = session.materials.select_related("session").order_by("pk")
    return [material.title for material in found if material.is_released(now)]


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

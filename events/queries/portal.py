"""What plugins ask about editions and the people in them: frozen views, in a fixed number of statements."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from events.contracts import EditionView, ParticipantFile, RegistrationView
from events.lifecycles import EditionStatus
from events.models import Edition, Registration, Session, Upload
from events.queries.attendance import expected_people
from events.queries.snapshots import edition_view, registration_view
from events.upload_kinds import KINDS

UNDER_WAY: Final = (EditionStatus.OPEN, EditionStatus.CONFIRMED)


def registration_by_key(access_key: str) -> RegistrationView | None:
    """None when nobody has this key."""
    found = Registration.objects.select_related("booking", "edition__offering__locale").filter(access_key=access_key)
    registration = found.first()
    return registration_view(registration) if registration else None


def editions_by_id(public_ids: Collection[UUID], language: str) -> Mapping[UUID, EditionView]:
    """Those that exist, titled in `language`."""
    found = Edition.objects.select_related("offering__locale").prefetch_related("sessions__host")
    return {each.public_id: edition_view(each, language) for each in found.filter(public_id__in=public_ids)}


def editions_under_way(language: str) -> list[EditionView]:
    """Those that people can be in and that are not over yet, titled in `language`, by their first day."""
    coming = Session.objects.filter(edition=OuterRef("pk"), ends_at__gt=timezone.now())
    found = Edition.objects.filter(Exists(coming), status__in=UNDER_WAY).order_by("pk")
    related = found.select_related("offering__locale").prefetch_related("sessions__host")
    return sorted((edition_view(each, language) for each in related), key=lambda view: view.sessions[0].starts_at)


def participants_of(edition: UUID) -> list[RegistrationView]:
    """Everybody who takes part in this edition, by last name, each with the edition in their own language."""
    found = Edition.objects.select_related("offering__locale").prefetch_related("sessions__host")
    model = found.filter(public_id=edition).first()
    if model is None:
        return []
    people = [person for person in expected_people(model) if person.is_named]
    views = {language: edition_view(model, language) for language in {each.booking.language for each in people}}
    return [registration_view(person, views[person.booking.language]) for person in people]


def participant_file(registration: UUID, file: UUID) -> ParticipantFile | None:
    """A file that came with the booking of this registration; whose it is within the booking is for the caller to know."""
    upload = Upload.objects.filter(public_id=file, booking__registrations__public_id=registration).first()
    if upload is None:
        return None
    return ParticipantFile(upload.name, KINDS[upload.kind].content_type, bytes(upload.content))

"""A participant hands in work, or ticks that it is done."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events.api import RegistrationView, drop_participant_files, keep_participant_file
from events.plugins.leertraject.models import Assignment, AssignmentWork


@dataclass(frozen=True)
class HandedFile:
    """A file as it came in."""

    name: str
    content: bytes


@transaction.atomic
def hand_in(
    *, registration: RegistrationView, assignment: UUID, text: str = "", file: HandedFile | None = None
) -> AssignmentWork:
    """Also after the deadline; what was handed in before is replaced, but a file stays when no other comes.

    Raises NotAllowed when there is nothing (more) to hand in, or for a kind of file that we do not take.
    """
    asked, work = locked_work(registration, assignment)
    if asked.handed_in == Assignment.HandedIn.WORK and not (text.strip() or file or work.file):
        raise NotAllowed(_("Schrijf iets op, of kies een bestand."))
    if file:
        drop_participant_files([work.file] if work.file else [])
        work.file = keep_participant_file(registration=registration.public_id, name=file.name, content=file.content)
        work.file_name = file.name[:120]
    work.text, work.handed_in_at = text.strip(), timezone.now()
    work.save()
    record_audit(asked, "leertraject.handed_in", registration=str(registration.public_id))
    return work


def locked_work(registration: RegistrationView, assignment: UUID) -> tuple[Assignment, AssignmentWork]:
    """The assignment, locked, with what the participant did so far, stored or not.

    Raises NotAllowed when the participant may not change it (any more).
    """
    mine = Assignment.objects.select_for_update().filter(edition=registration.edition.public_id, public_id=assignment)
    asked = mine.exclude(handed_in=Assignment.HandedIn.NOTHING).filter(forgotten_at=None).first()
    if asked is None or not registration.takes_part:
        raise NotAllowed(_("Bij deze opdracht kunt u niets inleveren."))
    work = AssignmentWork.objects.filter(assignment=asked, registration=registration.public_id).first()
    work = work or AssignmentWork(assignment=asked, registration=registration.public_id)
    if work.accomplished_at:
        raise NotAllowed(_("Deze opdracht is al behaald; er verandert niets meer aan."))
    return asked, work

"""Give back a talk that will not be."""

from django.db import transaction
from django.utils import timezone

from cms.api import User, record_audit
from events import academy_mails, interview_mails
from events.lifecycles import RegistrationStatus
from events.locking import locked_edition
from events.models import Intake, InterviewSlot, Registration
from events.queries.snapshots import registration_view


def free_interview(registration: Registration) -> None:
    """The calendar item disappears and the moment is free for another; a talk that was had stays. Call it with the edition
    locked.
    """
    for slot in InterviewSlot.objects.filter(registration=registration, starts_at__gt=timezone.now()):
        sequence = _take_back(registration, slot)
        academy_mails.mail_talk_off(slot, registration_view(registration), sequence)
        slot.registration = None
        slot.save(update_fields=["registration"])


@transaction.atomic
def remove_interview_slot(*, slot_id: int, user: User | None = None) -> None:
    """A colleague cannot after all: who had chosen it is told, and asked to choose another; the item of who had
    the talk disappears too."""
    edition = locked_edition(InterviewSlot.objects.values_list("edition_id", flat=True).get(pk=slot_id))
    slot = InterviewSlot.objects.select_related("registration__booking").get(pk=slot_id)
    if slot.registration and slot.starts_at > timezone.now():
        slot.registration.edition = edition
        sequence = _take_back(slot.registration, slot)
        academy_mails.mail_talk_off(slot, registration_view(slot.registration), sequence)
    record_audit(edition, "events.interview_removed", user=user)
    slot.delete()


def _take_back(registration: Registration, slot: InterviewSlot) -> int:
    """Tell the applicant; returns the sequence of the calendar item."""
    intake = Intake.objects.get(registration=registration)
    intake.interviews += 1
    intake.save(update_fields=["interviews"])
    may_choose = registration.status == RegistrationStatus.INTAKE and not intake.decided_at
    interview_mails.mail_interview_cancelled(
        registration_view(registration), slot, intake.interviews, may_choose=may_choose
    )
    return intake.interviews

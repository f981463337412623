"""Choose a moment for the talk of an intake, or another one."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from cms.api import NotAllowed, record_audit
from events import academy_mails, interview_mails
from events.lifecycles import RegistrationStatus
from events.locking import locked_booking
from events.models import Intake, InterviewSlot, Registration
from events.queries.interviews import may_move
from events.queries.snapshots import registration_view


@transaction.atomic
def choose_interview(*, registration_id: int, slot: uuid.UUID) -> InterviewSlot:
    """Give this applicant that slot; the one they had is free again. The same one again changes nothing.

    Raises NotAllowed when it is somebody else's, too near, or there is no talk to have (any more).
    """
    booking_id = Registration.objects.values_list("booking_id", flat=True).get(pk=registration_id)
    edition, _booking, registrations = locked_booking(booking_id)
    registration = next(each for each in registrations if each.pk == registration_id)
    intake, _made = Intake.objects.get_or_create(registration=registration)
    if registration.status != RegistrationStatus.INTAKE or intake.decided_at or not registration.is_named:
        raise NotAllowed(_("U hoeft geen gesprek (meer) te kiezen."))
    chosen = InterviewSlot.objects.filter(edition=edition, public_id=slot).first()
    had = InterviewSlot.objects.filter(registration=registration).first()
    if chosen is not None and had == chosen:
        return chosen
    if had and not may_move(had):
        raise NotAllowed(_("Uw gesprek is al bijna; verzetten kan niet meer. Bel of mail ons."))
    if chosen is None or not may_move(chosen) or chosen.registration_id:
        raise NotAllowed(_("Dit moment is niet meer vrij. Kies een ander."))
    view = registration_view(registration)
    if had:
        had.registration = None
        had.save(update_fields=["registration"])
        academy_mails.mail_talk_off(had, view, intake.interviews + 1)
    chosen.registration = registration
    chosen.save(update_fields=["registration"])
    intake.interviews += 1
    intake.save(update_fields=["interviews"])
    record_audit(registration, "events.interview_chosen", number=registration.number)
    interview_mails.mail_interview_chosen(view, chosen, intake.interviews)
    academy_mails.mail_talk_chosen(chosen, view, intake.interviews)
    return chosen

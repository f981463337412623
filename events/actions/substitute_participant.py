"""Let a colleague come in a participant's place."""

from dataclasses import asdict

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, move, record_audit
from events import hooks, mails
from events.actions.attach_uploads import attach_uploads
from events.actions.free_interview import free_interview
from events.actions.name_participant import locked_seat, one_place_each, welcome
from events.actions.place_booking import check_domains
from events.contracts import EditionView, Participant
from events.lifecycles import REGISTRATION, RegistrationStatus
from events.models import Intake, Registration
from events.queries.names import was_admitted
from events.queries.snapshots import registration_view


def substitute_participant(*, registration_id: int, participant: Participant, user: User | None = None) -> Registration:
    """Give the place to `participant`, and return the registration that person gets.

    Seat, workgroup and order stay as they are. The one who goes loses the calendar item and the personal link; the one who comes gets
    their own. During an intake the colleague begins it anew: what was noted and decided about the one who goes stays theirs, and
    a talk that was still to come is free for another. Once somebody is admitted only staff let a colleague come, who is admitted by
    that. Raises as name_participant does.
    """
    with one_place_each(participant):
        old, edition = locked_seat(registration_id, user)
        if not old.is_named:
            raise NotAllowed(_("Deze plaats heeft nog geen naam."))
        is_admitted = was_admitted(old)
        if is_admitted and user is None:
            raise NotAllowed(
                _("Over wie er komt is na een gesprek beslist. Bel of mail ons als een collega wil komen.")
            )
        check_domains(edition, [participant])
        status = RegistrationStatus(old.status)
        # Out before in: somebody may take over from an address that differs only in capitals.
        _leave(old)
        free_interview(old)
        new = _successor(old, participant, status)
        attach_uploads(new.booking, new.answers)
        record_audit(old, "events.registration_substituted", user=user, number=old.number, successor=new.number)
        record_audit(new, "events.registration_taken_over", user=user, number=new.number, predecessor=old.number)
        if is_admitted:
            Intake.objects.create(registration=new, decided_at=timezone.now())
            record_audit(new, "events.intake_admitted", user=user, number=new.number)
        _tell(old, new, edition, was=status)
    return new


def _leave(old: Registration) -> None:
    old.status = move(REGISTRATION, old.status, RegistrationStatus.CANCELLED)
    old.cancelled_at = timezone.now()
    old.save(update_fields=["status", "cancelled_at"])


def _successor(old: Registration, participant: Participant, status: RegistrationStatus) -> Registration:
    old.successor = Registration.objects.create(
        booking=old.booking,
        edition=old.edition,
        name=participant.name,
        email=participant.email,
        function=participant.function,
        answers=[asdict(answer) for answer in participant.answers],
        workgroup=old.workgroup,
        status=move(REGISTRATION, RegistrationStatus.APPLIED, status),
    )
    old.save(update_fields=["successor"])
    return old.successor


def _tell(old: Registration, new: Registration, edition: EditionView, *, was: RegistrationStatus) -> None:
    gone = registration_view(old, edition)
    mails.mail_substituted(gone, new.name, was=was)
    hooks.registration_cancelled(gone)
    welcome(new, edition)

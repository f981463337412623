"""Say who comes on a seat that was booked without a name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.api import NotAllowed, User, record_audit, violated
from events import hooks, mails
from events.actions.add_interview_slots import invite_applicants
from events.actions.attach_uploads import attach_uploads
from events.actions.choose_workgroup import check_workgroups
from events.actions.place_booking import AlreadyRegistered, check_domains
from events.contracts import BookingDraft, EditionView, Participant, RegistrationView, Wait
from events.lifecycles import RegistrationStatus
from events.locking import locked_booking
from events.models import Registration
from events.queries.interviews import free_slots
from events.queries.mail_texts import consent_awaited
from events.queries.names import CHANGEABLE, may_change_name
from events.queries.snapshots import edition_view, registration_view


def name_participant(*, registration_id: int, participant: Participant, user: User | None = None) -> Registration:
    """Give a seat its name; who has a definite place gets the confirmation.

    With `user` a member of staff does it, for whom the cut-off does not hold. Raises NotAllowed with a sentence for people,
    AlreadyRegistered when this person has a place; Registration.DoesNotExist.
    """
    with one_place_each(participant):
        registration, edition = locked_seat(registration_id, user)
        if registration.is_named:
            raise NotAllowed(_("Deze plaats heeft intussen een naam."))
        check_domains(edition, [participant])
        registration.name, registration.email = participant.name, participant.email
        registration.function = participant.function
        registration.answers = [asdict(answer) for answer in participant.answers]
        registration.workgroup = participant.workgroup
        registration.save(update_fields=["name", "email", "function", "answers", "workgroup"])
        attach_uploads(registration.booking, registration.answers)
        check_workgroups(edition, [registration.workgroup])
        record_audit(registration, "events.registration_named", user=user, number=registration.number)
        welcome(registration, edition)
    return registration


@contextmanager
def one_place_each(participant: Participant) -> Iterator[None]:
    """A transaction that says in words that this person has a place in the edition already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if violated(error) != "registration_once":
            raise
        raise AlreadyRegistered([participant.email]) from error


def locked_seat(registration_id: int, user: User | None) -> tuple[Registration, EditionView]:
    """The registration, locked, of which it may still be said who comes; NotAllowed otherwise."""
    booking_id = Registration.objects.values_list("booking_id", flat=True).get(pk=registration_id)
    edition, booking, registrations = locked_booking(booking_id)
    registration = next(each for each in registrations if each.pk == registration_id)
    view = edition_view(edition, booking.language)
    if registration.status not in CHANGEABLE:
        raise NotAllowed(_("Deze plaats is niet meer bezet, of het is al geweest."))
    if user is None and not may_change_name(registration.status, view, timezone.now()):
        raise NotAllowed(_("Doorgeven wie er komt kan niet meer. Bel of mail ons."))
    return registration, view


def welcome(registration: Registration, edition: EditionView) -> None:
    """Tell somebody who is new in a place how it stands; while the payment is awaited that is the business of who booked."""
    view = registration_view(registration, edition)
    match RegistrationStatus(registration.status):
        case RegistrationStatus.CONFIRMED:
            mails.mail_confirmed(view)
            hooks.registration_confirmed(view)
        case RegistrationStatus.INTAKE:
            mails.mail_waiting(view, what_follows(view))
            if free_slots(registration.edition).exists():
                invite_applicants(registration.edition_id)
        case RegistrationStatus.APPLIED if registration.booking.order_id:
            mails.mail_held(view, registration.edition.decision_date)
        case RegistrationStatus.APPLIED if consent := getattr(registration.booking, "consent", None):
            mails.mail_waiting(view, consent_awaited(consent.until, view.language))
        case _:
            pass


def what_follows(view: RegistrationView) -> str:
    """What the step says that somebody in intake waits for, in their language."""
    draft = BookingDraft(view.edition, (Participant(view.name, view.email, view.function),), view.answers)
    with translation.override(view.language):
        for step in hooks.registration_steps(view.edition):
            outcome = step.outcome(draft)
            if isinstance(outcome, Wait):
                return str(outcome.then)
        return _("U hoort van ons hoe het verder gaat.")

"""The mails to colleagues about bookings and talks; as in events.mails each has a key that names the event."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse

from cms.api import AcademySettings, queue_mail
from events.contracts import RegistrationView
from events.lifecycles import RegistrationStatus
from events.models import Booking, InterviewSlot, Registration


def mail_booking_received(booking: Booking, registrations: Sequence[Registration], *, seats_for: str) -> None:
    """To whoever wants to hear of each booking of its edition; of an intake, where somebody must act, to the academy otherwise.

    `seats_for` is the title of what was booked.
    """
    first = registrations[0]
    has_intake = first.status == RegistrationStatus.INTAKE
    to = booking.edition.notify or (academy_address() if has_intake else "")
    if not to:
        return
    reference = f"booking:{booking.public_id}"
    queue_mail(
        key=f"{reference}:received",
        to=to,
        template="events/booking_received",
        context={
            "booking": booking,
            "registrations": registrations,
            "title": seats_for,
            "has_intake": has_intake,
            "url": f"{settings.SITE_URL}{reverse('registrations:inspect', args=[first.pk])}",
        },
        language=settings.LANGUAGE_CODE,
        about=reference,
    )


def mail_talk_chosen(slot: InterviewSlot, registration: RegistrationView, sequence: int) -> None:
    """To whoever has the talk, when their address is known."""
    _mail_talk("chosen", slot, registration, sequence)


def mail_talk_off(slot: InterviewSlot, registration: RegistrationView, sequence: int) -> None:
    """The same when it will not be."""
    _mail_talk("off", slot, registration, sequence)


def _mail_talk(event: str, slot: InterviewSlot, registration: RegistrationView, sequence: int) -> None:
    if not slot.email:
        return
    queue_mail(
        key=f"interview:{slot.public_id}:{event}:{registration.public_id}:{sequence}",
        to=slot.email,
        template=f"events/talk_{event}",
        context={
            "slot": slot,
            "registration": registration,
            "url": f"{settings.SITE_URL}{reverse('editions:inspect', args=[slot.edition_id])}",
        },
        language=settings.LANGUAGE_CODE,
        about=f"registration:{registration.public_id}",
    )


def academy_address() -> str:
    """Where the academy reads its mail."""
    academy = AcademySettings.objects.filter(site__is_default_site=True).first()
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return (academy and academy.email) or sender

"""The mails to a budget holder; as in events.mails each has a key that names the event."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation

from betalingen.api import OrderView, order_sum
from cms.api import queue_mail
from events.contracts import RegistrationView
from events.models import ConsentRequest
from events.queries.snapshots import consent_url, edition_view
from events.queries.wording import until


def mail_consent_asked(request: ConsentRequest, registrations: Sequence[RegistrationView]) -> None:
    """Who asks, for what, what it costs, until when, and where to answer."""
    _mail("asked", request, registrations=registrations, sums=_sums(request, registrations))


def mail_consent_reminder(request: ConsentRequest, registrations: Sequence[RegistrationView]) -> None:
    """The same once more, at most once a day."""
    key = f"reminder:{timezone.localdate():%Y%m%d}"
    _mail("reminder", request, key=key, registrations=registrations, sums=_sums(request, registrations))


def mail_consent_given(request: ConsentRequest, order: OrderView) -> None:
    """What was agreed with, to keep."""
    _mail("given", request, order=order)


def _sums(request: ConsentRequest, registrations: Sequence[RegistrationView]) -> Any:
    return order_sum([(len(registrations), request.terms)])


def _mail(event: str, request: ConsentRequest, *, key: str = "", **context: Any) -> None:
    booking = request.booking
    with translation.override(booking.language):
        told = until(request.until)
    queue_mail(
        key=f"consent:{request.public_id}:{key or event}",
        to=request.email,
        template=f"events/consent_{event}",
        context={
            "consent": request,
            "booking": booking,
            "edition": edition_view(booking.edition, booking.language),
            "until": told,
            "url": consent_url(request),
            **context,
        },
        language=booking.language,
        about=f"booking:{booking.public_id}",
    )

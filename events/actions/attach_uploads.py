"""Tie the files that were sent along with answers to the booking."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.api import NotAllowed
from events.models import Booking, Upload


def attach_uploads(booking: Booking, answers: Iterable[Mapping[str, Any]]) -> None:
    """In the transaction that stores these answers; no statement when none of them is a file.

    Raises NotAllowed when a file is no longer kept, or came with another booking.
    """
    wanted = {answer["upload"] for answer in answers if answer.get("upload")}
    if not wanted:
        return
    found = Upload.objects.filter(public_id__in=wanted, booking=None).update(booking=booking)
    if found < len(wanted):
        raise NotAllowed(_("Een bestand dat u koos, is niet meer bewaard. Ga terug en kies het nog eens."))

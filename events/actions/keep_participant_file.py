"""Keep a file that a participant hands in."""

from uuid import UUID

from django.db import transaction

from events.actions.keep_upload import keep_upload
from events.models import Booking


@transaction.atomic
def keep_participant_file(*, registration: UUID, name: str, content: bytes) -> UUID:
    """Returns the id of the file, kept with the booking of the registration until `drop_participant_files`.

    The log is that of whoever asks, who knows what it is for. Raises NotAllowed with what is allowed, Booking.DoesNotExist.
    """
    upload = keep_upload(name=name, content=content)
    upload.booking = Booking.objects.get(registrations__public_id=registration)
    upload.save(update_fields=["booking"])
    return upload.public_id

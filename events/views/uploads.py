"""The files that somebody sent along, by personal link."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from events.models import Booking, Registration, Upload
from events.queries.answers import answers_of_booking
from events.queries.uploads import upload_in
from events.upload_kinds import KINDS
from events.views.responses import personal


def upload_response(upload: Upload) -> HttpResponse:
    """A file to keep: nothing in it runs on our address."""
    response = HttpResponse(bytes(upload.content), content_type=KINDS[upload.kind].content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=upload.name)
    return response


@require_safe
@personal
def of_participant(request: HttpRequest, access_key: str, public_id: UUID) -> HttpResponse:  # noqa: ARG001
    """A file among the participant's own answers."""
    registration = get_object_or_404(Registration.objects.only("answers"), access_key=access_key)
    upload = upload_in(registration.answers, public_id)
    if upload is None:
        raise Http404
    return upload_response(upload)


@require_safe
@personal
def of_booking(request: HttpRequest, access_key: str, public_id: UUID) -> HttpResponse:  # noqa: ARG001
    """A file among what was answered for the whole booking."""
    booking = get_object_or_404(Booking.objects.only("answers"), access_key=access_key)
    upload = upload_in(answers_of_booking(booking), public_id)
    if upload is None:
        raise Http404
    return upload_response(upload)

"""The files that participants get to read, by the key of their registration alone."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Registration
from events.queries.materials import readable_file
from events.views.responses import personal


@require_safe
@personal
def download(request: HttpRequest, access_key: str, public_id: UUID) -> FileResponse:  # noqa: ARG001  # the key says it all
    """Once it is released, as a file to keep: nothing in it runs on our address."""
    registration = get_object_or_404(Registration.objects.select_related("edition"), access_key=access_key)
    material = readable_file(registration, public_id, timezone.now())
    if material is None or material.document is None:
        raise Http404
    document = material.document
    return FileResponse(
        document.file.open("rb"), as_attachment=True, filename=document.filename, content_type=document.content_type
    )

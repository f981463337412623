"""A file among the answers about a participant."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.models import Registration
from events.queries.answers import answers_of
from events.queries.uploads import upload_in
from events.views.uploads import upload_response


class RegistrationUploadView(PermissionCheckedMixin, View):
    """Of the participant, or what the booker sent for everybody."""

    model = Registration
    any_permission_required = ["view", "change"]

    def get(self, request: HttpRequest, pk: int, upload: UUID) -> HttpResponse:  # noqa: ARG002
        registration = get_object_or_404(Registration.objects.select_related("booking"), pk=pk)
        found = upload_in(answers_of(registration), upload)
        if found is None:
            raise Http404
        response = upload_response(found)
        response["Cache-Control"] = "no-store, private"
        return response

"""The certificate of a participant, as the participant gets it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.models import Certificate, Registration
from events.views.certificates import pdf_response


class RegistrationCertificateView(PermissionCheckedMixin, View):
    """Only one that holds: nobody mails one that was withdrawn by mistake."""

    model = Registration
    any_permission_required = ["view", "change"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        certificate = get_object_or_404(Certificate.objects.select_related("registration"), registration=pk)
        if not certificate.holds:
            raise Http404
        return pdf_response(certificate)

"""Certificates: to fetch by whoever it is of, and to check by whoever has the code."""

import datetime as dt
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.api import Limit, client_address, within
from events.models import Certificate
from events.queries.certificates import certificate_by_code, certificate_pdf, days_of, length_of
from events.queries.personal_pages import registration_page
from events.views.responses import personal

# Nobody guesses a code; this keeps trying from costing us anything.
PER_ADDRESS: Final = Limit("certificate-address", 60, dt.timedelta(minutes=10))


@require_safe
@personal
def download(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """The PDF; without one (any more) the personal page says how it stands."""
    found = registration_page(access_key)
    if found is None:
        raise Http404
    if found.certificate is None:
        messages.info(request, _("Er is geen certificaat bij deze inschrijving."))
        return HttpResponseRedirect(reverse("events:registration", args=[access_key]))
    return pdf_response(found.certificate)


@require_safe
@personal
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What a code certifies, for whoever is shown one."""
    if not within({PER_ADDRESS: client_address(request)}):
        return render(request, "429.html", status=429)
    found = certificate_by_code(code)
    context = {
        "certificate": found,
        "days": days_of(found) if found else "",
        "length": length_of(found) if found else "",
        "breadcrumbs": [(_("Certificaat"), "")],
    }
    return render(request, "events/certificate.html", context, status=200 if found else 404)


def pdf_response(certificate: Certificate) -> HttpResponse:
    """The certificate as a file to keep."""
    response = HttpResponse(certificate_pdf(certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificaat-{certificate.code}.pdf"'
    return response

"""The brochure of a programme, for whoever wants it on paper or in a mail."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.api import ProgrammePage, public_page, public_view
from events.queries.brochures import brochure_pdf
from events.queries.offerings import language_code


@require_safe
@public_view()
def brochure(request: HttpRequest, key: uuid.UUID) -> HttpResponse:  # noqa: ARG001  # the same for everybody
    """The PDF of a programme that everybody may see, in the language of the address; kept as pages are."""
    page = public_page(key, language_code())
    if not isinstance(page, ProgrammePage):
        raise Http404
    response = HttpResponse(brochure_pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}.pdf"'
    response["Link"] = f'<{page.full_url}>; rel="canonical"'
    return response

"""Leaving the interest list of a page, by the link in our mails. The key is the only authority."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.actions.leave_interest_list import leave_interest_list
from cms.form_guard import refuse_other_sites
from cms.personal import personal
from cms.queries.leads import interest_by_key, is_leaving_key


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, and on the click delete: mail programs open links. Who is gone already reads that it is so."""
    if not is_leaving_key(key):
        raise Http404
    lead = interest_by_key(key)
    if request.method == "POST" and lead:
        refuse_other_sites(request)
        leave_interest_list(lead_id=lead.pk)
        lead = None
    return render(request, "cms/leave_interest.html", {"lead": lead, "breadcrumbs": [(_("Op de hoogte"), "")]})

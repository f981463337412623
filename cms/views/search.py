"""The search page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.actions.count_search import count_search
from cms.queries.page_frame import home_page
from cms.queries.search import search as find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for ?q=, narrowed by ?soort=, ?thema= and ?jaar=. Search engines keep it out of their lists."""
    home = home_page(request)
    if home is None:
        raise Http404
    found = find(request.GET, home)
    if found.text and set(request.GET) == {"q"}:
        count_search(found.text)
    context = {"found": found, "page_obj": found.hits, "breadcrumbs": [(_("Zoeken"), "")]}
    response = render(request, "cms/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response

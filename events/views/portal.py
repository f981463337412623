"""Pages of plugins under a personal page: who it is, and what may not be seen by others, is settled here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.api import refuse_other_sites
from events import hooks
from events.contracts import PortalVisit
from events.queries.portal import registration_by_key
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def page(request: HttpRequest, access_key: str, key: str, rest: str) -> HttpResponse:
    """What the plugin with this key answers. 404 for a key that nobody has, and while nobody is named."""
    page = hooks.portal_page(key)
    registration = registration_by_key(access_key) if page and (not rest or rest.endswith("/")) else None
    if page is None or registration is None or not registration.is_named:
        raise Http404
    if request.method == "POST":
        refuse_other_sites(request)
    return page.respond(
        PortalVisit(
            request=request,
            registration=registration,
            rest=rest.rstrip("/"),
            url=reverse("events:portal_page", args=[access_key, key, ""]),
            back_url=reverse("events:registration", args=[access_key]),
        )
    )

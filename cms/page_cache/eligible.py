"""What may be kept: pages that anybody may see, and views that say so. Everything else is left alone."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from wagtail.models import Site
from wagtail.views import serve

from cms.page_cache.store import Address

# What advertisers and mail programs add to a link; no page reads them.
IGNORED_PARAMETERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "_ga", "_gl"})
# What a kept answer may vary on: none of it differs for a visitor without a session.
HARMLESS = frozenset({"cookie", "accept-language", "accept-encoding"})


def may_be_kept(request: HttpRequest, response: HttpResponse, address: Address) -> bool:
    """Whether everybody without a session would get this answer at this address."""
    if response.status_code != 200 or response.cookies:
        return False
    if response.has_header("Cache-Control") or response.has_header("Content-Encoding"):
        return False  # it has a mind of its own
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    if varies - HARMLESS or not _is_own_host(request, address.site):
        return False
    parameters = _parameters(request, response)
    return parameters is not None and all(name in parameters for name, _value in address.query)


def _is_own_host(request: HttpRequest, site: str) -> bool:
    """Whether it is the name the site goes by: every other spelling of a host (a port, say) would be kept apart."""
    host = urlsplit(site).netloc
    if host == urlsplit(settings.SITE_URL).netloc:
        return True
    known = Site.find_for_request(request)
    return known is not None and host in {known.hostname, f"{known.hostname}:{known.port}"}


def is_ignored(parameter: str) -> bool:
    """Whether it only tells advertisers where somebody came from."""
    return parameter.startswith("utm_") or parameter in IGNORED_PARAMETERS


def _parameters(request: HttpRequest, response: HttpResponseBase) -> frozenset[str] | None:
    """The parameters that this answer may depend on; None when it must not be kept."""
    view = request.resolver_match.func if request.resolver_match else None
    if view is serve:
        known = response.context_data if isinstance(response, TemplateResponse) else None
        page: Any = known.get("page") if known else None
        if page is None or not _is_open(page):
            return None
        return frozenset(getattr(page, "query_parameters", ()))
    return getattr(view, "query_parameters", None)


def _is_open(page: Any) -> bool:
    return getattr(page, "is_open_to_all", False) or not page.get_view_restrictions().exists()

"""Which page an address is, in two queries however deep it lies; Wagtail itself asks two for every level of the tree."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms.page_cache.remembered import remembered_frame
from cms.queries.page_frame import site_of
from cms.queries.pages import page_at


class PageRoutingMiddleware:
    """Hands Wagtail's view the page, where that is plain from the address; whatever is not is left to Wagtail.

    A page type whose `route` is its own is asked as always, but not about addresses that are a page below it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Sequence[str], _named: Mapping[str, str]
    ) -> None:
        """Django calls this between finding the view and calling it."""
        site = site_of(request) if view is serve else None
        if site is None:
            return
        page = page_at(_beginning_of(site) + arguments[0])
        if page is not None and type(page).route is Page.route:
            request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # noqa: SLF001  # Wagtail's cache of the answer


def _beginning_of(site: Site) -> str:
    """The path in the tree of the home page in the active language."""
    language = get_language()
    if language == settings.LANGUAGE_CODE:
        return str(site.root_page.url_path)
    return remembered_frame(f"beginning of {site.pk} in {language}", lambda: str(site.root_page.localized.url_path))

"""Answers visitors without a session from the kept pages. Outermost, so that a kept page costs nothing of what lies below."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from cms import hooks
from cms.page_cache import changes
from cms.page_cache.counted import Counts, counting
from cms.page_cache.eligible import is_ignored, may_be_kept
from cms.page_cache.store import Address, KeptPage, store

LONGEST_QUERY = 300


class PageCacheMiddleware:
    """GET and HEAD of public pages. In doubt it does nothing: no number, a strange host, an unknown parameter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGE_CACHE_SECONDS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        # Who has one of these may see something of their own; any other cookie is none of our business.
        self.own_cookies = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
        self.files = tuple(filter(None, (settings.STATIC_URL, settings.MEDIA_URL)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = self._address(request)
        if address is None:
            response = self.get_response(request)
            changes.settle()
            return response
        try:
            numbers = changes.numbers()
            kept = store.find(address, numbers)
        except DatabaseError:
            return self.get_response(request)
        if kept is not None:
            return kept.answer(request)
        return self._made(request, address, numbers)

    def _address(self, request: HttpRequest) -> Address | None:
        """Where to look; None for whoever must not get a kept page."""
        meta = request.META
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(self.files):
            return None
        # Most cookies are other people's: look for a name before taking the header apart.
        if any(name in meta.get("HTTP_COOKIE", "") and name in request.COOKIES for name in self.own_cookies):
            return None
        if getattr(request, "is_dummy", False):  # Wagtail's, for a preview
            return None
        if "HTTP_AUTHORIZATION" in meta or "HTTP_HOST" not in meta:
            return None
        query: tuple[tuple[str, str], ...] = ()
        if asked := meta.get("QUERY_STRING", ""):
            pairs = parse_qsl(asked, keep_blank_values=True) if len(asked) <= LONGEST_QUERY else None
            if not pairs:
                return None
            query = tuple(sorted(pair for pair in pairs if not is_ignored(pair[0])))
        return Address(f"{request.scheme}://{meta['HTTP_HOST'].lower()}", request.path_info, query)

    def _made(self, request: HttpRequest, address: Address, numbers: changes.Numbers) -> HttpResponseBase:
        until = _good_until(numbers.content, timezone.now())
        # The page must not show, nor depend on, what it is not found by.
        request.META["QUERY_STRING"] = urlencode(address.query)
        with changes.making(numbers), counting() as counts:
            response = self.get_response(request)
        changes.settle()
        if not isinstance(response, HttpResponse) or request.method != "GET":
            return response
        if not may_be_kept(request, response, address):
            return response
        kept = _kept(response, until, numbers.pages, counts)
        store.keep(address, kept, numbers.content)
        return kept.answer(request)


def _kept(response: HttpResponse, until: float, pages: int, counts: Counts) -> KeptPage:
    headers = dict(response.headers.items())
    headers.pop("Content-Length", None)
    headers["Vary"] = "Accept-Encoding, Cookie"
    headers["Cache-Control"] = "no-cache"  # ask each time; what did not change is not sent again
    return KeptPage(headers, response.content, until, pages, counts)


def _good_until(content: int, began: datetime) -> float:
    """Until when a page that is made from this moment on stays right with nobody doing anything."""
    known_for, horizon = store.horizon
    if known_for != content or horizon <= began.timestamp():
        horizon = hooks.next_change(began).timestamp()
        store.horizon = (content, horizon)
    return min(horizon, began.timestamp() + settings.PAGE_CACHE_SECONDS)

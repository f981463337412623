"""What a page shows of its editions, read once for each request: its sections, its facts and search engines share it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest
from wagtail.models import Page

from events.models import WebinarPage
from events.queries.editions import EditionCard, editions_of
from events.queries.session_people import PeopleOfSessions, people_of_editions
from events.queries.webinar_pages import WebinarScreen, webinar_screen

T = TypeVar("T")


def shown_editions(page: Page, request: HttpRequest) -> Sequence[EditionCard]:
    """The editions of a programme that are not over, soonest first."""
    return _once(request, page, lambda: editions_of([page])[page.translation_key])


def shown_people(page: Page, request: HttpRequest) -> PeopleOfSessions:
    """Who is at the sessions of those editions."""
    cards = shown_editions(page, request)
    return _once(request, page, lambda: people_of_editions(card.public_id for card in cards), what="people")


def shown_webinar(page: WebinarPage, request: HttpRequest) -> WebinarScreen:
    """The facts of a webinar; in a preview those that the editor typed."""
    is_preview = getattr(request, "is_preview", False)
    return _once(request, page, lambda: webinar_screen(page, is_preview=is_preview))


def _once(request: HttpRequest, page: Page, find: Callable[[], T], what: str = "editions") -> T:
    found: dict[Any, T] = request.__dict__.setdefault("shown_by_events", {})
    key = (page.pk or id(page), what)  # a page that is previewed before it was ever saved has no key yet
    if key not in found:
        found[key] = find()
    return found[key]

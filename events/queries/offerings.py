"""Pages people sign up for, in the language of the reader. A page and its translations share a translation key."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page

from cms.api import ProgrammePage
from events.models import WebinarPage

Offering = ProgrammePage | WebinarPage


def language_code() -> str:
    """The active language as one of those of the site."""
    return str(get_supported_content_language_variant(get_language() or settings.LANGUAGE_CODE))


def live_offerings(keys: Iterable[UUID], language: str = "") -> dict[UUID, Page]:
    """The published page of each translation key, in the wanted language where there is one, else in the source's.

    Specific pages: one query to find them, one for each page type and one for the languages.
    """
    wanted = language or get_language() or settings.LANGUAGE_CODE
    pages = list(Page.objects.live().filter(translation_key__in=set(keys)).specific())
    locales = Locale.objects.in_bulk({page.locale_id for page in pages})
    found: dict[UUID, Page] = {}
    for page in pages:
        page.locale = locales[page.locale_id]  # specific() drops what select_related fetched
        known = found.get(page.translation_key)
        if known is None or _rank(page, wanted) < _rank(known, wanted):
            found[page.translation_key] = page
    return found


def own_page(offering: Page) -> Offering | None:
    """The offering as a page of its own type, when it is published and in the reader's language; no query when it was fetched with both types."""
    page = getattr(offering, "programmepage", None) or getattr(offering, "webinarpage", None)
    if page is None or not offering.live or offering.locale.language_code != language_code():
        return None
    page.locale = offering.locale
    found: Offering = page
    return found


def source_of(page: Page) -> Page:
    """The page on which editions hang: the one in the site's first language, else the oldest of its translations."""
    siblings = Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    return min(siblings, key=lambda sibling: (_rank(sibling, settings.LANGUAGE_CODE), sibling.pk))


def title_in(page: Page, language: str) -> str:
    """The title of this page, or of its published translation in `language`; one query."""
    titles = dict(
        Page.objects.filter(translation_key=page.translation_key, live=True).values_list(
            "locale__language_code", "title"
        )
    )
    return str(titles.get(language) or page.title)


def _rank(page: Page, wanted: str) -> int:
    code = page.locale.language_code
    return 0 if code == wanted else 1 if code == settings.LANGUAGE_CODE else 2

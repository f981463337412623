"""What stands around every page: menu, breadcrumbs, languages and the academy's details, in two queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.models import AcademySettings
from cms.page_cache.remembered import remembered


@dataclass(frozen=True)
class Link:
    """A link in the menu or the breadcrumbs. `current` is the value of aria-current: "page" for the page itself, "true"
    for the section it lies in, "" for the rest."""

    title: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site. Without a translation of this page, `url` leads to the home page in that language."""

    code: str
    name: str  # in the language itself
    url: str
    is_active: bool
    is_translation: bool


@dataclass(frozen=True)
class PageFrame:
    """The frame of one page for one request; the URLs of `alternates` and `canonical_url` are absolute."""

    academy: AcademySettings
    home_url: str
    menu: Sequence[Link]
    footer: Sequence[Link]
    breadcrumbs: Sequence[Link]
    languages: Sequence[LanguageLink]
    alternates: Sequence[LanguageLink]
    canonical_url: str
    is_demo: bool


def home_page(request: HttpRequest) -> Page | None:
    """The home page of this site in the active language, or else its first one; None where there is no site."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    homes = Page.objects.live().filter(translation_key=site.root_page.translation_key).select_related("locale")
    by_language = {home.locale.language_code: home for home in homes}
    found: Page = by_language.get(get_language() or "", site.root_page)
    return found


def page_frame(
    request: HttpRequest, *, page: Page | None, breadcrumbs: Iterable[tuple[Any, str]] = ()
) -> PageFrame | None:
    """The frame for `page`, or for a screen that is no page of the site (a registration, an error); None where the
    request belongs to no site.

    `breadcrumbs` are (title, url) pairs without the home page, the last one being where the visitor is; they replace those
    of the page tree.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    root = site.root_page
    language = page.locale.language_code if page else get_language()
    pages = _pages_around(page, root, language)
    homes = {found.locale.language_code: found for found in pages if found.translation_key == root.translation_key}
    home = homes.get(language, root)
    crumbs = [(str(title), url) for title, url in breadcrumbs] or _crumbs(request, page, home, pages)
    translations = {
        found.locale.language_code: found for found in pages if page and found.translation_key == page.translation_key
    }
    if page:
        translations[language] = page  # also when it is a draft being previewed
    languages = [_language_link(request, code, page, translations, homes) for code, _name in settings.LANGUAGES]
    return PageFrame(
        academy=remembered(f"academy of {site.pk}", lambda: AcademySettings.for_request(request)),
        home_url=home.get_url(request) or "/",
        menu=_menu(request, page, home, pages, [url for _title, url in crumbs]),
        footer=[
            Link(found.title, found.get_url(request))
            for found in pages
            if found.is_child_of(home) and found.is_plain and not found.show_in_menus
        ],
        breadcrumbs=_with_home(crumbs, home.get_url(request) or "/"),
        languages=languages,
        alternates=[_absolute(request, link) for link in languages if link.is_translation],
        canonical_url=(page.get_full_url(request) if page else None) or request.build_absolute_uri(request.path),
        is_demo=settings.DEMO,
    )


def _pages_around(page: Page | None, root: Page, language: str) -> list[Page]:
    """The home pages, the menu and the plain pages beside it, the pages above this one and its translations: one query."""
    is_plain = Q(content_type__app_label="cms", content_type__model="contentpage")
    wanted = Q(translation_key=root.translation_key)
    wanted |= Q(Q(show_in_menus=True) | is_plain, depth=root.depth + 1, locale__language_code=language)
    if page:
        wanted |= Q(path__in=[page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)])
        wanted |= Q(translation_key=page.translation_key)
    return list(
        Page.objects.live().filter(wanted).annotate(is_plain=is_plain).select_related("locale").order_by("path")
    )


def _menu(request: HttpRequest, page: Page | None, home: Page, pages: list[Page], crumb_urls: list[str]) -> list[Link]:
    links = []
    for found in pages:
        if not (found.show_in_menus and found.is_child_of(home)):
            continue
        url = found.get_url(request)
        if page and page.path == found.path:
            current = "page"
        else:
            current = "true" if (page and page.path.startswith(found.path)) or url in crumb_urls else ""
        links.append(Link(found.title, url, current))
    return links


def _crumbs(request: HttpRequest, page: Page | None, home: Page, pages: list[Page]) -> list[tuple[str, str]]:
    if not page or page.path == home.path:
        return []
    above = [found for found in pages if page.path.startswith(found.path) and home.path < found.path < page.path]
    return [*((found.title, found.get_url(request)) for found in above), (page.title, "")]


def _with_home(crumbs: list[tuple[str, str]], home_url: str) -> list[Link]:
    if not crumbs:
        return []
    *above, (here, _url) = crumbs
    return [Link(_("Home"), home_url), *(Link(title, url) for title, url in above), Link(here, "", "page")]


def _language_link(
    request: HttpRequest, code: str, page: Page | None, translations: dict[str, Page], homes: dict[str, Page]
) -> LanguageLink:
    url = ""
    if page:
        url = (translations[code].get_url(request) or "") if code in translations else ""
    elif request.resolver_match:
        url = translate_url(request.path, code)
    is_active = code == (page.locale.language_code if page else get_language())
    is_translation = bool(url) and (is_active or url != request.path)
    if not is_translation:
        home = homes.get(code)
        url = (home.get_url(request) if home else None) or "/"
    return LanguageLink(code, get_language_info(code)["name_local"], url, is_active, is_translation)


def _absolute(request: HttpRequest, link: LanguageLink) -> LanguageLink:
    return LanguageLink(link.code, link.name, request.build_absolute_uri(link.url), link.is_active, link.is_translation)

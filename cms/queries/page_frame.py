"""What stands around every page: menu, breadcrumbs, languages and the academy's details.

What is the same around every page is remembered; the rest came along with the page (cms.queries.pages).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.models import AcademySettings
from cms.page_cache.remembered import remembered_frame, remembered_of
from cms.queries.pages import family_of


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


@dataclass(frozen=True)
class _SiteLinks:
    """What every page of a site in one language leads to: a place in the page tree or a language, with its link."""

    home: Page
    homes: Mapping[str, str]
    menu: Mapping[str, Link]
    footer: Sequence[Link]


def site_of(request: HttpRequest) -> Site | None:
    """The site of this host; Wagtail keeps the answer on the request for whoever asks later."""
    if not hasattr(request, "_wagtail_site"):
        found = remembered_frame(f"site at {request.get_host()}", lambda: Site.find_for_request(request))
        request._wagtail_site = found  # type: ignore[attr-defined]  # noqa: SLF001  # Wagtail's cache of the answer
    return Site.find_for_request(request)


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

    That of a page is remembered. `breadcrumbs` are (title, url) pairs without the home page, the last one being where the
    visitor is; they replace those of the page tree.
    """
    site = site_of(request)
    if site is None:
        return None
    if page is None or breadcrumbs:
        return _frame(request, site, page, breadcrumbs)
    root = request.build_absolute_uri("/")
    return remembered_of(page, f"frame at {root}", lambda: _frame(request, site, page, ()))


def _frame(request: HttpRequest, site: Site, page: Page | None, breadcrumbs: Iterable[tuple[Any, str]]) -> PageFrame:
    language = page.locale.language_code if page else get_language() or settings.LANGUAGE_CODE
    links = remembered_frame(
        f"links of {site.pk} in {language}", lambda: _site_links(request, site.root_page, language)
    )
    family = family_of(page) if page else []
    crumbs = [(str(title), url) for title, url in breadcrumbs] or _crumbs(request, page, links.home, family)
    translations = {
        found.locale.language_code: found for found in family if page and found.translation_key == page.translation_key
    }
    if page:
        translations[language] = page  # also when it is a draft being previewed
    languages = [_language_link(request, code, page, translations, links.homes) for code, _name in settings.LANGUAGES]
    home_url = links.homes.get(language) or links.home.get_url(request) or "/"
    return PageFrame(
        academy=remembered_frame(f"academy of {site.pk}", lambda: AcademySettings.for_request(request)),
        home_url=home_url,
        menu=_menu(page, links.menu, [url for _title, url in crumbs]),
        footer=links.footer,
        breadcrumbs=_with_home(crumbs, home_url),
        languages=languages,
        alternates=[_absolute(request, link) for link in languages if link.is_translation],
        canonical_url=(page.get_full_url(request) if page else None) or request.build_absolute_uri(request.path),
        is_demo=settings.DEMO,
    )


def _site_links(request: HttpRequest, root: Page, language: str) -> _SiteLinks:
    """The home pages, the menu and the plain pages beside it, in one query."""
    is_plain = Q(content_type__app_label="cms", content_type__model="contentpage")
    is_beside = Q(Q(show_in_menus=True) | is_plain, depth=root.depth + 1, locale__language_code=language)
    pages = list(
        Page.objects.live()
        .filter(Q(translation_key=root.translation_key) | is_beside)
        .select_related("locale")
        .order_by("path")
    )
    homes = {found.locale.language_code: found for found in pages if found.translation_key == root.translation_key}
    home = homes.get(language, root)
    beside = {found.path: found for found in pages if found.is_child_of(home)}
    links = {path: Link(found.title, found.get_url(request)) for path, found in beside.items()}
    return _SiteLinks(
        home=home,
        homes={code: found.get_url(request) or "/" for code, found in homes.items()},
        menu={path: link for path, link in links.items() if beside[path].show_in_menus},
        footer=[link for path, link in links.items() if not beside[path].show_in_menus],
    )


def _menu(page: Page | None, links: Mapping[str, Link], crumb_urls: list[str]) -> list[Link]:
    menu = []
    for path, link in links.items():
        if page and page.path == path:
            current = "page"
        else:
            current = "true" if (page and page.path.startswith(path)) or link.url in crumb_urls else ""
        menu.append(replace(link, current=current))
    return menu


def _crumbs(request: HttpRequest, page: Page | None, home: Page, family: list[Page]) -> list[tuple[str, str]]:
    if not page or page.path == home.path:
        return []
    above = [found for found in family if page.path.startswith(found.path) and home.path < found.path < page.path]
    return [*((found.title, found.get_url(request)) for found in above), (page.title, "")]


def _with_home(crumbs: list[tuple[str, str]], home_url: str) -> list[Link]:
    if not crumbs:
        return []
    *above, (here, _url) = crumbs
    return [Link(_("Home"), home_url), *(Link(title, url) for title, url in above), Link(here, "", "page")]


def _language_link(
    request: HttpRequest, code: str, page: Page | None, translations: Mapping[str, Page], homes: Mapping[str, str]
) -> LanguageLink:
    url = ""
    if page:
        url = (translations[code].get_url(request) or "") if code in translations else ""
    elif request.resolver_match:
        url = translate_url(request.path, code)
    is_active = code == (page.locale.language_code if page else get_language())
    is_translation = bool(url) and (is_active or url != request.path)
    if not is_translation:
        url = homes.get(code, "/")
    return LanguageLink(code, get_language_info(code)["name_local"], url, is_active, is_translation)


def _absolute(request: HttpRequest, link: LanguageLink) -> LanguageLink:
    return replace(link, url=request.build_absolute_uri(link.url))

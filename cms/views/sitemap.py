"""Every page that anybody may see, in every language, each with its translations."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps import views as wagtail_sitemaps
from wagtail.models import Page

from cms.queries.pages import public


class EveryLanguage(Sitemap):
    """Wagtail's own lists the language of the site's root alone, and asks a query for each type of page."""

    def items(self) -> QuerySet[Page]:
        """Copies are left out: their text stands elsewhere."""
        root = self.get_wagtail_site().root_page
        homes = Page.objects.filter(translation_key=root.translation_key).values_list("path", flat=True)
        below = Q()
        for path in homes:
            below |= Q(path__startswith=path)
        return public(Page.objects.filter(below, alias_of__isnull=True)).order_by("path")

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:  # noqa: ARG002  # Django's
        pages = list(self.paginator.page(page).object_list)
        links: dict[UUID, dict[str, str]] = defaultdict(dict)
        for found in pages:
            links[found.translation_key][found.locale.language_code] = self.location(found)
        changes = [self.lastmod(found) for found in pages]
        if changes and None not in changes:
            self.latest_lastmod = max(changes)
        return [
            {
                "location": links[found.translation_key][found.locale.language_code],
                "lastmod": change,
                "alternates": _alternates(links[found.translation_key]),
            }
            for found, change in zip(pages, changes, strict=True)
        ]


@require_safe
@cache_control(public=True, max_age=60 * 60)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap of the site that is asked."""
    response: HttpResponse = wagtail_sitemaps.sitemap(request, {"pages": EveryLanguage})
    return response


def _alternates(by_language: dict[str, str]) -> list[dict[str, str]]:
    """The translations, and which of them is for every other language; nothing for a page in one language."""
    if len(by_language) < 2:
        return []
    found = [{"lang_code": code, "location": url} for code, url in sorted(by_language.items())]
    default = by_language.get(settings.LANGUAGE_CODE)
    return [*found, {"lang_code": "x-default", "location": default}] if default else found

"""Pages of several kinds in one list: what each is, when, and the label that goes with it everywhere."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from wagtail.models import Page

from cms import hooks, notation
from cms.components import Status, Text
from cms.contracts import OfferingSummary
from cms.models import NewsPage, OfferingMixin

P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class ListedPage:
    """A page in a list. `note` tells when; `label` is the disclosure of an article; `summary` what its dates say."""

    page: Page
    kind: Text
    note: Text
    label: Text = ""
    details: Text = ""
    summary: OfferingSummary | None = None

    @property
    def status(self) -> Status | None:
        """Whether there are places, for something to sign up for."""
        return self.summary.status if self.summary else None


@dataclass(frozen=True)
class GroupOfPages:
    """Pages of one kind under their heading."""

    heading: Text
    pages: Sequence[ListedPage]


def listed(pages: Iterable[Page]) -> list[ListedPage]:
    """These specific pages as rows, in the same order."""
    shown = list(pages)
    summaries = hooks.offering_summaries([page for page in shown if isinstance(page, OfferingMixin)])
    return [_listed(page, summaries.get(str(page.translation_key))) for page in shown]


def specific(pages: Collection[Page]) -> list[Page]:
    """These pages, with their locale, as their own types, the newest first: a query for each type and one for sponsors."""
    locales = {page.pk: page.locale for page in pages}
    by_type: dict[type[Page], list[int]] = {}
    for page in pages:
        by_type.setdefault(page.specific_class or Page, []).append(page.pk)
    found = [page for model, pks in by_type.items() for page in model.objects.filter(pk__in=pks)]
    for page in found:
        page.locale = locales[page.pk]
    prefetch_related_objects([page for page in found if isinstance(page, NewsPage)], "sponsor")
    return newest_first(found)


def newest_first(pages: Iterable[P]) -> list[P]:
    """By the day that readers see, else by that of the first publication."""
    return sorted(pages, key=_age, reverse=True)


def kind_of(page: Page) -> str:
    """Webinar, Leergang, Verslag ..."""
    if hasattr(page, "get_kind_display"):
        return str(page.get_kind_display())
    name = str(page._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _listed(page: Page, summary: OfferingSummary | None) -> ListedPage:
    published: dt.date | None = getattr(page, "published_on", None)
    note: Text = notation.date_of(published, "en" if get_language() == "en" else "nl") if published else ""
    if isinstance(page, NewsPage):
        return ListedPage(page, kind_of(page), note, page.label, page.disclosure_text)
    return ListedPage(page, kind_of(page), summary.note if summary else note, summary=summary)


def _age(page: Page) -> tuple[dt.date, int]:
    published = getattr(page, "published_on", None)
    first = page.first_published_at
    return published or (first.date() if first else dt.date.min), page.pk

"""What pages are made of and hardly anybody changes: asked once for each number of changes of content, or of what stands around
every page, and not at every page.

A seat that is taken is no content, so a page with free seats is made anew from what is remembered and the seats of now.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

from cms.page_cache import changes

MOST = 5_000  # pieces of pages, some kilobytes each: those of a few hundred pages. A host can be spelled in many ways

T = TypeVar("T")


@dataclass(frozen=True)
class _Answer:
    """What was found after so many changes, and when it was asked."""

    changes: int
    asked_at: float
    value: Any

    def is_good(self, changes: int) -> bool:
        """Whether it still holds; like a kept page no longer than PAGE_CACHE_SECONDS, whatever changed without telling."""
        age = time.monotonic() - self.asked_at
        return self.changes == changes and self.value is not None and 0 <= age < settings.PAGE_CACHE_SECONDS


_remembered: dict[str, _Answer] = {}


def remembered(name: str, find: Callable[[], T]) -> T:
    """What `find` answers, as fresh as a kept page; None is asked again. Everybody shares it, so nobody may change it.

    It depends on content, and else only on what stands in its name: on no count, no visitor and no clock. A transaction that
    changed anything itself asks: what is not committed yet is nobody else's.
    """
    return _after(lambda: changes.numbers_of_page().content, name, find)


def remembered_frame(name: str, find: Callable[[], T]) -> T:
    """The same of what stands around every page, which outlives a change inside one: `find` reads nothing but sites, languages, what
    the academy says of itself, the home pages and the pages right below those (cms.page_cache.watch)."""
    return _after(lambda: changes.numbers_of_page().frame, name, find)


def _after(count: Callable[[], int], name: str, find: Callable[[], T]) -> T:
    if not settings.PAGE_CACHE_SECONDS or changes.is_changing():
        return find()
    number = count()  # known before anything is read
    known = _remembered.get(name)
    if known and known.is_good(number):
        found: T = known.value
        return found
    began = time.monotonic()
    found = find()
    while len(_remembered) >= MOST:
        _remembered.pop(next(iter(_remembered), ""), None)
    _remembered[name] = _Answer(number, began, found)
    return found


def remembered_of(page: Page, name: str, find: Callable[[], T]) -> T:
    """The same of one page in the active language, when it was found by its address; a draft in a preview is asked itself."""
    if not getattr(page, "is_as_published", False):
        return find()
    return remembered(f"{name} of page {page.pk} in {get_language()}", find)


def forget() -> None:
    """Ask everything again."""
    _remembered.clear()


class SharedCache(DatabaseCache):
    """The cache in the database. Wagtail asks it where the sites begin for every page whose address is asked without a request,
    so a list of thirty pages would cost thirty queries."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if key != SITE_ROOT_PATHS_CACHE_KEY:
            return super().get(key, default, version)
        found = remembered_frame(key, lambda: DatabaseCache.get(self, key, None, version))
        return default if found is None else found

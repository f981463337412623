"""Pages that a text leads to, in the reader's language: one query for all that were loaded together."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from wagtail.models import Locale, Page

from cms.queries.page_types import disclosure_of_page, label_of
from cms.queries.pages import public


def linked_page(page: Page, locale: Locale) -> Page | None:
    """The page to lead to: the translation that this reader reads, else the source; None when not everybody may see it."""
    if not hasattr(page, "linked_as"):
        together = getattr(page, "loaded_with", [page])
        found = in_language({one.translation_key for one in together}, locale)
        for one in together:
            one.linked_as = found.get(one.translation_key)
    linked: Page | None = page.linked_as
    return linked


def in_language(keys: Iterable[UUID], locale: Locale) -> dict[UUID, Page]:
    """The public page of each translation key, in this language where there is one, else in the source's; with the `label`
    that goes wherever it is named."""
    pages = public(Page.objects.filter(translation_key__in=set(keys))).annotate(disclosure=disclosure_of_page())
    for page in pages:
        page.label = label_of(page)
    sources = {page.translation_key: page for page in pages if page.locale.language_code == settings.LANGUAGE_CODE}
    return sources | {page.translation_key: page for page in pages if page.locale_id == locale.pk}

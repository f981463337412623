"""What there is to translate and where one does it: for the report and the first screen of the admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from cms.contracts import DashboardPanel
from cms.queries.translations import State, TranslationRow, translation_rows

PERMISSION = "wagtail_localize.submit_translation"
SHOWN = 8


@dataclass(frozen=True)
class Work:
    """A translation that lags behind."""

    row: TranslationRow
    url: str
    what: str


def panels(request: HttpRequest) -> Sequence[DashboardPanel]:
    """Only when something lags behind, and only for whoever translates: nobody else costs a query."""
    if not request.user.has_perm(PERMISSION):
        return []
    behind = [row for row in translation_rows() if row.state is State.BEHIND]
    if not behind:
        return []
    items = [Work(row, update_url(row) or work_url(row), what_waits(row)) for row in behind[:SHOWN]]
    context = {"items": items, "total": len(behind)}
    template = "cms/admin/panels/translations.html"
    return [DashboardPanel("cms.translations", template, context, permission=PERMISSION, order=60)]


def what_waits(row: TranslationRow) -> str:
    """The fields that changed, and how many texts wait."""
    words = [", ".join(row.changed)] if row.changed else []
    if row.untranslated:
        waiting = ngettext("%(count)s tekst te vertalen", "%(count)s teksten te vertalen", row.untranslated)
        words.append(waiting % {"count": row.untranslated})
    return "; ".join(words)


def work_url(row: TranslationRow) -> str:
    """Where somebody translates: the translation's own editor, or the form that starts it."""
    name = row.model._meta
    if row.target is None:
        if row.is_page:
            return reverse("wagtail_localize:submit_page_translation", args=[row.source])
        arguments = [name.app_label, name.model_name, quote(row.source)]
        return reverse("wagtail_localize:submit_snippet_translation", args=arguments)
    if row.is_page:
        return reverse("wagtailadmin_pages:edit", args=[row.target])
    return reverse(f"wagtailsnippets_{name.app_label}_{name.model_name}:edit", args=[quote(row.target)])


def update_url(row: TranslationRow) -> str:
    """Where the changes of the source are handed to its translations, and then back to this report; "" when up to date."""
    if not row.needs_update:
        return ""
    back = urlencode({"next": reverse("vakwerk_translations")})
    return f"{reverse('wagtail_localize:update_translations', args=[row.source_id])}?{back}"

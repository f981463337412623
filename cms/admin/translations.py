"""The report of translations: what lags behind, what is missing, and where to work on it."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from cms.queries.translation_work import PERMISSION, update_url, what_waits, work_url
from cms.queries.translations import State, TranslationRow, translation_rows

STATES = {
    State.BEHIND: _("loopt achter"),
    State.MISSING: _("ontbreekt"),
    State.DRAFT: _("concept"),
    State.CURRENT: _("bij"),
}


class TranslationFilterSet(WagtailFilterSet):
    """Filters a list: what is behind follows from comparing texts, which the database cannot."""

    state = django_filters.ChoiceFilter(
        label=_("Stand"), choices=[(state.value, label) for state, label in STATES.items()], empty_label=_("Alles")
    )
    kind = django_filters.ChoiceFilter(label=_("Soort"), choices=[], empty_label=_("Alles"))
    language = django_filters.ChoiceFilter(
        label=_("Taal"), choices=lambda: list(get_content_languages().items()), empty_label=_("Alles")
    )
    title = django_filters.CharFilter(label=_("Titel"))

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, rows: list[TranslationRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted({(row.model._meta.label_lower, row.kind) for row in rows}, key=lambda kind: kind[1])
        self.filters["kind"].extra["choices"] = kinds

    def _add_locale_filter(self) -> None:
        """Wagtail's own would ask for the language of the source, which is always the same."""

    def filter_queryset(self, rows: list[TranslationRow]) -> list[TranslationRow]:
        asked = self.form.cleaned_data
        return [
            row
            for row in rows
            if asked["state"] in ("", row.state)
            and asked["kind"] in ("", row.model._meta.label_lower)
            and asked["language"] in ("", row.language)
            and asked["title"].lower() in row.title.lower()
        ]


class LinkColumn(Column):
    """What to do about the row."""

    cell_template_name = "cms/admin/translation_link.html"

    def get_cell_context_data(self, instance: TranslationRow, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"row": instance, "link": work_url(instance), "update": update_url(instance)}


class TranslationsReportView(ReportView):
    """Every page and snippet in the language of the source, with its state in each other language."""

    page_title = _("Vertalingen")
    header_icon = "site"
    index_url_name = "vakwerk_translations"
    index_results_url_name = "vakwerk_translations_results"
    filterset_class = TranslationFilterSet
    columns = [
        LinkColumn("title", label=_("Titel")),
        Column("kind", label=_("Soort")),
        Column("language", label=_("Taal"), accessor=lambda row: get_content_languages()[row.language]),
        StatusTagColumn(
            "state",
            label=_("Stand"),
            accessor=lambda row: STATES[row.state],
            primary=lambda row: row.state == "current",
        ),
        DateColumn("since", label=_("Sinds")),
        Column("changed", label=_("Wat er veranderde"), accessor=lambda row: what_waits(row)),
    ]
    list_export = ["title", "kind", "language", "state", "since", "changed", "untranslated"]

    def get_queryset(self) -> list[TranslationRow]:
        return self._rows

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "rows": self._rows}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def _rows(self) -> list[TranslationRow]:
        return translation_rows()

    def get_filename(self) -> str:
        return "vertalingen"


class TranslationsMenuItem(MenuItem):
    """For whoever translates."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))

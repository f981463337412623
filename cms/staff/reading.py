"""Rows that staff read and decide about, and never edit in a form: their list, their screen and their history."""

from abc import ABC, abstractmethod
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button


class XlsxIndexView(generic.IndexView, ABC):
    """A list that can be taken along as it is filtered; `as_xlsx` makes the file."""

    FORMATS = ("xlsx",)  # no CSV: Wagtail's neutralises no formulas

    @abstractmethod
    def as_xlsx(self, rows: Any) -> FileResponse:
        """The download."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_export:
            return self.as_xlsx(self.get_queryset())
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [Button(_("Download als Excel"), url=self.xlsx_export_url, icon_name="download", priority=90)]


class Screen(generic.InspectView):
    """One row, with a template that shows it all."""

    def get_fields(self) -> list[str]:
        return []  # the template shows them itself

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)},
            {"url": "", "label": str(self.object)},
        ]


class ReadOnlyScreen(Screen):
    """A screen without a way to a form."""

    def get_edit_url(self) -> None:
        """There is none."""


class ReadOnlyHistory(HistoryView):
    """Wagtail's history, without its way to an edit form that does not exist."""

    header_buttons: list[Any] = []

    def get_edit_url(self, instance: Any) -> str:
        return reverse(self.edit_url_name, args=[instance.pk])  # the screen, see ReadOnlyViewSet


class ReadOnlyViewSet(ModelViewSet):
    """No form to add, edit, copy or delete; `own_urls` adds the decisions. Wagtail's links to "edit" lead to the screen."""

    history_view_class = ReadOnlyHistory
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: list[str] = []
    offered = frozenset({"index", "index_results", "inspect", "history", "history_results"})
    absent = frozenset({"add", "delete", "copy", "usage"})
    screen = "inspect"

    def own_urls(self) -> list[Any]:
        """The addresses of decisions."""
        return []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        nowhere = dict.fromkeys(f"{name}_url_name" for name in self.absent)
        return common | {"edit_url_name": self.get_url_name(self.screen)} | nowhere

    @property
    def url_finder_class(self) -> type[Any]:
        screen = {"edit_url_name": self.get_url_name(self.screen)}
        return type(f"{self.model.__name__}URLFinder", (super().url_finder_class,), screen)

    def get_urlpatterns(self) -> list[Any]:
        return [*(pattern for pattern in super().get_urlpatterns() if pattern.name in self.offered), *self.own_urls()]

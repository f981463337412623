"""Exports: what is still to be taken along, files of a period, and every run with its download."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from betalingen import hooks
from betalingen.actions.begin_run import begin_run, take_entries
from betalingen.admin.export_columns import ColumnsView
from betalingen.admin.export_files import run_response
from betalingen.admin.payments import this_month
from betalingen.models import ExportRun, LedgerCode, Order
from betalingen.queries.datasets import DATASETS, JOURNAL
from betalingen.queries.journal_lines import unexported
from cms.api import NotAllowed, NotContributed, User
from cms.staff import AdminScreen, DateInput, ScreenViewSet, asked_year

PER_PAGE = 50


class PeriodForm(forms.Form):
    """What to take along, of which days, in which form."""

    dataset = forms.ChoiceField(label=gettext_lazy("Wat"))
    first_day = forms.DateField(label=gettext_lazy("Van"), widget=DateInput)
    last_day = forms.DateField(label=gettext_lazy("Tot en met"), widget=DateInput)
    export_format = forms.ChoiceField(label=gettext_lazy("Bestandsvorm"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dataset, export_format = (cast("forms.ChoiceField", self.fields[name]) for name in ("dataset", "export_format"))
        dataset.choices = [(found.key, found.label) for found in DATASETS.values()]
        export_format.choices = [(found.key, found.label) for found in hooks.export_formats()]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste."))
        dataset, chosen = values.get("dataset"), values.get("export_format")
        if dataset and chosen and chosen not in {found.key for found in hooks.formats_for(dataset)}:
            self.add_error("export_format", _("In deze vorm kan dit niet. Kies een andere."))
        return values


def whole_year(text: str) -> dict[str, dt.date]:
    """The first and the last day of a year that stands in the address; of this year when it is none."""
    year = asked_year(text)
    return {"first_day": dt.date(year, 1, 1), "last_day": dt.date(year, 12, 31)}


class ExportsView(PermissionCheckedMixin, AdminScreen):
    """The list; a POST makes the file of a period."""

    permission_required = "export"
    template_name = "betalingen/admin/exports.html"
    page_title = gettext_lazy("Exports")
    header_icon = "download"

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = PeriodForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        values = form.cleaned_data
        dataset, user = DATASETS[values["dataset"]], cast("User", request.user)
        selection = dataset.filters(first_day=values["first_day"], last_day=values["last_day"])
        run = begin_run(dataset=dataset, selection=selection, format_key=values["export_format"], user=user)
        return run_response(run, user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked = {"dataset": self.request.GET.get("dataset", "")}
        period = whole_year(self.request.GET["jaar"]) if "jaar" in self.request.GET else this_month()
        context.setdefault("form", PeriodForm(initial=period | asked))
        runs = Paginator(ExportRun.objects.select_related("user"), PER_PAGE).get_page(self.request.GET.get("p"))
        labels = {found.key: found.label for found in hooks.export_formats()}
        return context | {
            "page_obj": runs,
            "rows": [_Shown(run, labels) for run in runs],
            "waiting": unexported(),
            "journal_formats": hooks.formats_for(JOURNAL.key),
            "column_formats": [found for found in hooks.export_formats() if found.columns],
            "may_choose": policy_registry.get_by_type(LedgerCode).user_has_permission(self.request.user, "change"),
            "index_url": reverse("exports:index"),
        }


class _Shown:
    """A run on the screen."""

    def __init__(self, run: ExportRun, labels: dict[str, Any]) -> None:
        dataset = DATASETS.get(run.dataset)
        self.run = run
        self.label = dataset.label if dataset else run.dataset
        self.format_label = labels.get(run.export_format, run.export_format)
        self.can_repeat = dataset is not None and run.export_format in labels
        headings = {column.key: column.heading for column in dataset.columns} if dataset else {}
        self.totals = [(headings.get(key, key), cents) for key, cents in run.totals.items() if cents]


class TakeView(PermissionCheckedMixin, View):
    """POST: the file of every entry of the journal that is in no run yet."""

    permission_required = "export"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        user = cast("User", request.user)
        try:
            return run_response(take_entries(format_key=request.POST.get("format", ""), user=user), user)
        except NotContributed:
            messages.error(request, _("Deze bestandsvorm is er niet (meer)."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
        return HttpResponseRedirect(reverse("exports:index"))


class AgainView(PermissionCheckedMixin, View):
    """POST: the file of a run again, the same to the byte."""

    permission_required = "export"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponseBase:
        run = get_object_or_404(ExportRun, public_id=public_id)
        try:
            return run_response(run, cast("User", request.user))
        except NotContributed:
            messages.error(request, _("Deze bestandsvorm is er niet (meer)."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
        return HttpResponseRedirect(reverse("exports:index"))


class ExportViewSet(ScreenViewSet):
    """Runs, and two ways to make one."""

    name = "exports"
    url_prefix = "financien/exports"
    menu_label = gettext_lazy("Exports")
    icon = "download"
    policy_model = Order
    permission_required = "export"

    def get_urlpatterns(self) -> list[Any]:
        # Not made by construct_view, which gives what only screens have.
        policy = {"permission_policy": policy_registry.get_by_type(Order)}
        return [
            path("", self.construct_view(ExportsView), name="index"),
            # Whoever sets the codes of the bookkeeping also sets the columns.
            path(
                "kolommen/<str:format_key>/",
                self.construct_view(ColumnsView, permission_policy=policy_registry.get_by_type(LedgerCode)),
                name="columns",
            ),
            path("journaal/", TakeView.as_view(**policy), name="take"),
            path("nog-eens/<uuid:public_id>/", AgainView.as_view(**policy), name="again"),
        ]

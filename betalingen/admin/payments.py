"""Payments: what came in and went back in a period, what that adds up to, and the file of exactly that."""

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from betalingen import hooks
from betalingen.actions.begin_run import begin_run
from betalingen.admin.export_files import run_response
from betalingen.admin.listing import provider_choices, provider_label
from betalingen.models import Order
from betalingen.models.payments import method_label
from betalingen.queries.datasets import PAYMENTS
from betalingen.queries.movements import Period, movement, movements, totals
from cms.api import User
from cms.staff import AdminScreen, DateInput, ScreenViewSet

PER_PAGE = 50


class PeriodForm(forms.Form):
    """What is shown and exported; without input the month that runs."""

    first_day = forms.DateField(label=_("Van"), widget=DateInput)
    last_day = forms.DateField(label=_("Tot en met"), widget=DateInput)
    provider = forms.ChoiceField(label=_("Betaalwijze"), required=False)
    kind = forms.ChoiceField(
        label=_("Soort"),
        required=False,
        choices=[("", _("alles")), ("payment", _("betalingen")), ("refund", _("terugbetalingen"))],
    )
    text = forms.CharField(
        label=_("Zoeken"), required=False, help_text=_("Ordernummer, klant, e-mail, inkoopnummer of kenmerk.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["provider"])
        field.choices = [("", _("alles")), *provider_choices()]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste."))
        return values

    @property
    def period(self) -> Period:
        """The valid input."""
        return Period(**self.cleaned_data)


def this_month() -> dict[str, dt.date]:
    """The first and the last day of the month that runs."""
    today = timezone.localdate()
    last = calendar.monthrange(today.year, today.month)[1]
    return {"first_day": today.replace(day=1), "last_day": today.replace(day=last)}


class PaymentsView(PermissionCheckedMixin, AdminScreen):
    permission_required = "view"
    template_name = "betalingen/admin/payments.html"
    page_title = _("Betalingen")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PeriodForm(self.request.GET if "first_day" in self.request.GET else this_month())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {"form": form, "may_export": self.user_has_permission("export")}
        if form.is_valid():
            sums = totals(form.period)
            paginator = Paginator(movements(form.period), PER_PAGE)
            paginator.count = sums.count  # saves counting again
            page = paginator.get_page(self.request.GET.get("p"))
            context |= {
                "page_obj": page,
                "rows": [_Shown(movement(row)) for row in page],
                "totals": sums,
                "formats": hooks.formats_for(PAYMENTS.key),
                "query": form.data if form.data else {},
                "index_url": reverse("payments:index"),
            }
        return context


class _Shown:
    """A row on the screen."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.order_url = reverse("orders:inspect", args=[row["order_pk"]])
        self.provider_label = provider_label(row["provider"])
        self.method_label = method_label(row["method"])


class ExportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """POST: the file of a period in a format, with a numbered run as its trace."""

    permission_required = "export"
    http_method_names = ["post"]
    template_name = "betalingen/admin/payments.html"
    page_title = _("Betalingen")

    def post(self, request: HttpRequest) -> HttpResponse | FileResponse:
        form = PeriodForm(request.POST)
        chosen = request.POST.get("format", "")
        if not form.is_valid() or chosen not in {found.key for found in hooks.formats_for(PAYMENTS.key)}:
            return render(request, self.template_name, self.get_context_data(form=form), status=400)
        user = cast("User", request.user)
        run = begin_run(dataset=PAYMENTS, selection=form.period, format_key=chosen, user=user)
        return run_response(run, user)


class PaymentViewSet(ScreenViewSet):
    """Payments and refunds are one list, so this is no list of one model."""

    name = "payments"
    url_prefix = "financien/betalingen"
    menu_label = _("Betalingen")
    icon = "history"
    policy_model = Order

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.construct_view(PaymentsView), name="index"),
            path("export/", self.construct_view(ExportView), name="export"),
        ]

"""Closing a month: what the books say against everything beside them, and one button when nothing differs."""

import datetime as dt
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from betalingen.actions.close_month import close_month
from betalingen.models import ClosedMonth
from betalingen.queries.month_screen import month_screen
from cms.api import NotAllowed, User
from cms.staff import AdminScreen, ScreenViewSet


class MonthView(PermissionCheckedMixin, AdminScreen):
    """GET: the controls; POST: close the first month that is open, when it is the one that was on the screen."""

    permission_required = "add"
    template_name = "betalingen/admin/month.html"
    page_title = _("Maand afsluiten")
    header_icon = "lock"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"screen": month_screen(), "action_url": reverse("months:index")}

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            first_day = dt.date.fromisoformat(request.POST.get("first_day", ""))
        except ValueError:
            return redirect("months:index")
        try:
            close_month(first_day=first_day, user=cast("User", request.user))
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
        else:
            take = messages.button(reverse("exports:index"), _("Neem het journaal mee"))
            messages.success(request, _("De maand is afgesloten."), buttons=[take])
        return redirect("months:index")


class MonthViewSet(ScreenViewSet):
    """One screen; closed months are listed on it and never change."""

    name = "months"
    url_prefix = "financien/maand"
    menu_label = _("Maand afsluiten")
    icon = "lock"
    policy_model = ClosedMonth
    permission_required = "add"

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(MonthView), name="index")]

"""The journal: its entries with their lines in a period, and what they add up to per account."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from betalingen.admin.payments import this_month
from betalingen.models import Account, Order
from betalingen.queries.journal_lines import Entries, balances, entries_with
from cms.staff import AdminScreen, DateInput, ScreenViewSet

PER_PAGE = 50


class EntriesForm(forms.Form):
    """Which entries are shown; without input those of the month that runs."""

    first_day = forms.DateField(label=_("Van"), widget=DateInput)
    last_day = forms.DateField(label=_("Tot en met"), widget=DateInput)
    account = forms.ChoiceField(label=_("Rekening"), required=False, choices=[("", _("alle")), *Account.choices])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first: dt.date | None = values.get("first_day")
        last: dt.date | None = values.get("last_day")
        if first and last and first > last:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste."))
        return values


class LedgerView(PermissionCheckedMixin, AdminScreen):
    permission_required = "view"
    template_name = "betalingen/admin/ledger.html"
    page_title = _("Journaal")
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = EntriesForm(self.request.GET if "first_day" in self.request.GET else this_month())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "form": form,
            "may_export": self.user_has_permission("export"),
            "index_url": reverse("ledger:index"),
        }
        if form.is_valid():
            entries = Entries(**form.cleaned_data)
            page = Paginator(entries_with(entries), PER_PAGE).get_page(self.request.GET.get("p"))
            sums = balances(entries)
            context |= {
                "page_obj": page,
                "entries": page.object_list,
                "balances": sums,
                "debit": sum(debit for _name, debit, _credit in sums),
                "credit": sum(credit for _name, _debit, credit in sums),
            }
        return context


class LedgerViewSet(ScreenViewSet):
    """Read only: entries are written by what happens to money."""

    name = "ledger"
    url_prefix = "financien/journaal"
    menu_label = _("Journaal")
    icon = "list-ul"
    policy_model = Order

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(LedgerView), name="index")]

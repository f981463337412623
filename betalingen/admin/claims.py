"""Claiming subsidies of funders: the list with its totals, one claim with its lines, and a way to begin one."""

from typing import Any, cast

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import registry as log_registry

from betalingen.actions.gather_claim import gather_claim
from betalingen.admin.claim_decisions import (
    DecideClaimView,
    GatherClaimView,
    ReceiveClaimView,
    SubmitClaimView,
    WriteOffClaimView,
)
from betalingen.admin.listing import DayColumn, EuroColumn
from betalingen.lifecycles import ClaimState
from betalingen.models import SubsidyClaim
from betalingen.queries.datasets import SUBSIDIES
from betalingen.queries.subsidy_claims import (
    by_title,
    claim_totals,
    claims_for_finance,
    funders,
    lines_of,
    open_claim,
    unclaimed_cents,
)
from cms.api import NotAllowed, Organisation, User
from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter

PER_PAGE = 100
YEARS_BACK = 5
ENDED = frozenset({ClaimState.GRANTED, ClaimState.RECEIVED})


def years() -> list[tuple[int, int]]:
    """This year and those before it that can still be claimed."""
    this = timezone.localdate().year
    return [(year, year) for year in range(this, this - YEARS_BACK - 1, -1)]


class ClaimFilterSet(WagtailFilterSet):
    state = StatusFilter(label=_("Stand"), choices=SubsidyClaim._meta.get_field("state").choices)
    funder = django_filters.ModelChoiceFilter(label=_("Financier"), queryset=lambda request: funders())  # noqa: ARG005
    year = django_filters.TypedChoiceFilter(label=_("Jaar"), choices=years, coerce=int)
    submitted_on = PeriodFilter(label=_("Ingediend in de periode"))

    class Meta:
        model = SubsidyClaim
        fields: list[str] = []


class ClaimIndexView(generic.IndexView):
    page_title = _("Subsidies")
    results_template_name = "betalingen/admin/claim_results.html"
    is_searchable = True
    search_fields = ["number"]
    search_backend_name = None
    filterset_class = ClaimFilterSet
    default_ordering = "-number"

    def get_base_queryset(self) -> Any:
        return claims_for_finance()

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        text = self.search_query
        found = Q(number__icontains=text) | Q(funder__name__icontains=text) | Q(funder_reference__icontains=text)
        for name in ("document__number", "document__order__number", "document__order__customer_name"):
            found |= Q(**{f"lines__{name}__icontains": text})
        found |= Q(receipts__bank_reference__icontains=text)
        return queryset.filter(pk__in=SubsidyClaim.objects.filter(found).values("pk"))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "number", label=_("Nummer"), get_url=self.get_inspect_url, sort_key="number", classname="bet-nowrap"
            ),
            Column("funder", label=_("Financier"), sort_key="funder__name"),
            Column("year", label=_("Jaar"), sort_key="year"),
            StatusTagColumn(
                "state",
                label=_("Stand"),
                accessor="get_state_display",
                sort_key="state",
                primary=lambda claim: claim.state in ENDED,
            ),
            DayColumn("submitted_on", label=_("Ingediend"), sort_key="submitted_on"),
            EuroColumn("claimed", label=_("Aangevraagd"), sort_key="claimed"),
            EuroColumn("granted_cents", label=_("Toegekend")),
            EuroColumn("received", label=_("Ontvangen")),
            EuroColumn("outstanding", label=_("Nog open"), sort_key="outstanding"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.user_has_permission("add"):
            return []
        return [HeaderButton(_("Nieuwe aanvraag"), url=reverse("claims:add"), icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = f"{reverse('exports:index')}?dataset={SUBSIDIES.key}"
        return [Button(_("Exporteer"), url=address, icon_name="download", priority=90)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"totals": claim_totals(self.get_queryset()), "unclaimed": unclaimed_cents()}


class ClaimInspectView(ReadOnlyScreen):
    """One claim: what it asks and of which lines it is made, what came of it, and what can be done now."""

    page_title = _("Subsidieaanvraag")

    def get_object(self, queryset: Any = None) -> Any:  # noqa: ARG002
        return get_object_or_404(claims_for_finance(), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claim: Any = self.object
        page = Paginator(lines_of(claim), PER_PAGE).get_page(self.request.GET.get("p"))
        difference = 0 if claim.granted_cents is None else claim.claimed - claim.granted_cents
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "claim": claim,
            "page_obj": page,
            "index_url": reverse("claims:inspect", args=[claim.pk]),
            "titles": by_title(claim),
            "receipts": claim.receipts.select_related("user"),
            "bank_lines": claim.bank_lines.select_related("statement"),
            "may_change": self.user_has_permission("change"),
            "may_settle": self.request.user.has_perm("betalingen.settle_order"),
            "to_receive": (claim.granted_cents or 0) - claim.received,
            "to_write_off": difference - claim.written_off_cents,
            "is_ended": claim.state in ENDED,
            "report_url": f"{reverse('exports:index')}?dataset={SUBSIDIES.key}&jaar={claim.year}",
            "log": log_registry.get_logs_for_instance(claim).select_related("user"),
        }


class NewClaimForm(forms.Form):
    """Of whom, and of which year."""

    funder = forms.ModelChoiceField(label=_("Financier"), queryset=Organisation.objects.none())
    year = forms.TypedChoiceField(
        label=_("Jaar"),
        coerce=int,
        choices=years,
        help_text=_("Alles wat tot en met dit jaar is gefactureerd en geleverd, en nog in geen aanvraag staat."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = funders()  # type: ignore[attr-defined]


class NewClaimView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[NewClaimForm]):
    """Gather what a funder owes; what is wrong with it stays in the form."""

    model = SubsidyClaim
    permission_required = "add"
    template_name = "betalingen/admin/claim_new.html"
    form_class = NewClaimForm
    page_title = _("Nieuwe aanvraag")
    header_icon = "plus"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("claims:index"), "label": _("Subsidies")},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: NewClaimForm) -> HttpResponse:
        asked = form.cleaned_data
        try:
            claim = gather_claim(funder=asked["funder"].pk, year=asked["year"], user=cast("User", self.request.user))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            begun = open_claim(funder=asked["funder"].pk, year=asked["year"])
            return self.render_to_response(self.get_context_data(form=form, begun=begun))
        return HttpResponseRedirect(reverse("claims:inspect", args=[claim.pk]))


class ClaimViewSet(ReadOnlyViewSet):
    """Claims are made of lines of orders and moved by actions; nothing in them is typed over."""

    model = SubsidyClaim
    name = "claims"
    url_prefix = "financien/subsidies"
    menu_label = _("Subsidies")
    icon = "group"
    list_per_page = 50
    index_view_class = ClaimIndexView
    inspect_view_class = ClaimInspectView
    inspect_template_name = "betalingen/admin/claim.html"
    add_to_reference_index = False
    offered = frozenset({"index", "index_results", "inspect"})
    absent = ReadOnlyViewSet.absent | {"history"}

    def own_urls(self) -> list[Any]:
        return [
            path("nieuw/", self.construct_view(NewClaimView), name="add"),
            path("verzamelen/<int:pk>/", self.construct_view(GatherClaimView), name="gather"),
            path("indienen/<int:pk>/", self.construct_view(SubmitClaimView), name="submit"),
            path("besluit/<int:pk>/", self.construct_view(DecideClaimView), name="decide"),
            path("ontvangen/<int:pk>/", self.construct_view(ReceiveClaimView), name="receive"),
            path("afboeken/<int:pk>/", self.construct_view(WriteOffClaimView), name="write_off"),
        ]

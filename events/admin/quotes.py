"""Offers in the admin: the list, the form, and one screen per version."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import registry as log_registry

from cms.api import EuroField, NotAllowed
from cms.staff import PeriodFilter, Screen, StatusFilter
from events.actions.change_quote import change_quote
from events.actions.draft_quote import draft_quote
from events.admin.closing_reports import ReportFileView, ReportView, SendReportView
from events.admin.contracts import (
    AttachEditionView,
    DetachEditionView,
    DraftAddendumView,
    DraftFollowUpView,
    PlanEditionsView,
)
from events.admin.listing import TemplateColumn
from events.admin.quote_decisions import ReviseQuoteView, SendQuoteView, WithdrawQuoteView
from events.admin.quote_form import quote_panels, suggested_quote
from events.lifecycles import QUOTE, QuoteStatus
from events.models import Quote, QuoteRequest
from events.queries.contracts import (
    addenda_of,
    editions_of_contract,
    employees_url,
    follow_ups_of,
    is_contract,
    progress_of,
)
from events.queries.follow_ups import CameOfIt, with_what_came_of_it
from events.queries.quote_pages import quote_preview
from events.queries.quote_sums import editions_offered, group_count, quote_sum, sum_of
from events.queries.snapshots import invitation_url, quote_view

MOST_LINES = 200


CAME_OF_IT = {
    CameOfIt.CONTRACT.value: gettext_lazy("werd een vervolgcontract"),
    CameOfIt.OFFER.value: gettext_lazy("vervolg aangeboden"),
    CameOfIt.NOTHING.value: gettext_lazy("nog geen vervolg"),
}


class PilotFilter(django_filters.MultipleChoiceFilter):
    """Pilots that led to any of what is ticked."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Pilots"),
            choices=list(CAME_OF_IT.items()),
            field_name="came_of_it",
            widget=CheckboxSelectMultiple,
        )

    def filter(self, qs: QuerySet[Quote], value: list[str]) -> QuerySet[Quote]:
        return qs.filter(is_pilot=True, came_of_it__in=value) if value else qs


class QuoteFilterSet(WagtailFilterSet):
    pilot = PilotFilter()
    status = StatusFilter(label=gettext_lazy("Stand"), choices=Quote._meta.get_field("status").choices)
    created_at = PeriodFilter(label=gettext_lazy("Gemaakt in de periode"))

    class Meta:
        model = Quote
        fields: list[str] = []


class QuoteIndexView(generic.IndexView):
    template_name = "events/admin/index.html"
    queryset = with_what_came_of_it(
        Quote.objects.select_related("request__offering", "vat_rule").prefetch_related("lines")
    )
    search_fields = ["number", "title", "request__organisation_name", "request__contact_name", "request__email"]
    search_backend_name = None
    filterset_class = QuoteFilterSet
    default_ordering = "-created_at"
    add_url = None  # an offer starts from what was asked

    def get_inspect_url(self, instance: Quote) -> str:
        """What is only asked has a screen of its own."""
        if instance.status == QuoteStatus.REQUESTED:
            return reverse("quote_requests:inspect", args=[instance.request_id])
        return reverse("quotes:inspect", args=[instance.pk])

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "organisation",
                label=gettext_lazy("Organisatie"),
                accessor="request.organisation_name",
                get_url=self.get_inspect_url,
                sort_key="request__organisation_name",
            ),
            Column("programme", label=gettext_lazy("Programma"), accessor="request.offering.title"),
            StatusTagColumn(
                "status",
                label=gettext_lazy("Stand"),
                accessor="get_status_display",
                sort_key="status",
                primary=lambda quote: quote.status in (QuoteStatus.SENT, QuoteStatus.ACCEPTED),
            ),
            TemplateColumn("total", label=gettext_lazy("Totaal"), template="events/admin/cells/quote_total.html"),
            TemplateColumn(
                "valid_until",
                label=gettext_lazy("Geldig tot en met"),
                template="events/admin/cells/valid_until.html",
                sort_key="valid_until",
            ),
            StatusTagColumn(
                "pilot",
                label=gettext_lazy("Pilot"),
                accessor=lambda quote: CAME_OF_IT[quote.came_of_it] if quote.is_pilot else "",
                primary=lambda quote: quote.came_of_it == CameOfIt.CONTRACT,
            ),
            TemplateColumn("number", label=gettext_lazy("Nummer"), template="events/admin/cells/quote_number.html"),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        for quote in context["object_list"]:
            quote.sum = quote_sum(quote)
        return context


class QuoteCreateView(generic.CreateView):
    """?request=<pk>: what was asked, which fills the form in."""

    page_title = gettext_lazy("Nieuwe offerte")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        asked = request.GET.get("request", "")
        self.quote_request = get_object_or_404(
            QuoteRequest.objects.select_related("offering"), pk=asked if asked.isdecimal() else None
        )
        super().setup(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Quote:
        return suggested_quote(self.quote_request)

    def get_add_url(self) -> str:
        return f"{super().get_add_url()}?request={self.quote_request.pk}"

    def save_instance(self) -> Quote:
        return draft_quote(request_id=self.quote_request.pk, facts=self.form.facts(), user=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        return _or_refusal(self, form, super().form_valid)

    def get_success_message(self, instance: Quote) -> str:
        return _("Het concept voor %(organisation)s is bewaard. Bekijk het en verstuur het.") % {
            "organisation": instance.request.organisation_name
        }

    def get_success_url(self) -> str:
        return reverse("quotes:inspect", args=[self.object.pk])


class QuoteEditView(generic.EditView):
    """Only a draft has a form; of any other version one looks at its screen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        quote = get_object_or_404(Quote, pk=self.kwargs["pk"])
        if quote.status != QuoteStatus.DRAFT and self.user_has_permission("change"):
            messages.info(request, _("Een offerte die is verstuurd verandert niet meer. Maak een nieuwe versie."))
            return HttpResponseRedirect(reverse("quotes:inspect", args=[quote.pk]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def save_instance(self) -> Quote:
        return change_quote(quote_id=self.object.pk, facts=self.form.facts(), user=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        return _or_refusal(self, form, super().form_valid)

    def get_success_url(self) -> str:
        return reverse("quotes:inspect", args=[self.object.pk])


def _or_refusal(view: Any, form: Any, store: Any) -> HttpResponse:
    """Store, or show the refusal of the action above the form, with everything that was typed."""
    try:
        response: HttpResponse = store(form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.reason))
        view.produced_error_message = view.get_error_message()
        response = view.form_invalid(form)
    return response


class QuoteSumView(PermissionCheckedMixin, View):
    """The sum of what is being typed: ?request=1&vat_rule=2&lines-0-quantity=3&lines-0-unit_price_cents=1.550,00."""

    model = Quote
    any_permission_required = ["add", "change"]

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = list(_typed_lines(request))
        form = quote_panels.bind_to_model(Quote).get_form_class()()
        try:
            vat_rule = form.fields["vat_rule"].clean(request.GET.get("vat_rule"))
        except ValidationError:
            vat_rule = None
        try:
            agreed = form.fields["edition_count"].clean(request.GET.get("edition_count"))
        except ValidationError:
            agreed = None
        largest = max((quantity for quantity, _cents in lines), default=0)
        asked = request.GET.get("request", "")
        quote_request = QuoteRequest.objects.filter(pk=asked).first() if asked.isdecimal() else None
        context = {
            "sum": sum_of(lines, vat_rule.terms) if vat_rule else None,
            "groups": group_count(quote_request, agreed or largest) if quote_request else None,
        }
        return render(request, "events/admin/quote_sum.html", context)


def _typed_lines(request: HttpRequest) -> Any:
    """The (quantity, cents) pairs that can be read already."""
    price = EuroField()
    for place in range(MOST_LINES):
        quantity = request.GET.get(f"lines-{place}-quantity", "")
        if not quantity.isdecimal() or request.GET.get(f"lines-{place}-DELETE"):
            continue
        try:
            yield int(quantity), price.clean(request.GET.get(f"lines-{place}-unit_price_cents", ""))
        except ValidationError:
            yield int(quantity), 0


class QuoteScreen(Screen):
    """The `inspect` view of one version of an offer."""

    page_title = gettext_lazy("Offerte")

    def get_object(self, queryset: Any = None) -> Quote:  # noqa: ARG002
        quotes = Quote.objects.select_related(
            "request__offering",
            "request__extends__request",
            "request__follows__request",
            "vat_rule",
            "contact",
            "order",
        )
        quote: Quote = get_object_or_404(quotes.prefetch_related("lines"), pk=self.pk)
        return quote

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        url = reverse("quotes:history", args=[self.object.pk])
        return [Button(gettext_lazy("Geschiedenis"), url=url, icon_name="history")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quote: Quote = self.object
        status = QuoteStatus(quote.status)
        may_change = self.user_has_permission("change")
        versions = quote.request.quotes.order_by("version")
        is_latest = quote.version == max(version.version for version in versions)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if is_contract(quote):
            editions = [(edition, invitation_url(edition)) for edition in editions_of_contract(quote)]
            context |= {
                "progress": progress_of(quote),
                "editions": editions,
                "can_detach": any(not edition.taken for edition, _url in editions),
                "addenda": addenda_of(quote),
                "follow_ups": follow_ups_of(quote),
                "employees_url": employees_url(quote),
                "can_plan": may_change,
            }
        return context | {
            "quote": quote,
            "sum": quote_sum(quote),
            "groups": group_count(quote.request, editions_offered(quote)),
            "versions": versions,
            "agreements": [line for line in quote.agreements.splitlines() if line.strip()],
            "personal_url": quote_view(quote).personal_url,
            "preview_url": reverse("quotes:preview", args=[quote.pk]),
            "can_edit": may_change and status is QuoteStatus.DRAFT,
            "can_send": may_change and QuoteStatus.SENT in QUOTE[status],
            "can_withdraw": may_change and QuoteStatus.WITHDRAWN in QUOTE[status],
            "can_revise": may_change
            and is_latest
            and status not in (QuoteStatus.REQUESTED, QuoteStatus.DRAFT, QuoteStatus.ACCEPTED),
            "log": log_registry.get_logs_for_instance(quote).select_related("user"),
        }


class QuotePreviewView(PermissionCheckedMixin, View):
    """The public page of an offer, also of a draft, without its buttons."""

    model = Quote
    any_permission_required = ["add", "change", "view"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        language = get_object_or_404(Quote.objects.select_related("request"), pk=pk).request.language
        with translation.override(language):
            return render(request, "events/quote.html", {"shown": quote_preview(pk), "form": None})


class QuoteViewSet(ModelViewSet):
    model = Quote
    name = "quotes"
    url_prefix = "inschrijvingen/offertes"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Offertes")
    list_per_page = 30
    edit_handler = quote_panels
    index_view_class = QuoteIndexView
    add_view_class = QuoteCreateView
    edit_view_class = QuoteEditView
    inspect_view_class = QuoteScreen
    inspect_view_enabled = True
    inspect_template_name = "events/admin/quote.html"
    create_template_name = "events/admin/quote_create.html"
    edit_template_name = "events/admin/quote_edit.html"
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {"delete_url_name": None, "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name not in ("delete", "usage")),
            path("totaal/", QuoteSumView.as_view(), name="sum"),
            path("voorbeeld/<int:pk>/", QuotePreviewView.as_view(), name="preview"),
            path("versturen/<int:pk>/", self.construct_view(SendQuoteView), name="send"),
            path("intrekken/<int:pk>/", self.construct_view(WithdrawQuoteView), name="withdraw"),
            path("nieuwe-versie/<int:pk>/", self.construct_view(ReviseQuoteView), name="revise"),
            path("edities/<int:pk>/", self.construct_view(PlanEditionsView), name="plan"),
            path("edities/koppelen/<int:pk>/", self.construct_view(AttachEditionView), name="attach"),
            path("edities/losmaken/<int:pk>/", self.construct_view(DetachEditionView), name="detach"),
            path("aanvulling/<int:pk>/", self.construct_view(DraftAddendumView), name="addendum"),
            path("eindverslag/<int:pk>/", self.construct_view(ReportView), name="report"),
            path("eindverslag/versturen/<int:pk>/", self.construct_view(SendReportView), name="send_report"),
            path("eindverslag/<int:pk>.pdf", ReportFileView.as_view(), name="report_file"),
            path("vervolg/<int:pk>/", self.construct_view(DraftFollowUpView), name="follow_up"),
        ]

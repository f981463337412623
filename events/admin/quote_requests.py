"""What organisations asked, in the admin: read only, for it is what somebody else wrote."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import registry as log_registry

from cms.staff import PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet
from events.admin.listing import TemplateColumn
from events.lifecycles import QuoteStatus
from events.models import Quote, QuoteRequest
from events.queries.quote_sums import group_count


class QuoteRequestFilterSet(WagtailFilterSet):
    created_at = PeriodFilter(label=gettext_lazy("Gevraagd in de periode"))

    class Meta:
        model = QuoteRequest
        fields: list[str] = []


class QuoteRequestIndexView(generic.IndexView):
    template_name = "events/admin/index.html"
    queryset = QuoteRequest.objects.select_related("offering").annotate(
        latest_status=Subquery(Quote.objects.filter(request=OuterRef("pk")).order_by("-version").values("status")[:1])
    )
    search_fields = ["organisation_name", "contact_name", "email", "offering__title"]
    search_backend_name = None
    filterset_class = QuoteRequestFilterSet
    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[Column]:
        states = dict(Quote._meta.get_field("status").flatchoices)
        return [
            TitleColumn(
                "organisation_name",
                label=gettext_lazy("Organisatie"),
                get_url=self.get_inspect_url,
                sort_key="organisation_name",
            ),
            Column("programme", label=gettext_lazy("Programma"), accessor="offering.title"),
            Column("head_count", label=gettext_lazy("Medewerkers"), sort_key="head_count"),
            Column("period", label=gettext_lazy("Gewenste periode")),
            StatusTagColumn(
                "state",
                label=gettext_lazy("Offerte"),
                accessor=lambda asked: states.get(asked.latest_status) or _("nog te maken"),
                primary=lambda asked: asked.latest_status in (None, QuoteStatus.REQUESTED),
            ),
            TemplateColumn(
                "created_at",
                label=gettext_lazy("Gevraagd op"),
                template="events/admin/cells/created.html",
                sort_key="created_at",
            ),
        ]


class QuoteRequestScreen(ReadOnlyScreen):
    page_title = gettext_lazy("Offerteaanvraag")

    def get_object(self, queryset: Any = None) -> QuoteRequest:  # noqa: ARG002
        return get_object_or_404(QuoteRequest.objects.select_related("offering"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked: QuoteRequest = self.object
        versions = list(asked.quotes.exclude(status=QuoteStatus.REQUESTED).order_by("version"))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "asked": asked,
            "groups": group_count(asked, 0),
            "versions": versions,
            "waiting": asked.quotes.filter(status=QuoteStatus.REQUESTED).first(),
            "can_draft": not versions and self.request.user.has_perm("events.add_quote"),
            "log": log_registry.get_logs_for_instance(asked).select_related("user"),
        }


class QuoteRequestViewSet(ReadOnlyViewSet):
    """What an organisation asked stays as it is."""

    model = QuoteRequest
    name = "quote_requests"
    url_prefix = "inschrijvingen/aanvragen"
    icon = "help"
    menu_label = gettext_lazy("Offerteaanvragen")
    list_per_page = 30
    index_view_class = QuoteRequestIndexView
    inspect_view_class = QuoteRequestScreen
    inspect_template_name = "events/admin/quote_request.html"
    offered = frozenset({"index", "index_results", "inspect"})
    absent = ReadOnlyViewSet.absent | {"history"}

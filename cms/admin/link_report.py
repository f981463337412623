"""The report of links to other sites, for who can mend them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.reports import ReportView

from cms.models import ExternalLink

State = ExternalLink.State

# What cms.outside notes when there was no answer, in words.
NO_ANSWER = {
    "gaierror": _("dit adres bestaat niet"),
    "TimeoutError": _("geen antwoord binnen tien seconden"),
    "ConnectionRefusedError": _("neemt niet op"),
    "SSLCertVerificationError": _("het certificaat klopt niet"),
    "redirects": _("verwijst steeds door"),
}


class LinkFilterSet(WagtailFilterSet):
    state = MultipleChoiceFilter(label=_("Stand"), choices=State.choices)

    class Meta:
        model = ExternalLink
        fields = ["state"]


class PagesColumn(Column):
    """The pages, each with the way to its editor."""

    cell_template_name = "cms/admin/cells/pages.html"


class LinkReportView(ReportView):
    """Every link with the pages it stands on; what is gone or doubtful first."""

    page_title = _("Links naar buiten")
    header_icon = "link"
    index_url_name = "vakwerk_links"
    index_results_url_name = "vakwerk_links_results"
    filterset_class = LinkFilterSet
    columns = [
        Column("url", label=_("Adres")),
        StatusTagColumn(
            "state",
            label=_("Stand"),
            accessor="get_state_display",
            primary=lambda link: link.state in {State.GONE, State.DOUBTFUL},
        ),
        Column("answer", label=_("Antwoord"), accessor=lambda link: NO_ANSWER.get(link.answer, link.answer)),
        Column("checked_at", label=_("Bekeken")),
        PagesColumn("pages", label=_("Staat op"), accessor=lambda link: link.pages.all()),
    ]
    list_export = ["url", "state", "answer", "checked_at"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("cms.view_externallink"):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[ExternalLink]:
        order = {State.GONE: 0, State.DOUBTFUL: 1, State.UNCHECKED: 2, State.NEW: 3, State.WORKS: 4}
        places = Case(*(When(state=state, then=Value(place)) for state, place in order.items()))
        links = ExternalLink.objects.filter(pages__isnull=False).distinct().prefetch_related("pages")
        return links.annotate(place=places).order_by("place", "url")

    def get_filename(self) -> str:
        return "links"

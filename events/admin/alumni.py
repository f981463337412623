"""Who took part and wants to hear of us afterwards: one list, to take along."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn

from cms.api import CellKind, SheetColumn, xlsx_response
from cms.staff import PeriodFilter, ReadOnlyViewSet, XlsxIndexView
from events.admin.listing import OfferingFilter
from events.models import Alumnus

CHUNK = 2000


class AlumnusColumn(TitleColumn):
    """Who it is, with the address underneath."""

    cell_template_name = "events/admin/cells/alumnus.html"


class AlumnusFilterSet(WagtailFilterSet):
    offering = OfferingFilter(label=_("Programma of webinar"), field_name="registration__edition__offering")
    joined_at = PeriodFilter(label=_("Toestemming in de periode"))

    class Meta:
        model = Alumnus
        fields: list[str] = []


class AlumnusIndexView(XlsxIndexView):
    queryset = Alumnus.objects.select_related("registration__booking", "registration__edition__offering")
    search_fields = ["registration__name", "registration__email", "registration__booking__organisation_name"]
    search_backend_name = None
    filterset_class = AlumnusFilterSet
    template_name = "events/admin/registration_index.html"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="alumnus"),
            AlumnusColumn(
                "name",
                accessor="registration.name",
                label=_("Deelnemer"),
                get_url=lambda alumnus: reverse("registrations:inspect", args=[alumnus.registration_id]),
                sort_key="registration__name",
                width="24%",
            ),
            Column("function", label=_("Functie"), accessor="registration.function"),
            Column(
                "organisation",
                label=_("Organisatie"),
                accessor="registration.booking.organisation_name",
                sort_key="registration__booking__organisation_name",
            ),
            Column("edition", label=_("Editie"), accessor="registration.edition", width="26%"),
            DateColumn("joined_at", label=_("Toestemming op"), sort_key="joined_at"),
        ]

    def as_xlsx(self, rows: QuerySet[Alumnus]) -> FileResponse:
        columns = [
            SheetColumn(gettext("Deelnemer"), width=26),
            SheetColumn(gettext("E-mailadres"), width=30),
            SheetColumn(gettext("Functie"), width=22),
            SheetColumn(gettext("Organisatie"), width=28),
            SheetColumn(gettext("Programma of webinar"), width=36),
            SheetColumn(gettext("Editie"), width=18),
            SheetColumn(gettext("Toestemming op"), CellKind.DATE, width=14),
        ]
        facts = rows.values_list(
            "registration__name",
            "registration__email",
            "registration__function",
            "registration__booking__organisation_name",
            "registration__edition__offering__title",
            "registration__edition__label",
            "joined_at",
        )
        name = f"alumni-{timezone.localdate():%Y-%m-%d}"
        return xlsx_response(columns, facts.iterator(CHUNK), filename=name, sheet=gettext("Alumni"))


class AlumnusViewSet(ReadOnlyViewSet):
    """Nobody adds a person here: they do that themselves, and take it back themselves. What is known of them stands with
    their registration."""

    model = Alumnus
    name = "alumni"
    url_prefix = "inschrijvingen/alumni"
    icon = "user"
    menu_label = _("Alumni")
    list_per_page = 50
    index_view_class = AlumnusIndexView
    inspect_view_enabled = False
    offered = frozenset({"index", "index_results"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {"edit_url_name": None, "inspect_url_name": None, "history_url_name": None}

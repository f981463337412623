"""Waiting lists in the admin: everybody who waits or waited, one screen for each, and the two decisions about them."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import registry as log_registry

from cms.api import messages_about
from cms.staff import DecisionView, PeriodFilter, ReadOnlyScreen, ReadOnlyViewSet, StatusFilter
from events.actions.leave_waiting_list import leave_waiting_list
from events.actions.offer_out_of_turn import offer_out_of_turn
from events.actions.refuse_late_request import refuse_late_request
from events.admin.listing import EditionFilter, TemplateColumn
from events.lifecycles import QUEUED, WaitingListStatus
from events.models import WaitingListEntry
from events.queries.edition_lists import editions_for_staff
from events.queries.registration_mails import with_lost_waiting_mail
from events.queries.snapshots import waiting_url
from events.queries.waiting_list import position_of


class WaiterColumn(TitleColumn):
    """Who it is, with the address underneath."""

    cell_template_name = "events/admin/cells/person.html"


class WaitingListFilterSet(WagtailFilterSet):
    edition = EditionFilter(label=gettext_lazy("Editie"), queryset=lambda _request: editions_for_staff())
    status = StatusFilter(label=gettext_lazy("Stand"), choices=WaitingListEntry._meta.get_field("status").choices)
    created_at = PeriodFilter(label=gettext_lazy("Op de lijst gekomen in de periode"))

    class Meta:
        model = WaitingListEntry
        fields = ["is_late"]


class WaitingListIndexView(generic.IndexView):
    queryset = with_lost_waiting_mail(WaitingListEntry.objects.select_related("edition__offering").order_by("-pk"))
    search_fields = ["name", "email", "organisation_name"]
    search_backend_name = None
    filterset_class = WaitingListFilterSet
    template_name = "events/admin/index.html"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            WaiterColumn("name", label=gettext_lazy("Wie"), get_url=self.get_inspect_url, sort_key="name", width="24%"),
            Column("organisation_name", label=gettext_lazy("Organisatie"), sort_key="organisation_name"),
            Column("edition", label=gettext_lazy("Editie"), width="26%"),
            Column("seats", label=gettext_lazy("Plaatsen"), sort_key="seats"),
            status_column(),
            TemplateColumn(
                "created_at",
                label=gettext_lazy("Op de lijst sinds"),
                template="events/admin/cells/created.html",
                sort_key="created_at",
            ),
        ]


def status_column() -> StatusTagColumn:
    """How somebody stands, with colour while they are in the queue."""
    return StatusTagColumn(
        "status",
        label=gettext_lazy("Stand"),
        accessor="get_status_display",
        sort_key="status",
        primary=lambda entry: entry.status in QUEUED,
    )


class WaitingListScreen(ReadOnlyScreen):
    """The `inspect` view: facts, the personal link, the decisions, and everything that happened."""

    page_title = gettext_lazy("Wachtlijst")

    def get_object(self, queryset: Any = None) -> WaitingListEntry:  # noqa: ARG002
        return get_object_or_404(WaitingListEntry.objects.select_related("edition__offering", "booking"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry: WaitingListEntry = self.object
        is_waiting = entry.status == WaitingListStatus.WAITING
        may_change = self.user_has_permission("change")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "entry": entry,
            "position": position_of(entry) if is_waiting and not entry.is_late else 0,
            "registration": entry.booking.registrations.order_by("pk").first() if entry.booking else None,
            "personal_url": waiting_url(entry),
            "can_offer": may_change and is_waiting,
            "can_refuse": may_change and is_waiting and entry.is_late,
            "can_remove": may_change and entry.status in QUEUED and not (is_waiting and entry.is_late),
            "mails": messages_about([f"waiting:{entry.public_id}"]),
            "log": log_registry.get_logs_for_instance(entry).select_related("user").order_by("-timestamp"),
        }


class WaitingDecisionView(DecisionView):
    model = WaitingListEntry
    index_url_name = "waiting_list:index"
    inspect_url_name = "waiting_list:inspect"
    template_name = "events/admin/waiting_decision.html"


class OfferOutOfTurnView(WaitingDecisionView):
    page_title = gettext_lazy("Bied nu een plaats aan")
    header_icon = "mail"
    button_label = gettext_lazy("Ja, bied aan")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        offer_out_of_turn(entry_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return _("%(name)s krijgt het aanbod per mail.") % {"name": self.object.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"passed": position_of(self.object) - 1, "offers": True}


class RemoveFromListView(WaitingDecisionView):
    page_title = gettext_lazy("Haal van de lijst")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, haal van de lijst")
    button_classname = "serious"

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        leave_waiting_list(entry_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return _("%(name)s staat niet meer op de lijst en krijgt daarvan bericht.") % {"name": self.object.name}


class RefuseLateRequestView(WaitingDecisionView):
    page_title = gettext_lazy("Wijs het verzoek af")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, wijs af")
    button_classname = "serious"

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        refuse_late_request(entry_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return _("%(name)s krijgt bericht dat het niet meer lukt.") % {"name": self.object.name}


class WaitingListViewSet(ReadOnlyViewSet):
    """No edit form and no deletion: a queue that staff could rewrite would be nobody's turn."""

    model = WaitingListEntry
    name = "waiting_list"
    url_prefix = "inschrijvingen/wachtlijst"
    icon = "time"
    menu_label = gettext_lazy("Wachtlijst")
    list_per_page = 50
    index_view_class = WaitingListIndexView
    inspect_view_class = WaitingListScreen
    inspect_template_name = "events/admin/waiting_list_entry.html"

    def own_urls(self) -> list[Any]:
        return [
            path("aanbieden/<int:pk>/", self.construct_view(OfferOutOfTurnView), name="offer"),
            path("afwijzen/<int:pk>/", self.construct_view(RefuseLateRequestView), name="refuse"),
            path("van-de-lijst/<int:pk>/", self.construct_view(RemoveFromListView), name="remove"),
        ]

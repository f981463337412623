"""One screen per edition: facts, days, people, money and log, with the buttons for what comes next."""

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import registry as log_registry

from cms.api import interested_count
from cms.staff import Screen
from events import hooks
from events.admin.listing import TemplateColumn
from events.admin.permissions import is_disposable
from events.contracts import SessionView
from events.lifecycles import EDITION, EditionStatus
from events.models import Edition, Session
from events.queries.certificates import certificate_count
from events.queries.composition import composition_of
from events.queries.edition_consequences import money_of, undecided
from events.queries.edition_hints import day_summary, hints, text_contradictions
from events.queries.edition_lists import editions_for_staff, registrations_for_staff, with_unnamed
from events.queries.fares import fare_of
from events.queries.hosts import TO_COME, hosts_of
from events.queries.interviews import slots_of
from events.queries.materials import materials_of
from events.queries.registration_mails import mails_of_edition
from events.queries.rooms import room_lines
from events.queries.session_people import double_bookings
from events.queries.snapshots import session_view
from events.queries.waiting_list import queue_of
from events.queries.workgroups import workgroup_places
from events.workgroups import workgroups_in

SHOWN_REGISTRATIONS: Final = 40
SHOWN_LOG_LINES: Final = 12

UNDER_WAY: Final = (EditionStatus.OPEN, EditionStatus.CONFIRMED)
HELD: Final = (EditionStatus.OPEN, EditionStatus.CONFIRMED, EditionStatus.COMPLETED)

# The view that decides, per state it leads to, in the order in which the buttons stand.
DECISIONS: Final = {
    EditionStatus.OPEN: ("open", _("Openzetten"), "button"),
    EditionStatus.CONFIRMED: ("confirm", _("Gaat door"), "button"),
    EditionStatus.COMPLETED: ("complete", _("Afronden"), "button"),
    EditionStatus.CANCELLED: ("cancel", _("Gaat niet door"), "button button-secondary no"),
}


class EditionScreen(Screen):
    """The `inspect` view of an edition."""

    page_title = _("Editie")

    class Media:
        css = {"all": ("events/admin/events.css",)}

    def get_object(self, queryset: Any = None) -> Edition:  # noqa: ARG002
        edition: Edition = generic.base.get_object_or_404(
            with_unnamed(editions_for_staff()).select_related("vat_rule", "subsidy_scheme__funder", "quote"), pk=self.pk
        )
        return edition

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [
            Button(_("Geschiedenis"), url=reverse("editions:history", args=[self.object.pk]), icon_name="history")
        ]
        if self.get_edit_url():
            buttons.insert(0, Button(_("Bewerken"), url=self.get_edit_url(), icon_name="edit", priority=10))
        if self.user_has_permission("add") and not self.object.is_webinar and self.object.first_at:
            copy = reverse("editions:copy", args=[self.object.pk])
            buttons.append(Button(_("Kopieer editie"), url=copy, icon_name="copy", priority=20))
        if self.get_delete_url() and is_disposable(self.object):
            buttons.append(Button(_("Weggooien"), url=self.get_delete_url(), icon_name="bin", priority=2000))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        edition: Edition = self.object
        sessions = list(edition.sessions.order_by("starts_at").prefetch_related("people__person__organisation"))
        views = [session_view(session) for session in sessions]
        fare = fare_of(edition, views)
        rooms = room_lines(views, edition.status)
        registrations = registrations_for_staff().filter(edition=edition)
        can_see_people = self.request.user.has_perm("events.view_registration")
        context |= {
            "edition": edition,
            "sessions": list(zip(sessions, rooms, strict=True)),
            "can_retry_rooms": self.user_has_permission("change") and any(room and room.fault for room in rooms),
            "day_summary": day_summary(views, timezone.now()),
            "hints": self._hints(views),
            "price": fare.charge(on=timezone.localdate()).subsidised if fare else None,
            "is_under_way": edition.status in UNDER_WAY,
            "still_needed": max(edition.minimum - edition.taken, 0),
            "edit_url": self.get_edit_url(),
            "decisions": self._decisions(),
            "money": money_of(edition),
            "interested": self._interested(),
            "reminders_url": reverse("editions:reminders", args=[edition.pk])
            if self.user_has_permission("change")
            else "",
            "can_see_people": can_see_people,
            "parts": self._parts() if can_see_people and self.user_has_permission("change") else [],
            "can_see_evaluation": self.request.user.has_perm("events.view_evaluation"),
            "registration_count": registrations.count() if can_see_people else 0,
            "registrations": Table(_registration_columns(edition), registrations[:SHOWN_REGISTRATIONS])
            if can_see_people
            else None,
            "materials": list(materials_of(edition)),
            "certificates": certificate_count(edition) if can_see_people and self._is_over(sessions) else None,
            "mails": mails_of_edition(edition) if can_see_people else [],
            "queue": list(queue_of(edition.pk)) if can_see_people else [],
            "slots": list(slots_of(edition)) if can_see_people and edition.has_intake else [],
            "hosts": hosts_of(edition, sessions) if can_see_people else [],
            "can_ask_hosts": EditionStatus(edition.status) in TO_COME,
            "workgroups": workgroup_places(edition.public_id, workgroups_in(edition.workgroups.raw_data))
            if can_see_people
            else [],
            "composition": composition_of(edition) if can_see_people and edition.quote_id else [],
            "now": timezone.now(),
            "log": log_registry.get_logs_for_instance(edition).select_related("user")[:SHOWN_LOG_LINES],
        }
        return context

    def _hints(self, sessions: Sequence[SessionView]) -> list[str]:
        """Nothing about what is over."""
        if self.object.status in (EditionStatus.COMPLETED, EditionStatus.CANCELLED):
            return []
        return [*hints(self.object, sessions), *double_bookings(self.object), *text_contradictions(self.object)]

    def _is_over(self, sessions: Sequence[Session]) -> bool:
        """Whether certificates can be given: everything was held."""
        is_held = bool(sessions) and all(session.ends_at <= timezone.now() for session in sessions)
        return self.object.status in HELD and is_held

    def _parts(self) -> list[tuple[str, Any]]:
        """The address and label of each screen of a plugin."""
        return [
            (reverse("editions:part", args=[self.object.pk, each.key, ""]), each.label)
            for each in hooks.edition_screens()
        ]

    def _interested(self) -> int:
        """How many still wait to hear that one can sign up."""
        if self.object.status not in UNDER_WAY or self.object.is_closed or not self.user_has_permission("change"):
            return 0
        return interested_count(self.object.offering.translation_key)

    def _decisions(self) -> list[dict[str, Any]]:
        if not self.user_has_permission("change"):
            return []
        possible = EDITION[EditionStatus(self.object.status)]
        last_at = self.object.last_at
        is_over = last_at is not None and last_at <= timezone.now() and not undecided(self.object).exists()
        if is_over:
            possible = possible - {EditionStatus.CONFIRMED}
        elif self.object.status == EditionStatus.OPEN:
            cockpit = reverse("editions:decide", args=[self.object.pk])
            return [{"url": cockpit, "label": _("Beslis of het doorgaat"), "classname": "button"}]
        return [
            {"url": reverse(f"editions:{name}", args=[self.object.pk]), "label": label, "classname": classname}
            for state, (name, label, classname) in DECISIONS.items()
            if state in possible
        ]


def _registration_columns(edition: Edition) -> list[Column]:
    """More columns would not fit beside the facts."""
    workgroup = [Column("workgroup", label=_("Werkgroep"), accessor="workgroup_title")] if edition.workgroups else []
    return [
        TitleColumn("name", label=_("Deelnemer"), accessor="shown_name", url_name="registrations:inspect"),
        Column("organisation", label=_("Organisatie"), accessor="booking.organisation_name"),
        *workgroup,
        StatusTagColumn(
            "status",
            label=_("Stand"),
            accessor="get_status_display",
            primary=lambda registration: registration.status in ("confirmed", "attended"),
        ),
        TemplateColumn("created_at", label=_("Ingeschreven op"), template="events/admin/cells/created.html")
        if edition.is_free
        else TemplateColumn("order", label=_("Order en bedrag"), template="events/admin/cells/order.html"),
    ]

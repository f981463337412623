"""The attendance list of an edition, to print: alphabetical, a column per day, room for a signature."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.admin.attendance import chosen_sessions
from events.models import Edition, Registration
from events.queries.attendance import expected_people
from events.queries.edition_lists import editions_for_staff
from events.queries.guests import guest_list_of, guests_for_staff


class AttendanceListView(PermissionCheckedMixin, TemplateView):
    """Of all days, or of ?bijeenkomst=; the page has no menu, so that it prints as it is."""

    model = Registration
    any_permission_required = ["view", "change"]
    template_name = "events/admin/attendance_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition: Edition = get_object_or_404(editions_for_staff(), pk=kwargs["pk"])
        sessions = chosen_sessions(list(edition.sessions.order_by("starts_at")), self.request)
        guest_list = guest_list_of(edition)
        with_guests = next((each for each in sessions if guest_list and each.pk == guest_list.session_id), None)
        return super().get_context_data(**kwargs) | {
            "edition": edition,
            "sessions": sessions,
            "with_guests": with_guests,
            "guests": guests_for_staff(edition) if with_guests else [],
            "registrations": expected_people(edition),
        }

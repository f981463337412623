"""The attendance list of an edition, to print: alphabetical, a column per day, room for a signature."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.admin.attendance import chosen_sessions
from events.models import Edition, Registration
from events.queries.attendance import expected_people
from events.queries.edition_lists import editions_for_staff


class AttendanceListView(PermissionCheckedMixin, TemplateView):
    """Of all days, or of ?bijeenkomst=; the page has no menu, so that it prints as it is."""

    model = Registration
    any_permission_required = ["view", "change"]
    template_name = "events/admin/attendance_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition: Edition = get_object_or_404(editions_for_staff(), pk=kwargs["pk"])
        return super().get_context_data(**kwargs) | {
            "edition": edition,
            "sessions": chosen_sessions(list(edition.sessions.order_by("starts_at")), self.request),
            "registrations": expected_people(edition),
        }

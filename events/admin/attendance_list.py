"""The attendance list of an edition, to print: alphabetical, a column per day, room for a signature."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.lifecycles import RegistrationStatus
from events.models import Edition, Registration
from events.queries.edition_lists import editions_for_staff

EXPECTED = (RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED, RegistrationStatus.ABSENT)


class AttendanceListView(PermissionCheckedMixin, TemplateView):
    """People with a definite place; the page has no menu, so that it prints as it is."""

    model = Registration
    any_permission_required = ["view", "change"]
    template_name = "events/admin/attendance_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition: Edition = get_object_or_404(editions_for_staff(), pk=kwargs["pk"])
        people = Registration.objects.filter(edition=edition, status__in=EXPECTED).select_related("booking")
        return super().get_context_data(**kwargs) | {
            "edition": edition,
            "sessions": list(edition.sessions.order_by("starts_at")),
            "registrations": sorted(people, key=lambda registration: _by_last_name(registration.name)),
        }


def _by_last_name(name: str) -> tuple[str, str]:
    """Sorted the Dutch way: on the last name proper, "Jan van den Berg" under the B."""
    words = name.split()
    last = words[-1] if words else ""
    return last.casefold(), name.casefold()

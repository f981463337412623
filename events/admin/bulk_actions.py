"""One decision about many registrations. Each is decided by itself, so that one refusal does not stop the others."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.api import MoveNotAllowed, NotAllowed
from events.actions.cancel_registration import cancel_registration
from events.actions.mark_attendance import Attendance, mark_attendance
from events.admin.registrations import RegistrationFilterSet, RegistrationIndexView
from events.lifecycles import RegistrationStatus
from events.models import Registration
from events.queries.edition_lists import registrations_for_staff


class RegistrationBulkAction(PermissionCheckedMixin, BulkAction):
    """Wagtail would run all in one transaction; ours each take their own, in the lock order of the house."""

    models = [Registration]
    permission_required = "change"
    template_name = "events/admin/bulk_action.html"
    question: Any = ""

    def act(self, registration: Registration) -> None:
        """Call the action for one registration."""
        raise NotImplementedError

    @classmethod
    def get_queryset(cls, model: type[Registration], object_ids: Any) -> QuerySet[Registration]:  # noqa: ARG003
        return registrations_for_staff().filter(pk__in=list(object_ids))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:  # noqa: ARG002
        """“All in this list” are those that the filters and the search let through."""
        listing = RegistrationIndexView(model=Registration, filterset_class=RegistrationFilterSet)
        listing.setup(self.request)
        listing.index_results_url = listing.index_url = "-"  # without an address Wagtail leaves the search out
        return listing.get_queryset().values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"question": self.question, "display_name": self.display_name}

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        registrations, _without_access = self.get_actionable_objects()
        done = 0
        for registration in registrations:
            try:
                self.act(registration)
            except NotAllowed as refusal:
                messages.error(self.request, f"{registration.name}: {refusal.reason}")
            except MoveNotAllowed:
                state = registration.get_status_display()
                messages.error(
                    self.request,
                    _("%(name)s: dit kan niet bij de stand “%(state)s”.") % {"name": registration.name, "state": state},
                )
            else:
                done += 1
        if done:
            messages.success(
                self.request,
                ngettext("%(count)d inschrijving bijgewerkt.", "%(count)d inschrijvingen bijgewerkt.", done)
                % {"count": done},
            )
        return HttpResponseRedirect(self.next_url)


class CancelRegistrations(RegistrationBulkAction):
    display_name = gettext_lazy("Afmelden")
    action_type = "cancel"
    aria_label = gettext_lazy("Meld de gekozen inschrijvingen af")
    action_priority = 30
    classes = {"serious"}
    question = gettext_lazy(
        "Deze deelnemers worden afgemeld en krijgen daarvan bericht. Hun plaats komt vrij; orders die alleen van hen zijn "
        "worden geannuleerd of terugbetaald."
    )

    def act(self, registration: Registration) -> None:
        cancel_registration(registration_id=registration.pk, user=self.request.user)


class _MarkRegistrations(RegistrationBulkAction):
    attendance: Attendance

    def act(self, registration: Registration) -> None:
        mark_attendance(registration_ids=[registration.pk], attendance=self.attendance, user=self.request.user)


class MarkAttended(_MarkRegistrations):
    display_name = gettext_lazy("Was aanwezig")
    action_type = "attended"
    aria_label = gettext_lazy("Noteer dat de gekozen deelnemers er waren")
    action_priority = 10
    attendance = RegistrationStatus.ATTENDED
    question = gettext_lazy("Deze deelnemers waren aanwezig.")


class MarkAbsent(_MarkRegistrations):
    display_name = gettext_lazy("Was afwezig")
    action_type = "absent"
    aria_label = gettext_lazy("Noteer dat de gekozen deelnemers er niet waren")
    action_priority = 20
    attendance = RegistrationStatus.ABSENT
    question = gettext_lazy("Deze deelnemers waren afwezig.")

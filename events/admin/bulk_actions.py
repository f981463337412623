"""One decision about many registrations."""

from django.utils.translation import gettext_lazy, ngettext

from cms.staff import DecisionOnMany
from events.actions.cancel_registration import cancel_registration
from events.actions.mark_attendance import Attendance, mark_attendance
from events.admin.registrations import RegistrationIndexView
from events.lifecycles import RegistrationStatus
from events.models import Registration


class RegistrationBulkAction(DecisionOnMany):
    models = [Registration]
    index_view = RegistrationIndexView
    template_name = "events/admin/bulk_action.html"

    def done(self, count: int) -> str:
        told = ngettext("%(count)d inschrijving bijgewerkt.", "%(count)d inschrijvingen bijgewerkt.", count)
        return told % {"count": count}


class CancelRegistrations(RegistrationBulkAction):
    display_name = gettext_lazy("Afmelden")
    action_type = "cancel"
    aria_label = gettext_lazy("Meld de gekozen inschrijvingen af")
    action_priority = 30
    classes = {"serious"}
    question = gettext_lazy(
        "Deze deelnemers worden afgemeld en krijgen daarvan bericht. Hun plaats komt vrij. Afmelden kost wat de regels van hun "
        "editie zeggen; de rest wordt gecrediteerd en teruggestort."
    )

    def act(self, row: Registration) -> None:
        cancel_registration(registration_id=row.pk, user=self.request.user)


class _MarkRegistrations(RegistrationBulkAction):
    attendance: Attendance

    def act(self, row: Registration) -> None:
        mark_attendance(registration_ids=[row.pk], attendance=self.attendance, user=self.request.user)


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

"""What staff decide about one registration; the same for many at once stands in bulk_actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.staff import DecisionView
from events.actions.cancel_registration import cancel_registration
from events.actions.mark_attendance import Attendance, mark_attendance
from events.actions.resend_confirmation import resend_confirmation
from events.lifecycles import RegistrationStatus
from events.models import Registration


class RegistrationDecisionView(DecisionView):
    model = Registration
    index_url_name = "registrations:index"
    inspect_url_name = "registrations:inspect"
    template_name = "events/admin/registration_decision.html"


class CancelRegistrationView(RegistrationDecisionView):
    page_title = gettext_lazy("Afmelden")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, meld af")
    button_classname = "serious"

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        cancel_registration(registration_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return _("%(name)s is afgemeld en krijgt daarvan bericht.") % {"name": self.object.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"order": self.object.booking.order, "cancels": True}


class MarkAttendedView(RegistrationDecisionView):
    page_title = gettext_lazy("Was aanwezig")
    header_icon = "tick"
    button_label = gettext_lazy("Ja, was aanwezig")
    attendance: Attendance = RegistrationStatus.ATTENDED

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        mark_attendance(registration_ids=[self.object.pk], attendance=self.attendance, user=self.staff)

    def get_success_message(self) -> str:
        return _("Aanwezigheid van %(name)s genoteerd.") % {"name": self.object.name}


class MarkAbsentView(MarkAttendedView):
    page_title = gettext_lazy("Was afwezig")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, was afwezig")
    attendance = RegistrationStatus.ABSENT


class ResendConfirmationView(RegistrationDecisionView):
    page_title = gettext_lazy("Stuur de bevestiging opnieuw")
    header_icon = "mail"
    button_label = gettext_lazy("Ja, stuur opnieuw")

    def decide(self, form: forms.Form) -> None:  # noqa: ARG002
        resend_confirmation(registration_id=self.object.pk, user=self.staff)

    def get_success_message(self) -> str:
        return _("De bevestiging is onderweg naar %(email)s.") % {"email": self.object.email}

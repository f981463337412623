"""What staff decide about one registration; the same for many at once stands in bulk_actions."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betalingen.api import GivingUp
from cms.api import EuroField
from cms.staff import DecisionView
from events.actions.cancel_registration import Decided, cancel_registration
from events.actions.mark_attendance import Attendance, mark_attendance
from events.actions.resend_confirmation import resend_confirmation
from events.lifecycles import RegistrationStatus
from events.models import Registration
from events.queries.leaving import Leaving, leaving


class RegistrationDecisionView(DecisionView):
    model = Registration
    index_url_name = "registrations:index"
    inspect_url_name = "registrations:inspect"
    template_name = "events/admin/registration_decision.html"


class CancelForm(forms.Form):
    """Costs other than the rule's need a reason; as long as nobody is bound there are none."""

    costs = EuroField(label=gettext_lazy("Kosten van afmelden"), help_text=gettext_lazy("Met btw, volgens de regel."))
    reason = forms.CharField(
        label=gettext_lazy("Waarom andere kosten?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Alleen als u van de regel afwijkt. Komt in de geschiedenis te staan."),
    )

    def __init__(self, *args: Any, money: GivingUp | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.money = money
        if money is None or not money.is_bound:
            del self.fields["costs"], self.fields["reason"]
        else:
            self.initial["costs"] = money.costs_cents

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        costs = cleaned.get("costs")
        if self.money and costs is not None:
            if costs > self.money.place_cents:
                self.add_error("costs", _("De kosten zijn hoogstens de prijs van de plaats."))
            if costs != self.money.costs_cents and not cleaned.get("reason"):
                self.add_error("reason", _("Schrijf op waarom u van de regel afwijkt."))
        return cleaned

    def decided(self) -> Decided | None:
        """None when there is nothing to decide about."""
        if "costs" not in self.fields:
            return None
        return Decided(self.cleaned_data["costs"], self.cleaned_data["reason"])


class CancelRegistrationView(RegistrationDecisionView):
    form_class = CancelForm
    page_title = gettext_lazy("Afmelden")
    header_icon = "cross"
    button_label = gettext_lazy("Ja, meld af")
    button_classname = "serious"

    @cached_property
    def leaving(self) -> Leaving:
        return leaving(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"money": self.leaving.money}

    def decide(self, form: Any) -> None:
        cancel_registration(registration_id=self.object.pk, user=self.staff, decided=form.decided())

    def get_success_message(self) -> str:
        return _("%(name)s is afgemeld en krijgt daarvan bericht.") % {"name": self.object.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "order": self.object.booking.order,
            "cancels": True,
            "leaving": self.leaving,
        }


class MarkAttendedView(RegistrationDecisionView):
    page_title = gettext_lazy("Was aanwezig")
    header_icon = "check"
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

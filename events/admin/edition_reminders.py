"""Which mails the clock sends about an edition, and which colleague hears of a booking; also for the edition of a webinar, which has no form of its own."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.staff import DecisionView
from events.actions.set_notify import set_notify
from events.actions.set_reminders import set_reminders
from events.models import Edition


class RemindersForm(forms.Form):
    day_before = forms.BooleanField(
        label=_("Herinnering op de werkdag ervoor, om 10.00 uur"),
        required=False,
        help_text=_("Voor elke bijeenkomst, met het agenda-item."),
    )
    hour_before = forms.BooleanField(
        label=_("Herinnering een uur voor de inloop"),
        required=False,
        help_text=_("Alleen als de bijeenkomst (ook) online is."),
    )
    thanks_after = forms.BooleanField(
        label=_("Mail na afloop, om 10.00 uur op de dag na de laatste bijeenkomst"), required=False
    )
    notify = forms.EmailField(
        label=_("Bericht van elke aanmelding naar"),
        required=False,
        help_text=_(
            "Een collega of een postbus. Leeg: alleen bij een intake komt er bericht, op het adres van de academie."
        ),
    )


class SetRemindersView(DecisionView):
    model = Edition
    index_url_name = "editions:index"
    inspect_url_name = "editions:inspect"
    form_class = RemindersForm
    page_title = _("Mails op tijd")
    header_icon = "mail"
    explanation = _("Deze mails gaan vanzelf. Verandert een datum of tijd, dan komt er een nieuwe herinnering.")
    button_label = _("Opslaan")
    success_message = _("De mails van %(object)s zijn ingesteld.")

    def get_initial(self) -> dict[str, Any]:
        edition: Edition = self.object
        return {
            "day_before": edition.reminds_day_before,
            "hour_before": edition.reminds_hour_before,
            "thanks_after": edition.thanks_after,
            "notify": edition.notify,
        }

    @transaction.atomic
    def decide(self, form: forms.Form) -> None:
        set_notify(edition_id=self.object.pk, email=form.cleaned_data.pop("notify"), user=self.staff)
        set_reminders(edition_id=self.object.pk, user=self.staff, **form.cleaned_data)

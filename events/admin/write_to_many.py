"""A message to the ticked registrations: write it, look at the first ones, send it."""

import uuid
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.api import RenderedMail
from events.actions.write_to_registration import write_to_registration
from events.admin.bulk_actions import RegistrationBulkAction
from events.mail_moments import MESSAGE, MailWords, check_words
from events.mails import preview
from events.models import Registration
from events.queries.mail_texts import message_placeholders
from events.queries.snapshots import registration_view

MOST: Final = 500
SHOWN: Final = 3


class MessageForm(forms.Form):
    """`form_key` makes that sending the form twice mails everybody once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = forms.CharField(label=gettext_lazy("Onderwerp"), max_length=200, initial=MESSAGE.subject)
    body = forms.CharField(
        label=gettext_lazy("Tekst"), widget=forms.Textarea(attrs={"rows": 10}), initial=MESSAGE.body, strip=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "subject" in cleaned and "body" in cleaned:
            for name, told in check_words(self.words(), message_placeholders()).items():
                self.add_error(name, told)
        return cleaned

    def words(self) -> MailWords:
        """What was typed."""
        return MailWords(self.cleaned_data["subject"], self.cleaned_data["body"].replace("\r\n", "\n").strip())


class WriteToRegistrations(RegistrationBulkAction):
    display_name = gettext_lazy("Stuur een bericht")
    action_type = "write"
    aria_label = gettext_lazy("Schrijf een mail aan de gekozen deelnemers")
    action_priority = 40
    form_class = MessageForm
    template_name = "events/admin/write_to_many.html"

    @cached_property
    def chosen(self) -> list[Registration]:
        """The ticked ones, or all that the filters let through."""
        return list(self.get_actionable_objects()[0])

    def form_valid(self, form: Any) -> HttpResponse:
        if len(self.chosen) > MOST:
            told = _("Kies er hooguit %(most)d tegelijk: verfijn het filter, bijvoorbeeld op editie.")
            form.add_error(None, told % {"most": MOST})
            again: HttpResponse = self.form_invalid(form)
            return again
        if "send" not in self.request.POST:
            shown = self._first_mails(form.words())
            looked: HttpResponse = self.render_to_response(self.get_context_data(form=form, shown=shown))
            return looked
        self.words, self.form_key = form.words(), form.cleaned_data["form_key"]
        return super().form_valid(form)

    def act(self, row: Registration) -> None:
        write_to_registration(registration_id=row.pk, words=self.words, form_key=self.form_key, user=self.request.user)

    def done(self, count: int) -> str:
        told = ngettext(
            "Het bericht gaat naar %(count)d deelnemer.", "Het bericht gaat naar %(count)d deelnemers.", count
        )
        return told % {"count": count}

    def _first_mails(self, words: MailWords) -> list[tuple[Registration, RenderedMail]]:
        return [(row, preview(MESSAGE, registration_view(row), words)) for row in self.chosen[:SHOWN]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"placeholders": message_placeholders(), "count": len(context["items"])}

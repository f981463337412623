"""Choosing a moment for the talk of an intake."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm
from events.models import InterviewSlot
from events.queries.wording import at


class ChooseInterviewForm(AcademyForm):
    """One of the moments that are free now."""

    slot = forms.TypedChoiceField(
        label=_("Wanneer komt het u uit?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Dit moment is niet meer vrij. Kies een ander.")},
    )

    def __init__(self, *args: Any, slots: Sequence[InterviewSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["slot"]
        choice.choices = [(str(slot.public_id), at(slot.starts_at)) for slot in slots]
        self.choice_hints = {
            "slot": {
                str(slot.public_id): _("%(minutes)s minuten met %(interviewer)s, %(where)s")
                % {
                    "minutes": slot.minutes,
                    "interviewer": slot.interviewer,
                    "where": slot.place or _("online"),
                }
                for slot in slots
            }
        }

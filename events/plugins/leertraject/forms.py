"""What participants type."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api import AcademyForm
from events.api import ALLOWED, LARGEST
from events.plugins.leertraject.actions.hand_in import HandedFile
from events.plugins.leertraject.actions.keep_wish import WishFacts
from events.plugins.leertraject.models import DatePoll, LearningWish, PollAnswer
from events.plugins.leertraject.polls import moment_told


class HandInForm(AcademyForm):
    text = forms.CharField(
        label=gettext_lazy("Uw tekst"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=gettext_lazy("Uw bestand"),
        required=False,
        help_text=ALLOWED,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png"}),
    )

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError([_("Dit bestand is te groot."), str(ALLOWED)])
        return file

    def handed_file(self) -> HandedFile | None:
        """Ask it of a form that is valid."""
        file = self.cleaned_data["file"]
        return HandedFile(file.name or "", file.read()) if file else None


class WishForm(AcademyForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"),
        choices=LearningWish.Kind.choices,
        initial=LearningWish.Kind.WISH.value,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Uw wens of voorstel"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    shared = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=LearningWish.Shared.choices,
        initial=LearningWish.Shared.PRIVATE.value,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Wat u met de groep deelt, lezen de andere deelnemers en de begeleiding. U kunt dit later veranderen."
        ),
    )

    def facts(self) -> WishFacts:
        """Ask it of a form that is valid."""
        return WishFacts(**self.cleaned_data)


class PollForm(AcademyForm):
    """A question for each moment; `given` are the answers so far."""

    def __init__(self, *args: Any, poll: DatePoll, given: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moments = {f"moment_{place}": moment for place, moment in enumerate(poll.moments.all(), 1)}
        for name, moment in self.moments.items():
            self.fields[name] = forms.ChoiceField(
                label=moment_told(poll, moment),
                choices=PollAnswer.Answer.choices,
                widget=forms.RadioSelect,
                initial=given.get(moment.pk),
                error_messages={"required": _("Maak een keuze.")},
            )

    def answers(self) -> Mapping[int, str]:
        """By the key of the moment; ask it of a form that is valid."""
        return {moment.pk: self.cleaned_data[name] for name, moment in self.moments.items()}

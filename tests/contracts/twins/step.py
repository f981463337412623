"""A sound step, and steps with one mistake each."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.api import AcademyForm, Organisation
from events.api import BookingDraft, Continue, EditionView, Refuse, Wait

NUMBERS: Iterator[int] = count()


class MotivationForm(AcademyForm):
    motivation = forms.CharField(label=_("Toelichting"), max_length=2000, widget=forms.Textarea)
    level = forms.ChoiceField(label=_("Niveau"), choices=[("new", "1"), ("senior", "2"), ("wrong", "3")])
    years = forms.IntegerField(label=_("Aantal"), min_value=1, max_value=50)


class Sound:
    """Passes everything, with each of the three outcomes."""

    key = "motivation"
    title: str | Promise = _("Toelichting")
    after = "participants"
    form_class: type[forms.BaseForm] = MotivationForm

    def applies_to(self, edition: EditionView) -> bool:
        return not edition.is_free

    def outcome(self, draft: BookingDraft) -> Continue | Wait | Refuse:
        match draft.answers[self.key]["level"]:
            case "senior":
                return Wait(_("Toelichting"))
            case "wrong":
                return Refuse(_("Toelichting"))
            case _:
                return Continue()


class ReservedKey(Sound):
    key = "payment"


class NoTitle(Sound):
    title = ""


class NoOutcome:
    key, title, after, form_class = Sound.key, Sound.title, Sound.after, Sound.form_class
    applies_to = Sound.applies_to


class AfterItself(Sound):
    after = "motivation"


class AfterNobody(Sound):
    after = "nobody"


class NoForm(Sound):
    form_class = Continue  # type: ignore[assignment]


class Upload(AcademyForm):
    letter = forms.FileField(label=_("Toelichting"))


class AsksForAFile(Sound):
    form_class = Upload


class ChoosyForm(MotivationForm):
    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class TakesNoPrefix(Sound):
    form_class = ChoosyForm


class CarelessForm(MotivationForm):
    def clean(self) -> dict[str, Any]:
        return {"motivation": self.cleaned_data["motivation"].upper()}


class FailsOnNothing(Sound):
    form_class = CarelessForm


class DateForm(AcademyForm):
    day = forms.DateField(label=_("Datum"))


class KeepsADate(Sound):
    form_class = DateForm

    def outcome(self, draft: BookingDraft) -> Continue:
        return Continue()


class SaysNothing(Sound):
    def outcome(self, draft: BookingDraft) -> Continue | Wait | Refuse:
        return None  # type: ignore[return-value]


class WaitsWithoutWords(Sound):
    def outcome(self, draft: BookingDraft) -> Wait:
        return Wait("")


class ChangesItsMind(Sound):
    def outcome(self, draft: BookingDraft) -> Refuse:
        return Refuse(f"nummer {next(NUMBERS)}")


class ChangesTheAnswers(Sound):
    def outcome(self, draft: BookingDraft) -> Continue | Wait | Refuse:
        outcome = super().outcome(draft)
        draft.answers[self.key]["level"] = "new"  # type: ignore[index]
        return outcome


class AppliesPerhaps(Sound):
    def applies_to(self, edition: EditionView) -> bool:
        return edition.label  # type: ignore[return-value]


class AsksTheDatabase(Sound):
    def applies_to(self, edition: EditionView) -> bool:
        return Organisation.objects.exists()

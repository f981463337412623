"""One more screen: what do you eat?"""

from django import forms

from cms.api import AcademyForm
from events.api import BookingDraft, Continue, EditionView, Refuse, Wait


class FoodForm(AcademyForm):
    food = forms.ChoiceField(
        label="Wat eet u?",
        choices=[("all", "Alles"), ("vegetarian", "Vegetarisch"), ("else", "Iets anders"), ("nothing", "Niets")],
        widget=forms.RadioSelect,
    )


class FoodStep:
    key = "food"
    title = "Eten"
    after = "participants"
    form_class = FoodForm

    def applies_to(self, edition: EditionView) -> bool:
        """There is no lunch online."""
        return any(session.mode != "online" for session in edition.sessions)

    def outcome(self, draft: BookingDraft) -> Continue | Wait | Refuse:
        match draft.answers[self.key]["food"]:
            case "nothing":
                return Refuse("Zonder lunch kunt u niet meedoen.")
            case "else":
                return Wait("We bellen u over de lunch.")
            case _:
                return Continue()

"""What editors build an edition's questions from."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from events.questions import Kind, Scope, options


class QuestionBlock(blocks.StructBlock):
    """One question."""

    label = blocks.CharBlock(label=gettext_lazy("Vraag"), max_length=200)
    help_text = blocks.CharBlock(label=gettext_lazy("Uitleg"), max_length=300, required=False)
    kind = blocks.ChoiceBlock(
        label=gettext_lazy("Soort antwoord"),
        choices=[
            (Kind.LINE.value, gettext_lazy("een paar woorden")),
            (Kind.TEXT.value, gettext_lazy("een stukje tekst")),
            (Kind.CHOICE.value, gettext_lazy("één keuze uit een rij")),
            (Kind.CONSENT.value, gettext_lazy("een vinkje om akkoord te gaan")),
            (Kind.FILE.value, gettext_lazy("een bestand (PDF, Word of foto)")),
        ],
        default=Kind.LINE.value,
    )
    choices = blocks.TextBlock(
        label=gettext_lazy("Keuzes"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Elke keuze op een eigen regel. Alleen bij een keuze uit een rij."),
    )
    label_en = blocks.CharBlock(label=gettext_lazy("Vraag in het Engels"), max_length=200, required=False)
    help_text_en = blocks.CharBlock(label=gettext_lazy("Uitleg in het Engels"), max_length=300, required=False)
    choices_en = blocks.TextBlock(
        label=gettext_lazy("Keuzes in het Engels"),
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "In dezelfde volgorde. Antwoorden bewaren we in het Nederlands. Wat leeg is, staat er in het Nederlands."
        ),
    )
    scope = blocks.ChoiceBlock(
        label=gettext_lazy("Wie antwoordt"),
        choices=[
            (Scope.PERSON.value, gettext_lazy("elke deelnemer")),
            (Scope.BOOKING.value, gettext_lazy("wie aanmeldt, één keer voor iedereen")),
        ],
        default=Scope.PERSON.value,
    )
    required = blocks.BooleanBlock(label=gettext_lazy("Moet worden beantwoord"), required=False)
    passing = blocks.BooleanBlock(
        label=gettext_lazy("Verwijder de antwoorden na afloop"),
        required=False,
        help_text=gettext_lazy(
            "Voor dieet en toegankelijkheid: twee weken na de laatste bijeenkomst zijn de antwoorden weg."
        ),
    )
    asked_after = blocks.CharBlock(
        label=gettext_lazy("Alleen vragen na"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("De woorden van een eerdere vraag met een keuze of een vinkje. Leeg: altijd vragen."),
    )
    asked_when = blocks.CharBlock(
        label=gettext_lazy("als het antwoord is"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Eén van de keuzes van die vraag. Leeg bij een vinkje."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["kind"] == Kind.CHOICE and len(options(cleaned["choices"])) < 2:
            raise StructBlockValidationError({"choices": ValidationError(_("Geef minstens twee keuzes."))})
        english = options(cleaned["choices_en"])
        if english and len(english) != len(options(cleaned["choices"])):
            told = _("Geef evenveel keuzes als in het Nederlands, in dezelfde volgorde.")
            raise StructBlockValidationError({"choices_en": ValidationError(told)})
        return cleaned

    class Meta:
        icon = "help"
        label = gettext_lazy("Vraag")
        description = gettext_lazy("Een eigen vraag: tekst, een keuze, een vinkje of een bestand.")
        preview_value = {"label": gettext_lazy("Heeft u een dieet?"), "kind": Kind.LINE.value}


class NeedsBlock(QuestionBlock):
    """The usual question about diet and access: one for both, so that nobody has to say what it is about."""

    class Meta:
        icon = "user"
        label = gettext_lazy("Dieet en toegankelijkheid")
        description = gettext_lazy("De gebruikelijke vraag, al ingevuld; de antwoorden gaan na afloop weg.")
        default = {
            "label": "Waar moeten we rekening mee houden?",
            "help_text": (
                "Bijvoorbeeld een dieet of allergie, een ringleiding of een plaats voor een rolstoel. Niets? Laat dit leeg. We "
                "gebruiken het alleen voor de zaal en het eten; twee weken na de laatste bijeenkomst verwijderen we het."
            ),
            "label_en": "What should we take into account?",
            "help_text_en": (
                "For example a diet or allergy, a hearing loop or room for a wheelchair. Nothing? Leave this empty. We use "
                "it for the room and the food only; two weeks after the last session we delete it."
            ),
            "kind": Kind.LINE.value,
            "passing": True,
        }
        preview_value = default


class HopesBlock(QuestionBlock):
    """The usual question about what somebody comes for."""

    class Meta:
        icon = "edit"
        label = gettext_lazy("Wat men hoopt te leren")
        description = gettext_lazy("De gebruikelijke vraag, al ingevuld.")
        default = {
            "label": "Wat hoopt u te leren?",
            "help_text": "Een of twee zinnen. Wie het programma geeft leest het.",
            "label_en": "What do you hope to learn?",
            "help_text_en": "One or two sentences. Whoever teaches the programme reads it.",
            "kind": Kind.TEXT.value,
        }
        preview_value = default


class QuestionsBlock(blocks.StreamBlock):
    """Questions in the order in which they are asked; a condition names an earlier one. Those that are asked often come filled in;
    whatever the type, the value is that of a question."""

    question = QuestionBlock()
    needs = NeedsBlock()
    hopes = HopesBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        mistakes = _asked_twice(cleaned)
        earlier: dict[str, Any] = {}
        for number, child in enumerate(cleaned):
            told = _condition_mistake(child.value, earlier)
            if told and number not in mistakes:
                mistakes[number] = StructBlockValidationError(
                    {name: ValidationError(message) for name, message in told.items()}
                )
            earlier[child.value["label"]] = child.value
        if mistakes:
            raise StreamBlockValidationError(block_errors=mistakes)
        return cleaned

    class Meta:
        required = False


class EvaluationQuestionBlock(QuestionBlock):
    """One question to somebody who was there; it is asked of everybody, and the answers stay."""

    kind = blocks.ChoiceBlock(
        label=gettext_lazy("Soort antwoord"),
        choices=[
            (Kind.TEXT.value, gettext_lazy("een stukje tekst")),
            (Kind.CHOICE.value, gettext_lazy("één keuze uit een rij")),
            (Kind.GRADE.value, gettext_lazy("een cijfer van 1 tot en met 10")),
        ],
        default=Kind.TEXT.value,
    )
    scope = None
    passing = None
    asked_after = None
    asked_when = None

    class Meta:
        preview_value = {"label": gettext_lazy("Wat kan beter?"), "kind": Kind.TEXT.value}


class EvaluationQuestionsBlock(blocks.StreamBlock):
    """Questions of an evaluation, in the order in which they are asked."""

    question = EvaluationQuestionBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        mistakes = _asked_twice(cleaned)
        if mistakes:
            raise StreamBlockValidationError(block_errors=mistakes)
        return cleaned

    class Meta:
        required = False


class WorkgroupBlock(blocks.StructBlock):
    """One workgroup."""

    title = blocks.CharBlock(label=gettext_lazy("Titel"), max_length=160)
    capacity = blocks.IntegerBlock(label=gettext_lazy("Aantal plaatsen"), min_value=1, max_value=10_000)
    host = blocks.CharBlock(label=gettext_lazy("Begeleider"), max_length=160, required=False)
    description = blocks.TextBlock(
        label=gettext_lazy("Omschrijving"),
        rows=2,
        max_length=400,
        required=False,
        help_text=gettext_lazy("Eén of twee zinnen, waarmee een deelnemer kan kiezen."),
    )
    title_en = blocks.CharBlock(label=gettext_lazy("Titel in het Engels"), max_length=160, required=False)
    description_en = blocks.TextBlock(
        label=gettext_lazy("Omschrijving in het Engels"), rows=2, max_length=400, required=False
    )

    class Meta:
        icon = "group"
        label = gettext_lazy("Werkgroep")
        preview_value = {"title": gettext_lazy("Toezicht in de wijk"), "capacity": 12}


class WorkgroupsBlock(blocks.StreamBlock):
    """The workgroups that a participant chooses one of."""

    workgroup = WorkgroupBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        counted = Counter(child.value["title"] for child in cleaned)
        told = ValidationError(_("Twee werkgroepen met dezelfde titel zijn niet uit elkaar te houden."))
        mistakes = {
            number: StructBlockValidationError({"title": told})
            for number, child in enumerate(cleaned)
            if counted[child.value["title"]] > 1
        }
        if mistakes:
            raise StreamBlockValidationError(block_errors=mistakes)
        return cleaned

    class Meta:
        required = False


def _asked_twice(questions: Any) -> dict[int, StructBlockValidationError]:
    """The questions whose words are those of another, by their number."""
    counted = Counter(child.value["label"] for child in questions)
    told = ValidationError(_("Twee vragen met dezelfde woorden zijn niet uit elkaar te houden."))
    return {
        number: StructBlockValidationError({"label": told})
        for number, child in enumerate(questions)
        if counted[child.value["label"]] > 1
    }


def _condition_mistake(question: Any, earlier: dict[str, Any]) -> dict[str, str]:
    """What is wrong with the condition of a question, by field."""
    if not question["asked_after"]:
        return {}
    before = earlier.get(question["asked_after"])
    if before is None or before["scope"] != question["scope"]:
        return {"asked_after": _("Er is geen eerdere vraag met deze woorden aan dezelfde persoon.")}
    match before["kind"]:
        case Kind.CHOICE if question["asked_when"] not in options(before["choices"]):
            return {"asked_when": _("Dit is geen keuze bij die vraag.")}
        case Kind.LINE | Kind.TEXT | Kind.FILE:
            return {"asked_after": _("Kies een vraag met een keuze of een vinkje.")}
        case _:
            return {}

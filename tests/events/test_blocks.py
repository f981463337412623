from typing import Any

import pytest
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError

from events.blocks import QuestionsBlock
from events.questions import questions_in
from tests.events.questions import DIET, LUNCH, PHOTO, WHY, stored

BLOCK = QuestionsBlock()


def cleaned(*questions: dict[str, Any]) -> StreamValue:
    value: StreamValue = BLOCK.clean(BLOCK.to_python(list(questions)))
    return value


def mistakes(*questions: dict[str, Any]) -> dict[int, dict[str, str]]:
    """What the editor reads, by the number of the question and its field."""
    with pytest.raises(StreamBlockValidationError) as refusal:
        cleaned(*questions)
    return {
        number: {name: " ".join(each.messages) for name, each in error.block_errors.items()}
        for number, error in refusal.value.block_errors.items()
    }


def test_questions_with_conditions_on_earlier_ones_are_fine() -> None:
    after_photo = stored("who", "Wie mag ze zien?", asked_after="Ik vind foto’s goed.")

    assert [child.id for child in cleaned(LUNCH, DIET, WHY, PHOTO, after_photo)] == [
        "lunch",
        "diet",
        "why",
        "photo",
        "who",
    ]
    assert len(cleaned()) == 0


@pytest.mark.parametrize("choices", ["", "Ja", "Ja\n\n"])
def test_a_choice_is_between_two_at_least(choices: str) -> None:
    lonely = stored("lunch", "Eet u mee?", kind="choice", choices=choices)

    assert mistakes(lonely) == {0: {"choices": "Geef minstens twee keuzes."}}


def test_english_choices_are_as_many_as_the_dutch() -> None:
    lunch = {"kind": "choice", "choices": "Ja\nNee"}

    assert cleaned(stored("lunch", "Eet u mee?", choices_en="Yes\nNo", **lunch))
    assert mistakes(stored("lunch", "Eet u mee?", choices_en="Yes", **lunch)) == {
        0: {"choices_en": "Geef evenveel keuzes als in het Nederlands, in dezelfde volgorde."}
    }


def test_a_condition_on_a_question_that_comes_later_or_to_somebody_else_is_refused() -> None:
    said = "Er is geen eerdere vraag met deze woorden aan dezelfde persoon."
    of_booker = stored("lunch", "Eet u mee?", kind="choice", choices="Ja\nNee", scope="booking")

    assert mistakes(DIET, LUNCH) == {0: {"asked_after": said}}
    assert mistakes(of_booker, DIET) == {1: {"asked_after": said}}


def test_a_condition_on_an_answer_that_nobody_can_give_is_refused() -> None:
    maybe = stored("diet", "Wat eet u niet?", asked_after="Eet u mee?", asked_when="Misschien")
    on_text = stored("more", "Wat nog meer?", asked_after="Functie?")

    assert mistakes(LUNCH, maybe) == {1: {"asked_when": "Dit is geen keuze bij die vraag."}}
    assert mistakes(stored("function", "Functie?"), on_text) == {
        1: {"asked_after": "Kies een vraag met een keuze of een vinkje."}
    }


def test_two_questions_with_the_same_words_are_refused() -> None:
    said = "Twee vragen met dezelfde woorden zijn niet uit elkaar te houden."

    assert mistakes(WHY, stored("again", "Waarom nu?")) == {0: {"label": said}, 1: {"label": said}}


def usual(kind: str, key: str = "usual") -> dict[str, Any]:
    block = BLOCK.child_blocks[kind]
    return {"type": kind, "id": key, "value": block.get_prep_value(block.get_default())}


@pytest.mark.parametrize(("kind", "is_deleted_after"), [("needs", True), ("hopes", False)])
def test_what_is_asked_often_comes_filled_in_and_in_both_languages(kind: str, *, is_deleted_after: bool) -> None:
    (question,) = questions_in(BLOCK.get_prep_value(cleaned(usual(kind))))
    assert (question.key, question.scope, question.required) == ("usual", "person", False)
    assert all((question.label, question.help_text, question.label_en, question.help_text_en))
    assert question.passing is is_deleted_after
    assert ("verwijderen" in question.help_text, "delete" in question.help_text_en) == (question.passing,) * 2


def test_the_usual_question_twice_is_a_mistake_like_any_other() -> None:
    assert set(mistakes(usual("needs", "one"), usual("needs", "two"))) == {0, 1}

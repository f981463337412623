from typing import Any

import pytest
from django.utils import translation

from events.questions import Answer, Scope
from events.steps.questions import BookingQuestionsForm, QuestionsForm, QuestionsStep, asking
from tests.contracts.views import edition, session
from tests.events.questions import DIET, LUNCH, PHOTO, WHY, asked, stored


def form(*questions: dict[str, Any], **typed: str) -> QuestionsForm:
    """The form with what was typed under the keys of the questions."""
    data = {f"p0-question-{key}": value for key, value in typed.items()}
    return asking(QuestionsForm, asked(*questions))(data, prefix="p0")


def test_answers_keep_the_words_of_their_question() -> None:
    filled = form(LUNCH, DIET, PHOTO, lunch="Ja", diet=" noten ", photo="on")

    assert filled.is_valid()
    assert filled.given(Scope.PERSON) == [
        Answer(key="lunch", label="Eet u mee?", answer="Ja"),
        Answer(key="diet", label="Wat eet u niet?", answer="noten", passing=True),
        Answer(key="photo", label="Ik vind foto’s goed.", answer="ja"),
    ]


def test_a_question_that_turns_out_not_to_be_asked_is_not_required_and_its_answer_not_kept() -> None:
    filled = form(LUNCH, DIET, lunch="Nee", diet="noten")

    assert filled.is_valid()
    assert [answer.key for answer in filled.given(Scope.PERSON)] == ["lunch"]
    assert form(LUNCH, DIET, lunch="Nee").is_valid()


def test_a_question_that_is_asked_is_required() -> None:
    filled = form(LUNCH, DIET, lunch="Ja")

    assert filled.errors == {"question-diet": ["Vul dit in."]}


def test_a_condition_reaches_through_the_questions_between() -> None:
    brand = stored("brand", "Welk merk?", required=True, asked_after="Ik drink melk.")
    milk = stored("milk", "Ik drink melk.", kind="consent", asked_after="Eet u mee?", asked_when="Ja")

    assert form(LUNCH, milk, brand, lunch="Ja", milk="on").errors == {"question-brand": ["Vul dit in."]}
    # Ticked, and then lunch was refused: a browser sends the tick along all the same.
    assert form(LUNCH, milk, brand, lunch="Nee", milk="on").is_valid()


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        (DIET, "Alleen als u bij “Eet u mee?” koos voor “Ja”."),
        (
            stored("who", "Wie?", asked_after="Ik vind foto’s goed.", help_text="Namen."),
            "Alleen als u een vinkje zette bij “Ik vind foto’s goed.”. Namen.",
        ),
    ],
)
def test_the_condition_is_said_in_words(question: dict[str, Any], condition: str) -> None:
    shown = asking(QuestionsForm, asked(LUNCH, PHOTO, question))(prefix="p0")

    assert shown.fields[f"question-{question['id']}"].help_text == condition


def test_the_step_asks_only_what_the_booker_is_asked() -> None:
    step = QuestionsStep()
    asks = edition(session(), questions=asked(LUNCH, WHY))

    assert step.applies_to(asks)
    assert not step.applies_to(edition(session(), questions=asked(LUNCH)))
    assert list(step.form_for(asks)().fields) == ["question-why"]


def test_what_the_step_cleans_can_be_kept() -> None:
    filled = asking(BookingQuestionsForm, asked(WHY))({"question-why": "Omdat."})

    assert filled.is_valid()
    assert filled.cleaned_data == {
        "given": [{"key": "why", "label": "Waarom nu?", "answer": "Omdat.", "passing": False, "upload": ""}]
    }


def test_an_answer_is_the_same_value_in_whatever_language_it_was_chosen() -> None:
    english = {"label_en": "Will you join lunch?", "choices_en": "Yes\nNo"}
    lunch = stored("lunch", "Eet u mee?", kind="choice", choices="Ja\nNee", **english)
    with translation.override("en"):
        filled = form(lunch, DIET, PHOTO, lunch="Ja", diet="nuts", photo="on")
        assert filled.is_valid()
        html = str(filled)
        assert filled.given(Scope.PERSON) == [
            Answer(key="lunch", label="Eet u mee?", answer="Ja"),
            Answer(key="diet", label="Wat eet u niet?", answer="nuts", passing=True),
            Answer(key="photo", label="Ik vind foto’s goed.", answer="ja"),
        ]
        assert form(lunch, DIET, lunch="Yes").errors.keys() == {"question-lunch"}
    assert "Will you join lunch?" in html
    assert 'value="Ja"' in html
    assert "<b>Yes</b>" in html
    assert 'data-asked-when="Ja"' in html
    assert "“Will you join lunch?”" in html  # when the next one is asked, in words
    assert html.count('lang="nl"') == 2  # those without English
    assert 'lang="nl"' not in str(form(lunch, DIET, PHOTO))

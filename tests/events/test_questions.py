from django.utils import translation

from events.questions import Scope, of_scope, options, told
from tests.events.questions import DIET, LUNCH, PHOTO, WHY, asked, stored


def test_a_question_keeps_its_key_and_knows_the_question_before_it_by_key() -> None:
    lunch, diet, why = asked(LUNCH, DIET, WHY)

    assert (lunch.key, lunch.label, lunch.kind, lunch.choices, lunch.required) == (
        "lunch",
        "Eet u mee?",
        "choice",
        ("Ja", "Nee"),
        True,
    )
    assert (diet.asked_after, diet.asked_when, diet.passing) == ("lunch", "Ja", True)
    assert of_scope((lunch, diet, why), Scope.PERSON) == (lunch, diet)
    assert of_scope((lunch, diet, why), Scope.BOOKING) == (why,)


def test_a_condition_on_words_that_no_earlier_question_has_counts_as_none() -> None:
    diet, _lunch = asked(DIET, LUNCH)

    assert diet.asked_after == ""


def test_choices_stand_one_on_a_line() -> None:
    assert options(" Ja \n\n Nee, dank u\r\n") == ("Ja", "Nee, dank u")


def test_an_english_reader_reads_question_and_answer_in_english_while_dutch_is_stored() -> None:
    english = {"label_en": "Will you join lunch?", "choices_en": "Yes\nNo", "help_text_en": "It is free."}
    (lunch, photo) = asked(stored("lunch", "Eet u mee?", kind="choice", choices="Ja\nNee", **english), PHOTO)
    answers = [
        {"key": "lunch", "label": "Eet u mee?", "answer": "Nee"},
        {"key": "photo", "label": "Ik vind foto’s goed.", "answer": "ja"},
        {"key": "gone", "label": "Wat nog meer?", "answer": "Niets"},
    ]
    assert told(answers, [lunch, photo]) == answers
    with translation.override("en"):
        assert (lunch.label_text, lunch.help_words) == ("Will you join lunch?", "It is free.")
        assert [(each["label"], each["answer"]) for each in told(answers, [lunch, photo])] == [
            ("Will you join lunch?", "No"),
            ("Ik vind foto’s goed.", "yes"),
            ("Wat nog meer?", "Niets"),
        ]

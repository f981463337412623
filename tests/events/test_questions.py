from events.questions import Scope, of_scope, options
from tests.events.questions import DIET, LUNCH, WHY, asked


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

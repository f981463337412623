"""Questions of an edition as the admin stores them, for tests."""

from typing import Any

from events.questions import Question, questions_in


def stored(key: str, label: str, **changes: Any) -> dict[str, Any]:
    """One question in a stream: of each participant, in a few words, unless told otherwise."""
    value = {
        "label": label,
        "help_text": "",
        "kind": "line",
        "choices": "",
        "scope": "person",
        "required": False,
        "passing": False,
        "asked_after": "",
        "asked_when": "",
        **changes,
    }
    return {"type": "question", "id": key, "value": value}


def asked(*questions: dict[str, Any]) -> tuple[Question, ...]:
    return questions_in(questions)


LUNCH = stored("lunch", "Eet u mee?", kind="choice", choices="Ja\nNee", required=True)
DIET = stored("diet", "Wat eet u niet?", required=True, passing=True, asked_after="Eet u mee?", asked_when="Ja")
WHY = stored("why", "Waarom nu?", kind="text", scope="booking", required=True)
PHOTO = stored("photo", "Ik vind foto’s goed.", kind="consent")
CV = stored("cv", "Stuur uw cv mee", kind="file", required=True, passing=True)
ORDER = stored("order", "De opdrachtbrief", kind="file", scope="booking")

A_PDF = b"%PDF-1.7\n%a curriculum vitae"

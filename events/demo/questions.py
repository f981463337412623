"""What an editor would ask of participants, and let them choose from; and what some of them answer."""

import uuid
from typing import Any, Final

from events.questions import Answer


def _question(label: str, **changes: str | bool) -> dict[str, Any]:
    value = {"label": label, "kind": "line", "scope": "person", **changes}
    return {"type": "question", "id": str(uuid.uuid5(uuid.NAMESPACE_URL, label)), "value": value}


def answered(question: dict[str, Any], answer: str, *, upload: str = "") -> Answer:
    """What somebody says to one of the questions below; `upload` is the public id of a file."""
    value = question["value"]
    return Answer(
        key=question["id"],
        label=value["label"],
        answer=answer,
        passing=value.get("passing", False),
        upload=upload,
    )


NETWORK_QUESTIONS: Final = [
    _question(
        "Wat wilt u het liefst leren?",
        kind="text",
        help_text="Eén of twee zinnen; de groep maakt er het programma mee.",
    ),
    _question("Eet u mee met de lunch?", kind="choice", choices="Ja\nNee", required=True),
    _question(
        "Waar houden we rekening mee?",
        help_text="Een dieet of allergie.",
        passing=True,
        asked_after="Eet u mee met de lunch?",
        asked_when="Ja",
    ),
    _question(
        "Wat heeft u nodig om mee te kunnen doen?",
        help_text="Bijvoorbeeld een ringleiding, een rolstoelplaats of een tolk.",
        passing=True,
    ),
    _question("Kan uw organisatie een dag ontvangen?", kind="choice", choices="Ja, graag\nNu niet", scope="booking"),
]

ADVISER_QUESTIONS: Final = [
    _question(
        "Stuur een advies mee dat u schreef",
        kind="file",
        help_text="Het liefst een dat niet werd gevolgd. We bespreken het in het gesprek.",
        passing=True,
    ),
]

WEBINAR_QUESTIONS: Final = [
    _question("Welke regel zou u morgen schrappen?", kind="text", help_text="We leggen er drie voor aan de gast."),
    _question("Werkt u zelf in de uitvoering?", kind="choice", choices="Ja\nNee, wel met mensen die dat doen\nNee"),
    _question("Stuur een voorbeeld mee", kind="file", asked_after="Werkt u zelf in de uitvoering?", asked_when="Ja"),
]
RULES_TO_DROP: Final = [
    "Dat een aanvraag opnieuw moet als er één bijlage mist.",
    "Drie handtekeningen voor een uitgave van honderd euro.",
    "De brief die niemand begrijpt, ook wij niet.",
]


def _workgroup(title: str, host: str, description: str) -> dict[str, Any]:
    value = {"title": title, "capacity": 4, "host": host, "description": description}
    return {"type": "workgroup", "id": str(uuid.uuid5(uuid.NAMESPACE_URL, title)), "value": value}


NETWORK_WORKGROUPS: Final = [
    _workgroup("Ruimte in de regels", "Noor Dijkman", "Voor wie met roosters en regelingen te maken heeft."),
    _workgroup("Het goede gesprek", "Tjeerd Bosma", "Voor wie leidinggevenden helpt bij lastige gesprekken."),
    _workgroup("Werken aan vertrouwen", "", "Voor wie met een team aan samenwerken werkt."),
]

DEPARTMENTS: Final = ("Burgerzaken", "Vergunningen", "Werk en inkomen")
TEAM_QUESTIONS: Final = [
    _question("Bij welke afdeling werkt u?", kind="choice", choices="\n".join(DEPARTMENTS), required=True)
]

"""What an editor would ask of the participants of a learning network, and let them choose from."""

import uuid
from typing import Any, Final


def _question(label: str, **changes: str | bool) -> dict[str, Any]:
    value = {"label": label, "kind": "line", "scope": "person", **changes}
    return {"type": "question", "id": str(uuid.uuid5(uuid.NAMESPACE_URL, label)), "value": value}


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


def _workgroup(title: str, host: str, description: str) -> dict[str, Any]:
    value = {"title": title, "capacity": 4, "host": host, "description": description}
    return {"type": "workgroup", "id": str(uuid.uuid5(uuid.NAMESPACE_URL, title)), "value": value}


NETWORK_WORKGROUPS: Final = [
    _workgroup("Ruimte in de regels", "Noor Dijkman", "Voor wie met roosters en regelingen te maken heeft."),
    _workgroup("Het goede gesprek", "Tjeerd Bosma", "Voor wie leidinggevenden helpt bij lastige gesprekken."),
    _workgroup("Werken aan vertrouwen", "", "Voor wie met een team aan samenwerken werkt."),
]

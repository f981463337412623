"""Editions, sessions and people as plugins of events see them."""

import datetime as dt
import uuid
from typing import Any

from events.api import EditionView, Participant, RegistrationView, SessionView

MORNING = dt.datetime(2026, 12, 15, 9, 0, tzinfo=dt.UTC)
PARTICIPANT = Participant("Sanne Visser", "s.visser@lindewaard.example", "HRM-adviseur")


def session(mode: str = "online", **changes: Any) -> SessionView:
    facts: dict[str, Any] = {
        "public_id": uuid.uuid4(),
        "title": "Dag 1",
        "starts_at": MORNING,
        "ends_at": MORNING + dt.timedelta(hours=3),
        "walk_in_at": None,
        "mode": mode,
        "place": "" if mode == "online" else "Den Haag",
        "address": "",
        "medium": "" if mode == "on_site" else "Webex",
        "meeting_provider": "",
        "meeting_url": "" if mode == "on_site" else "https://meet.example.org/zaal",
        **changes,
    }
    return SessionView(**facts)


def edition(*sessions: SessionView, **changes: Any) -> EditionView:
    facts: dict[str, Any] = {
        "public_id": uuid.uuid4(),
        "offering_key": uuid.uuid4(),
        "title": "Modern gezag",
        "label": "najaar",
        "status": "open",
        "minimum": 8,
        "capacity": 12,
        "taken": 3,
        "sequence": 0,
        "is_free": False,
        "sessions": sessions,
        **changes,
    }
    return EditionView(**facts)


def registration(*sessions: SessionView) -> RegistrationView:
    return RegistrationView(
        public_id=uuid.uuid4(),
        number="IN-2026-0001",
        name=PARTICIPANT.name,
        email=PARTICIPANT.email,
        function=PARTICIPANT.function,
        organisation_name="Gemeente Lindewaard",
        status="confirmed",
        language="nl",
        personal_url="http://localhost:8000/inschrijving/geheim/",
        edition=edition(*sessions),
    )

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import translation

from events.contracts import EditionView, SessionView
from events.queries.availability import Availability, Terms, availability
from tests.factories.events import local

NOW = local(2027, 5, 1, 10)


def session(*start: int, minutes: int = 90) -> SessionView:
    begins = local(*start)
    return SessionView(
        public_id=uuid.uuid4(),
        title="",
        starts_at=begins,
        ends_at=begins + dt.timedelta(minutes=minutes),
        walk_in_at=None,
        mode="online",
        place="",
        address="",
        medium="",
        meeting_provider="",
        meeting_url="",
    )


JUNE = (session(2027, 6, 10, 9, 30), session(2027, 6, 11, 9, 30))


def stand(now: dt.datetime = NOW, terms: Terms | None = None, **facts: Any) -> Availability:
    values: dict[str, Any] = {
        "public_id": uuid.uuid4(),
        "offering_key": uuid.uuid4(),
        "title": "Leernetwerk",
        "label": "",
        "status": "open",
        "minimum": 1,
        "capacity": 12,
        "taken": 0,
        "sequence": 0,
        "is_free": False,
        "sessions": JUNE,
        **facts,
    }
    return availability(EditionView(**values), terms or Terms(), now)


@pytest.mark.parametrize(
    ("facts", "kind", "word"),
    [
        ({}, "free", "Plaatsen vrij"),
        ({"taken": 8}, "free", "Plaatsen vrij"),
        ({"taken": 9}, "few", "Bijna vol"),
        ({"capacity": 100, "taken": 79}, "free", "Plaatsen vrij"),
        ({"capacity": 100, "taken": 80}, "few", "Bijna vol"),
        ({"taken": 12}, "wait", "Vol"),
        ({"status": "confirmed", "minimum": 8, "taken": 12}, "wait", "Vol"),
        ({"minimum": 8, "taken": 6}, "maybe", "Nog 2 aanmeldingen nodig"),
        ({"minimum": 8, "taken": 7}, "maybe", "Nog 1 aanmelding nodig"),
        ({"minimum": 8, "taken": 8}, "free", "Plaatsen vrij"),
        ({"status": "confirmed", "minimum": 8, "taken": 6}, "go", "Gaat door"),
        ({"status": "confirmed", "minimum": 1, "taken": 6}, "free", "Plaatsen vrij"),
        ({"status": "cancelled"}, "off", "Gaat niet door"),
        ({"status": "completed"}, "past", "Geweest"),
        ({"status": "draft"}, "closed", "Aanmelden gesloten"),
        ({"sessions": ()}, "free", "Plaatsen vrij"),
    ],
)
def test_shape_and_word(facts: dict[str, Any], kind: str, word: str) -> None:
    found = stand(**facts)

    assert (found.kind, found.word) == (kind, word)
    assert found.is_open == (kind in {"free", "few", "maybe", "go"})


@pytest.mark.parametrize(
    ("now", "kind", "then"),
    [
        (local(2027, 6, 10, 9, 29), "free", "Aanmelden kan tot het begin."),
        (local(2027, 6, 10, 9, 30), "closed", "0 van 2 bijeenkomsten geweest."),
        (local(2027, 6, 10, 11), "closed", "1 van 2 bijeenkomsten geweest."),
        (local(2027, 6, 11, 11), "past", ""),
    ],
)
def test_time_decides(now: dt.datetime, kind: str, then: str) -> None:
    found = stand(now)

    assert (found.kind, found.then) == (kind, then)


@pytest.mark.parametrize(
    ("terms", "facts", "then"),
    [
        (Terms(closes_at=local(2027, 5, 25, 12)), {}, "Aanmelden kan tot 25 mei 2027, 12.00 uur."),
        (Terms(closes_at=local(2027, 5, 25, 23, 59)), {}, "Aanmelden kan tot en met 25 mei 2027."),
        (Terms(), {"taken": 11}, "Nog 1 plaats van de 12. Aanmelden kan tot het begin."),
        (Terms(), {"sessions": ()}, "De data volgen nog."),
        (
            Terms(decision_date=dt.date(2027, 5, 26)),
            {"minimum": 8},
            "Op 26 mei 2027 beslissen we. Gaat het niet door, dan betaalt u niets of krijgt u alles terug.",
        ),
        (Terms(decision_date=dt.date(2027, 5, 26)), {"minimum": 8, "is_free": True}, "Op 26 mei 2027 beslissen we."),
        (
            Terms(cancel_reason="De spreker is ziek."),
            {"status": "cancelled"},
            "De spreker is ziek. Wie zich had aangemeld, kreeg bericht.",
        ),
        (Terms(closes_at=local(2027, 5, 1, 9, 59)), {}, "Het begint op 10 juni 2027, 9.30 uur."),
    ],
)
def test_every_state_says_what_happens_next(terms: Terms, facts: dict[str, Any], then: str) -> None:
    assert stand(terms=terms, **facts).then == then


def test_what_staff_typed_is_marked_as_dutch_in_english() -> None:
    with translation.override("en"):
        found = stand(terms=Terms(cancel_reason="De spreker <ziek>."), status="cancelled").then
    assert found == '<span lang="nl">De spreker &lt;ziek&gt;.</span> Everybody who had registered has been told.'


def test_the_deadline_is_the_moment_itself() -> None:
    closes_at = local(2027, 5, 1, 10)

    assert stand(NOW - dt.timedelta(seconds=1), Terms(closes_at=closes_at)).is_open
    assert not stand(NOW, Terms(closes_at=closes_at)).is_open


def test_more_people_than_places_is_no_negative_number() -> None:
    assert stand(capacity=3, taken=5).left == 0

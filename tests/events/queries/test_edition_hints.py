import datetime as dt

import pytest

from events.models import Edition
from events.queries.edition_hints import day_summary, hints, text_contradictions
from events.queries.snapshots import session_view
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, local

pytestmark = pytest.mark.django_db

HOURS = ((9, 30), (16, 30))


def edition_on(*days: tuple[int, int, int], **changes: object) -> Edition:
    """Days of 2027 as (month, day, meeting), whole days in Lindewaard."""
    edition: Edition = EditionFactory.create(sessions=0, **changes)
    for month, day, meeting in days:
        start, end = (local(2027, month, day, *clock) for clock in HOURS)
        SessionFactory.create(
            edition=edition, meeting=meeting, starts_at=start, ends_at=end, mode="on_site", place="Lindewaard"
        )
    return edition


def hints_of(edition: Edition) -> list[str]:
    return hints(edition, [session_view(session) for session in edition.sessions.order_by("starts_at")])


def test_the_days_are_counted() -> None:
    edition = edition_on((6, 10, 1), (9, 23, 2), (9, 24, 2), (11, 4, 3))
    sessions = [session_view(session) for session in edition.sessions.order_by("starts_at")]

    before, half_way = local(2027, 1, 1, 12), local(2027, 9, 24, 12)
    counted = "3 bijeenkomsten, 4 dagen, 8 dagdelen, juni t/m november 2027"
    assert day_summary(sessions, before) == counted
    assert day_summary(sessions, half_way) == f"{counted}; 2 van 4 geweest"
    assert day_summary([], before) == ""


def test_what_is_right_gets_no_hint() -> None:
    edition = edition_on(
        (6, 10, 1), (9, 23, 2), (9, 24, 2), decision_date=dt.date(2027, 5, 26), closes_at=local(2027, 5, 25, 23, 59, 59)
    )
    assert hints_of(edition) == []


@pytest.mark.parametrize(
    ("days", "hint"),
    [
        ([(6, 12, 1)], "Zaterdag 12 juni 2027 valt in het weekend."),
        ([(9, 23, 1), (9, 24, 2)], "23/24 september 2027 volgen op elkaar; één bijeenkomst van twee dagen heeft één nummer."),
        ([(6, 10, 1), (6, 24, 1)], "Bijeenkomst 1 heeft dagen die niet op elkaar volgen: 10 juni en 24 juni 2027."),
        ([(6, 10, 2), (6, 24, 1)], "De nummers van de bijeenkomsten lopen terug op donderdag 24 juni 2027."),
        ([(6, 10, 1), (6, 10, 1)], "Op donderdag 10 juni 2027 lopen twee bijeenkomsten door elkaar."),
    ],
)  # fmt: skip
def test_days_that_contradict_each_other(days: list[tuple[int, int, int]], hint: str) -> None:
    assert hints_of(edition_on(*days)) == [hint]


def test_a_decision_while_people_can_still_sign_up_or_in_the_weekend() -> None:
    edition = edition_on((6, 10, 1), decision_date=dt.date(2027, 5, 22), closes_at=local(2027, 5, 25, 23, 59, 59))
    assert hints_of(edition) == [
        "De beslisdatum, zaterdag 22 mei 2027, valt in het weekend.",
        "U beslist op zaterdag 22 mei 2027, maar aanmelden kan dan nog.",
    ]


def test_what_is_still_to_be_found() -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, mode="on_site", starts_at=local(2027, 6, 10, 9, 30))
    SessionFactory.create(edition=edition, mode="online", meeting_url="", starts_at=local(2027, 6, 24, 9, 30))
    assert hints_of(edition)[-2:] == [
        "Van 1 bijeenkomst is de plaats nog nader te bepalen.",
        "1 online bijeenkomst heeft nog geen vergaderlink.",
    ]


def test_the_text_of_the_page_is_held_against_the_days() -> None:
    page = ProgrammePageFactory.create(lead="Een leergang van acht dagen.")
    edition = edition_on((6, 10, 1), (9, 23, 2), offering=page)
    assert len(text_contradictions(edition)) == 1
    right = edition_on((6, 10, 1), offering=ProgrammePageFactory.create(lead="Een leergang van een dag."))
    assert text_contradictions(right) == []

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from cms.models import Person
from events.models import Edition, Session, SessionPerson
from events.queries.session_people import double_bookings, offerings_given_by, people_of_editions
from tests.factories.cms import OrganisationFactory, PersonFactory
from tests.factories.events import EditionFactory, SessionFactory, SessionPersonFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db

Role = SessionPerson.Role


def session_at(*parts: int, hours: int = 3, title: str = "", **edition: Any) -> Session:
    """A session of three hours of an edition of its own, in June 2027."""
    starts_at = local(2027, 6, *parts)
    session: Session = SessionFactory.create(
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=hours),
        title=title,
        **{f"edition__{name}": value for name, value in edition.items()},
    )
    return session


def test_who_is_elsewhere_at_the_same_time_is_named_with_that_session() -> None:
    person = PersonFactory.create(first_name="Ruben", last_name="Terpstra")
    mine = session_at(10, 9, 30)
    SessionPersonFactory.create(session=mine, person=person)
    other = session_at(10, 12, 0, title="Macht", offering__title="Modern Gezag", label="juni 2027")
    SessionPersonFactory.create(session=other, person=person, role=Role.GUEST)

    assert double_bookings(mine.edition) == [
        "Ruben Terpstra is op donderdag 10 juni 2027, 12.00 – 15.00 uur, ook bij Modern Gezag (juni 2027): Macht."
    ]
    assert len(double_bookings(other.edition)) == 1


@pytest.mark.parametrize("parts", [(10, 12, 30), (10, 6, 30), (11, 9, 30)], ids=["after", "before", "next day"])
def test_sessions_that_only_touch_do_not_clash(parts: tuple[int, int, int]) -> None:
    person = PersonFactory.create()
    mine = session_at(10, 9, 30)
    SessionPersonFactory.create(session=mine, person=person)
    SessionPersonFactory.create(session=session_at(*parts), person=person)
    assert double_bookings(mine.edition) == []


def test_somebody_else_and_what_is_cancelled_do_not_clash() -> None:
    person = PersonFactory.create()
    mine = session_at(10, 9, 30)
    SessionPersonFactory.create(session=mine, person=person)
    SessionPersonFactory.create(session=session_at(10, 9, 30))
    SessionPersonFactory.create(session=session_at(10, 9, 30, status="cancelled"), person=person)
    assert double_bookings(mine.edition) == []


def test_two_sessions_of_one_edition_clash_once_and_two_roles_in_one_do_not() -> None:
    person = PersonFactory.create()
    mine = session_at(10, 9, 30)
    beside = SessionFactory.create(edition=mine.edition, starts_at=local(2027, 6, 10, 10, 0), title="Werkplaats")
    SessionPersonFactory.create(session=mine, person=person)
    SessionPersonFactory.create(session=mine, person=person, role=Role.MODERATOR)
    assert double_bookings(mine.edition) == []
    SessionPersonFactory.create(session=beside, person=person)
    assert len(double_bookings(mine.edition)) == 1


@pytest.mark.parametrize("count", [1, 30])
def test_four_queries_however_many_people_and_clashes(count: int, django_assert_num_queries: Any) -> None:
    edition = EditionFactory.create(sessions=count)
    for session in edition.sessions.all():
        person = PersonFactory.create()
        SessionPersonFactory.create(session=session, person=person)
        other = SessionFactory.create(starts_at=session.starts_at)
        SessionPersonFactory.create(session=other, person=person)
    edition = Edition.objects.select_related("offering__content_type").get(pk=edition.pk)
    with django_assert_num_queries(4):
        assert len(double_bookings(edition)) == count


def webinar_at(*parts: int, speaker: Person, **facts: Any) -> Session:
    page = WebinarPageFactory.create(speakers=[("person", {"person": speaker, "role": "spreker"})], **facts)
    return session_at(*parts, hours=2, offering=page)


def test_who_speaks_in_a_webinar_is_elsewhere_too() -> None:
    person = PersonFactory.create(first_name="Ruben", last_name="Terpstra")
    mine = session_at(10, 9, 30, offering__title="Modern Gezag", label="juni 2027")
    SessionPersonFactory.create(session=mine, person=person)
    webinar = webinar_at(10, 12, 0, speaker=person, title="Goed werk")
    webinar_at(10, 12, 0, speaker=PersonFactory.create())
    webinar_at(10, 12, 30, speaker=person)

    assert double_bookings(mine.edition) == [
        f"Ruben Terpstra is op donderdag 10 juni 2027, 12.00 – 14.00 uur, ook bij {webinar.edition}."
    ]
    both = double_bookings(webinar.edition)
    assert [line.partition(", ook bij ")[2] for line in both] == [
        "Modern Gezag (juni 2027).",
        f"{Session.objects.last().edition}.",  # type: ignore[union-attr]
    ]


def test_what_is_cancelled_of_a_webinar_does_not_clash() -> None:
    person = PersonFactory.create()
    mine = session_at(10, 9, 30)
    SessionPersonFactory.create(session=mine, person=person)
    webinar = webinar_at(10, 9, 30, speaker=person)
    Edition.objects.filter(pk=webinar.edition_id).update(status="cancelled")
    assert double_bookings(mine.edition) == []


def test_nobody_costs_one_query(django_assert_num_queries: Any) -> None:
    edition = EditionFactory.create()
    with django_assert_num_queries(1):
        assert double_bookings(edition) == []


def test_people_in_their_order_with_what_they_do_in_the_language_of_the_reader(django_assert_num_queries: Any) -> None:
    session = session_at(10, 9, 30)
    hogeschool = OrganisationFactory.create(name="Hogeschool De Brink")
    person = PersonFactory.create(function="lector", function_en="professor", organisation=hogeschool)
    own = {"function": "wethouder", "function_en": "alderman"}
    SessionPersonFactory.create(session=session, person=person, role=Role.GUEST, sort_order=1, **own)
    SessionPersonFactory.create(session=session, person=person, sort_order=0)
    with django_assert_num_queries(1):
        people = people_of_editions([session.edition.public_id])[session.public_id]
        assert [row.line for row in people] == [
            "kerndocent, lector bij Hogeschool De Brink",
            "te gast, wethouder bij Hogeschool De Brink",
        ]
        with translation.override("en"):
            assert [row.line for row in people] == [
                "core trainer, professor at Hogeschool De Brink",
                "guest, alderman at Hogeschool De Brink",
            ]


def test_who_gives_what_only_of_what_visitors_may_know() -> None:
    person = PersonFactory.create()
    shown = session_at(10, 9, 30)
    hidden = [session_at(11, 9, 30, status="draft"), session_at(12, 9, 30, status="cancelled")]
    closed = session_at(13, 9, 30, access_key="k" * 43)
    for session in (shown, *hidden, closed):
        SessionPersonFactory.create(session=session, person=person)
    assert offerings_given_by(person.public_id) == [shown.edition.offering.translation_key]
    assert offerings_given_by(PersonFactory.create().public_id) == []

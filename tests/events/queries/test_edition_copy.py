import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from events.models import Edition, Session, SessionPerson
from events.queries.edition_copy import edition_copy, next_first_day
from tests.events.contracts import contract
from tests.factories.cms import OrganisationFactory
from tests.factories.events import EditionFactory, SessionFactory, SessionPersonFactory, local

pytestmark = pytest.mark.django_db


def run(**changes: object) -> Edition:
    """From the week before summer time to the week after winter time began."""
    facts = {"sessions": 0, "closes_at": local(2027, 3, 1, 23, 59, 59), "decision_date": dt.date(2027, 3, 2)} | changes
    edition: Edition = EditionFactory.create(status="confirmed", taken=7, label="voorjaar 2027", **facts)
    for month, day in ((3, 25), (4, 1), (10, 28), (11, 4)):
        starts_at = local(2027, month, day, 9, 30)
        SessionFactory.create(edition=edition, starts_at=starts_at, ends_at=local(2027, month, day, 16, 30))
    return edition


def clocks(edition: Edition) -> list[str]:
    return [f"{timezone.localtime(each.starts_at):%a %d-%m-%Y %H:%M}" for each in edition.sessions.all()]


def test_times_of_day_stay_across_both_changes_of_the_clock() -> None:
    copy = edition_copy(run(), dt.date(2027, 4, 8))

    assert clocks(copy) == [
        "Thu 08-04-2027 09:30",
        "Thu 15-04-2027 09:30",
        "Thu 11-11-2027 09:30",
        "Thu 18-11-2027 09:30",
    ]
    first, last = copy.sessions.all()[0], copy.sessions.all()[3]
    assert (first.starts_at.utcoffset(), last.starts_at.utcoffset()) == (dt.timedelta(hours=2), dt.timedelta(hours=1))
    assert {timezone.localtime(each.ends_at).time() for each in copy.sessions.all()} == {dt.time(16, 30)}
    assert {timezone.localtime(each.walk_in_at).time() for each in copy.sessions.all()} == {dt.time(9, 15)}


def test_deadline_and_decision_move_along_and_the_run_itself_stays_behind() -> None:
    edition = run(minimum=4, offer_hours=24, pays_when="go_ahead")
    copy = edition_copy(edition, dt.date(2028, 3, 23))

    assert copy.closes_at is not None
    assert timezone.localtime(copy.closes_at) == local(2028, 2, 28, 23, 59, 59)
    assert copy.decision_date == dt.date(2028, 2, 29)
    assert (copy.status, copy.taken, copy.label, copy.sequence, copy.pk) == ("draft", 0, "", 0, None)
    assert (copy.minimum, copy.capacity, copy.pays_when, copy.offering) == (4, 12, "go_ahead", edition.offering)
    assert copy.offer_hours == 24
    assert copy.public_id != edition.public_id
    assert (Edition.objects.count(), Session.objects.count()) == (1, 4)


def test_what_a_day_is_about_and_where_moves_along_but_its_meeting_link_does_not() -> None:
    edition = EditionFactory.create(sessions=0)
    host = OrganisationFactory.create(name="Gemeente Lindewaard")
    SessionFactory.create(edition=edition, title="Start", mode="hybrid", place="Stadhuis", host=host, meeting=3)

    (copy,) = edition_copy(edition, dt.date(2030, 1, 3)).sessions.all()

    assert (copy.title, copy.mode, copy.place, copy.host, copy.meeting) == ("Start", "hybrid", "Stadhuis", host, 3)
    assert (copy.medium, copy.meeting_provider, copy.meeting_url) == ("Webex", "link", "")


@pytest.mark.parametrize(
    ("today", "proposed"), [(dt.date(2027, 1, 1), dt.date(2028, 3, 23)), (dt.date(2029, 6, 1), dt.date(2030, 3, 21))]
)
def test_the_proposal_is_the_same_weekday_yet_to_come(today: dt.date, proposed: dt.date) -> None:
    assert next_first_day(run(), today) == proposed
    assert proposed.weekday() == 3


def test_who_is_there_comes_along_in_one_query_for_any_number_of_days(django_assert_num_queries: Any) -> None:
    edition = run()
    for session in edition.sessions.all():
        guest = {"role": "guest", "function": "wethouder", "function_en": "alderman"}
        SessionPersonFactory.create(session=session, sort_order=1)
        SessionPersonFactory.create(session=session, sort_order=0, **guest)
    with django_assert_num_queries(2):
        copy = edition_copy(edition, dt.date(2027, 4, 8))
    copied = [list(session.people.all()) for session in copy.sessions.all()]
    assert [[person.role for person in people] for people in copied] == [["guest", "core_trainer"]] * 4
    assert {(people[0].function, people[0].function_en, people[0].pk) for people in copied} == {
        ("wethouder", "alderman", None)
    }
    assert {person.person_id for people in copied for person in people} == set(
        SessionPerson.objects.values_list("person_id", flat=True)
    )


def test_a_copy_of_an_edition_of_a_contract_stays_closed_and_counts_for_it() -> None:
    edition = run(quote=contract(), access_key="k" * 32, team="Vergunningen")
    copy = edition_copy(edition, dt.date(2028, 3, 23))
    assert (copy.quote, copy.is_closed, copy.team) == (edition.quote, True, "")
    assert copy.access_key != edition.access_key
    assert edition_copy(run(access_key="m" * 32), dt.date(2028, 3, 23)).quote is None

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Edition
from events.queries.occupancy import Occupancy
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, WebinarPageFactory, local

pytestmark = pytest.mark.django_db

SCREEN = "occupancy:index"


def begins(month: int, day: int, *, year: int = 2031, hour: int = 10, **facts: object) -> Edition:
    """An edition whose first session is then; a second one follows a year later."""
    edition: Edition = EditionFactory.create(sessions=0, **facts)
    for later in (0, 1):
        SessionFactory.create(edition=edition, starts_at=local(year + later, month, day, hour), walk_in_at=None)
    return edition


def test_what_begins_in_a_year_counts_in_its_month_and_for_its_programme(manager: Client) -> None:
    course = ProgrammePageFactory.create(title="Leergang")
    begins(1, 1, hour=0, offering=course, capacity=12, taken=12)  # 31 December by the clock of Greenwich
    begins(1, 20, offering=course, capacity=8, taken=1)
    begins(12, 31, hour=23, offering=WebinarPageFactory.create(title="Webinar"), capacity=200, taken=51)
    begins(6, 1, offering=course, taken=9, status="cancelled")
    begins(6, 1, offering=course, taken=0, status="draft")
    begins(1, 1, year=2032, offering=course, taken=9)
    EditionFactory.create(sessions=0, offering=course, taken=9)

    context = manager.get(reverse(SCREEN), {"jaar": "2031"}).context

    months = {number: found for number, (_bar, found) in enumerate(context["months"], 1) if found.editions}
    assert months == {1: Occupancy(2, 13, 20), 12: Occupancy(1, 51, 200)}
    assert [(found.percent, context["bars"][number - 1].height) for number, found in months.items()] == [
        (65, 65),
        (25, 25),
    ]
    assert context["titles"] == [("Leergang", Occupancy(2, 13, 20)), ("Webinar", Occupancy(1, 51, 200))]
    assert context["total"] == Occupancy(3, 64, 220)
    assert context["months"][5][1].percent == 0


@pytest.mark.parametrize(
    ("kind", "titles"),
    [("programmas", ["Leergang"]), ("webinars", ["Webinar"]), ("onzin", ["Leergang", "Webinar"])],
)
def test_programmes_and_webinars_apart(manager: Client, kind: str, titles: list[str]) -> None:
    begins(3, 1, offering=ProgrammePageFactory.create(title="Leergang"))
    begins(3, 1, offering=WebinarPageFactory.create(title="Webinar"))

    response = manager.get(reverse(SCREEN), {"jaar": "2031", "soort": kind})

    assert [title for title, _found in response.context["titles"]] == titles


def test_a_year_in_which_nothing_begins_says_so(manager: Client) -> None:
    assert "In dit jaar begint er niets." in manager.get(reverse(SCREEN), {"jaar": "2031"}).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_queries(manager: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    for _number in range(count):
        begins(3, 1)
    manager.get(reverse(SCREEN), {"jaar": "2031"})

    with django_assert_num_queries(15):
        manager.get(reverse(SCREEN), {"jaar": "2031"})

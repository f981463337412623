import datetime as dt
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from cms.models import Audience, ProgrammePage, Theme
from events.queries.agenda import Agenda, agenda
from tests.factories.events import EditionFactory, ProgrammePageFactory, WebinarPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(page_tree: SimpleNamespace) -> SimpleNamespace:
    """A webinar about craft, and a course about authority for councillors that is full."""
    locale = Locale.objects.get(language_code="nl")
    craft = Theme.objects.create(name="Vakmanschap", slug="vakmanschap", locale=locale)
    authority = Theme.objects.create(name="Gezag", slug="gezag", locale=locale)
    council = Audience.objects.create(name="Raadsleden", slug="raad", locale=locale)
    webinar = WebinarPageFactory.create(parent=page_tree.agenda, title="Webinar")
    webinar.themes.add(craft)
    webinar.save()
    course = ProgrammePageFactory.create(parent=page_tree.programmes, title="Gezag", kind=ProgrammePage.Kind.COURSE)
    course.themes.add(authority)
    course.audiences.add(council)
    course.save()
    EditionFactory.create(offering=webinar)
    EditionFactory.create(offering=course, capacity=12, taken=12)
    return SimpleNamespace(webinar=webinar, course=course)


def titles(found: Agenda) -> list[str]:
    return [card.title for month in found.months for card in month.cards]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Webinar", "Gezag"]),
        ("vorm=webinar", ["Webinar"]),
        ("vorm=course", ["Gezag"]),
        ("thema=gezag", ["Gezag"]),
        ("wie=raad", ["Gezag"]),
        ("vrij=ja", ["Webinar"]),
        ("vrij=ja&thema=gezag", []),
        ("vorm=onzin&thema=%00", ["Webinar", "Gezag"]),
    ],
)
def test_filters_leave_what_fits(offer: SimpleNamespace, query: str, shown: list[str]) -> None:
    found = agenda(QueryDict(query))

    assert sorted(titles(found)) == sorted(shown)
    assert (found.count, found.total) == (len(shown), 2)


def test_filters_are_links_that_keep_the_others_and_say_how_many(offer: SimpleNamespace) -> None:
    found = agenda(QueryDict("thema=gezag"))

    kinds = found.filters[0]
    assert [(option.label, option.url, option.is_active, option.count) for option in kinds.options] == [
        ("Alles", "?thema=gezag", True, 1),
        ("Webinar", "?vorm=webinar&thema=gezag", False, 0),
        ("Leergang", "?vorm=course&thema=gezag", False, 1),
    ]
    themes = found.filters[1]
    assert [(option.label, option.url, option.is_active) for option in themes.options] == [
        ("Alle thema’s", "?", False),
        ("Gezag", "?thema=gezag", True),
        ("Vakmanschap", "?thema=vakmanschap", False),
    ]
    assert found.is_filtered


def test_months_are_those_in_which_something_starts(offer: SimpleNamespace) -> None:
    (month,) = agenda(QueryDict("")).months
    assert month.first == (timezone.localdate() + dt.timedelta(days=30)).replace(day=1)


def test_an_empty_agenda(page_tree: SimpleNamespace) -> None:
    found = agenda(QueryDict(""))

    assert (found.months, found.total, found.last, found.is_filtered) == ([], 0, None, False)


@pytest.mark.parametrize("count", [1, 30])
def test_the_agenda_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries, offer: SimpleNamespace, page_tree: SimpleNamespace, count: int
) -> None:
    for _number in range(count):
        EditionFactory.create(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    with django_assert_num_queries(15):
        assert agenda(QueryDict("")).count == count + 2

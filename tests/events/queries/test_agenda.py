import datetime as dt
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale

from cms.models import Audience, ProgrammePage, Theme
from events.lifecycles import EditionStatus
from events.models import Edition, Session
from events.queries.agenda import Agenda, agenda, agenda_feed, feed_query
from tests.factories.events import EditionFactory, ProgrammePageFactory, SessionFactory, WebinarPageFactory

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
    SessionFactory.create(
        edition=EditionFactory.create(offering=course, capacity=12, taken=12, sessions=0),
        mode=Session.Mode.ON_SITE,
        place="Den Dolder",
    )
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
        ("maand=1999-01", ["Webinar", "Gezag"]),
        ("plaats=online", ["Webinar"]),
        ("plaats=den-dolder", ["Gezag"]),
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


def test_a_month_shows_what_starts_in_it(offer: SimpleNamespace) -> None:
    later = timezone.now() + dt.timedelta(days=100)
    SessionFactory.create(edition=EditionFactory.create(offering=offer.webinar, sessions=0), starts_at=later)
    key = f"{timezone.localtime(later):%Y-%m}"

    found = agenda(QueryDict(f"maand={key}"))

    assert (titles(found), found.count) == (["Webinar"], 1)
    months = next(row for row in found.filters if row.key == "maand")
    assert [(option.url, option.is_active, option.count) for option in months.options][::2] == [
        ("?", False, 3),
        (f"?maand={key}", True, 1),
    ]


def test_places_are_those_of_the_sessions(offer: SimpleNamespace) -> None:
    places = next(row for row in agenda(QueryDict("")).filters if row.key == "plaats")

    assert [(option.label, option.url, option.count) for option in places.options] == [
        ("Overal", "?", 2),
        ("Online", "?plaats=online", 1),
        ("Den Dolder", "?plaats=den-dolder", 1),
    ]


def test_a_feed_has_what_the_screen_shows_but_not_what_was_cancelled(offer: SimpleNamespace) -> None:
    Edition.objects.filter(offering=offer.webinar).update(status=EditionStatus.CANCELLED)

    assert sorted(titles(agenda(QueryDict("")))) == ["Gezag", "Webinar"]
    assert [card.title for card in agenda_feed(QueryDict(""))] == ["Gezag"]
    assert agenda_feed(QueryDict("vorm=webinar")) == []


@pytest.mark.parametrize(
    ("query", "kept"), [("", ""), ("utm_source=x", ""), ("thema=a&b=c&vrij=ja&thema=b%26", "?thema=b%26&vrij=ja")]
)
def test_the_address_of_a_feed_keeps_the_filters_only(query: str, kept: str) -> None:
    assert feed_query(QueryDict(query)) == kept


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

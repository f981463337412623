"""After a count changed a page is kept on, without being made again, for as long as it would say the same."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale

from cms.page_cache.changes import ask_again, counts_changed, making, numbers, pages_changed
from cms.page_cache.counted import Counts, counted, counting
from cms.page_cache.store import Address, KeptPage, store
from events.models import Edition
from tests.events.bookings import PIETER, book
from tests.journeys.offerings import programme, webinar

pytestmark = pytest.mark.django_db(transaction=True)

Visitor = Callable[..., Client]
WEBINAR, PROGRAMME, AGENDA = "/agenda/beroepscode/", "/opleidingen/leernetwerk-hrm/", "/agenda/"


def visit(visitor: Visitor, path: str) -> tuple[str, bool, int]:
    """What the page says, whether it was made for this visit, and how many queries that took."""
    ask_again()
    with CaptureQueriesContext(connection) as captured:
        response = visitor().get(path)
    assert response.status_code == 200
    return response.content.decode(), bool(response.templates), len(captured)


def is_made(visitor: Visitor, path: str) -> bool:
    return visit(visitor, path)[1]


def warm(visitor: Visitor, path: str) -> None:
    """What the page is made of is remembered, and it was made of that."""
    for _time in range(2):
        assert is_made(visitor, path)
        counts_changed()


def test_a_webinar_with_plenty_of_seats_is_kept_when_one_is_taken(page_tree: SimpleNamespace, visitor: Visitor) -> None:
    edition = webinar(page_tree, capacity=20)
    warm(visitor, WEBINAR)
    before = visit(visitor, WEBINAR)[0]

    book(edition, PIETER)

    after, was_made, queries = visit(visitor, WEBINAR)
    assert (after, was_made, queries) == (before, False, 2)  # the number of changes, and the seats
    assert visit(visitor, WEBINAR)[1:] == (False, 1)
    assert '"maximumAttendeeCapacity":20' in after.replace(" ", "")
    assert "remainingAttendeeCapacity" not in after


@pytest.mark.parametrize(
    ("taken", "words", "left"), [(16, "Nog 4 plaatsen van de 20.", 4), (19, "Nog 1 plaats", 1), (20, "Vol", 0)]
)
def test_it_is_made_again_when_it_would_say_something_else(
    page_tree: SimpleNamespace, visitor: Visitor, taken: int, words: str, left: int
) -> None:
    edition = webinar(page_tree, capacity=20)
    warm(visitor, WEBINAR)
    assert not is_made(visitor, WEBINAR)

    Edition.objects.filter(pk=edition.pk).update(taken=taken)
    counts_changed()

    html, was_made, _queries = visit(visitor, WEBINAR)
    assert was_made
    assert words in html
    assert f'"remainingAttendeeCapacity":{left}' in html.replace(" ", "")


def test_a_programme_is_made_again_for_its_own_seats_and_for_no_others(
    page_tree: SimpleNamespace, visitor: Visitor
) -> None:
    own, other = programme(page_tree), webinar(page_tree)
    warm(visitor, PROGRAMME)
    assert not is_made(visitor, PROGRAMME)

    book(other, PIETER)
    assert not is_made(visitor, PROGRAMME)

    book(own, PIETER)
    assert is_made(visitor, PROGRAMME)


def test_a_page_that_asks_something_itself_is_made_again(page_tree: SimpleNamespace, visitor: Visitor) -> None:
    webinar(page_tree)
    warm(visitor, AGENDA)

    assert is_made(visitor, AGENDA)


def test_a_change_of_content_makes_it_again(page_tree: SimpleNamespace, visitor: Visitor) -> None:
    webinar(page_tree)
    warm(visitor, WEBINAR)
    pages_changed()

    assert is_made(visitor, WEBINAR)


def test_it_asks_in_the_language_of_the_page(page_tree: SimpleNamespace, visitor: Visitor) -> None:
    webinar(page_tree)
    page_tree.home.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    english = page_tree.agenda.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    path = f"{english.url}beroepscode/"
    translated = page_tree.agenda.get_children().get(slug="beroepscode").specific
    translated.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    warm(visitor, path)

    with translation.override("nl"):
        html, was_made, _queries = visit(visitor, path)
    assert ('<html lang="en">' in html, was_made) == (True, False)


def test_counts_within_counts_tell_nothing_of_their_own() -> None:
    with counting() as counts:
        assert counted(lambda: counted(lambda: 7) + 1, lambda answer: answer > 5) == 8

    assert [(language, said) for language, _show, said in counts.shown] == [("nl", True)]
    assert counts.say_the_same()


def test_a_question_that_is_not_counted_makes_counts_worthless() -> None:
    with counting() as counts:
        counted(Edition.objects.count)
    assert counts.say_the_same()
    with counting() as counts:
        Edition.objects.count()
    assert not counts.say_the_same()


def test_a_page_that_was_made_before_the_content_changed_is_not_kept(visitor: Visitor) -> None:
    address = Address("http://localhost", "/", ())
    known = numbers()
    store.empty(known.content)
    page = KeptPage({}, HttpResponse(b"then").content, 9e9, known.pages, Counts())

    store.keep(address, page, known.content - 1)
    assert address not in store

    store.keep(address, page, known.content)
    with making(known):
        assert store.find(address, known) is page

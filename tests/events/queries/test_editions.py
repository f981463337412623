import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Site

from events.actions.schedule_webinar import schedule_webinar
from events.models import Edition
from events.queries.editions import (
    card,
    cards,
    editions_of,
    highlights,
    past,
    public_editions,
    upcoming,
    upcoming_count,
)
from tests.events.bookings import paid_edition
from tests.factories.events import (
    EditionFactory,
    ProgrammePageFactory,
    SessionFactory,
    WebinarPageFactory,
    local,
    noon_in,
)

pytestmark = pytest.mark.django_db


def with_sessions(*starts: dt.datetime, minutes: int = 420, **facts: object) -> Edition:
    edition: Edition = EditionFactory.create(sessions=0, **facts)
    for number, start in enumerate(starts, start=1):
        end = start + dt.timedelta(minutes=minutes)
        SessionFactory.create(
            edition=edition, starts_at=start, ends_at=end, walk_in_at=None, meeting=number, mode="on_site", place="Ede"
        )
    return edition


def test_facts_of_a_programme_of_several_meetings() -> None:
    edition = with_sessions(
        local(2035, 6, 10, 9, 30), local(2035, 6, 11, 9, 30), local(2036, 1, 27, 9, 30), gross_price_cents=0
    )
    edition.sessions.filter(meeting=2).update(meeting=1)
    (found,) = cards(public_editions().filter(pk=edition.pk))

    assert found.summary == "2 bijeenkomsten, 3 dagen, 6 dagdelen. Steeds van 9.30 – 16.30 uur. Steeds op locatie, Ede."
    assert (found.label, found.period, found.duration, found.half_days) == (
        "juni 2035",
        "juni 2035 t/m januari 2036",
        "3 dagen",
        "6 dagdelen",
    )
    assert [(fact.label, fact.value, fact.note) for fact in found.facts] == [
        ("Data", "10/11 juni 2035 en 27 januari 2036", "3 dagen"),
        ("Tijd", "9.30 – 16.30 uur", ""),
        ("Waar", "op locatie, Ede", ""),
    ]
    assert found.details == "2 bijeenkomsten · juni 2035 t/m januari 2036 · kosteloos"
    assert [day.day for day in found.first_dates] == [10, 11]
    assert [(list(block.dates), block.note) for block in found.blocks] == [
        ([dt.date(2035, 6, 10), dt.date(2035, 6, 11)], "tweedaagse · 4 dagdelen"),
        ([dt.date(2036, 1, 27)], "1 dag · 2 dagdelen"),
    ]


def test_a_short_session_is_told_in_hours() -> None:
    edition = with_sessions(local(2035, 2, 9, 13), minutes=150)
    (found,) = cards(public_editions().filter(pk=edition.pk))

    assert (found.note, found.details) == ("2,5 uur", "13.00 – 15.30 uur · op locatie, Ede · kosteloos")


def test_one_session_is_told_whole() -> None:
    (found,) = cards(public_editions().filter(pk=with_sessions(local(2035, 2, 9, 13)).pk))

    assert found.summary == "1 bijeenkomst, 1 dag, 2 dagdelen: 13.00 – 20.00 uur, op locatie, Ede."


def test_a_price_is_told_without_vat_and_after_subsidy() -> None:
    edition = paid_edition()
    (found,) = cards(public_editions().filter(pk=edition.pk))

    assert found.cost == "€ 1.550,-"
    assert found.details.endswith(" · € 1.550,-")


def test_upcoming_is_what_is_not_over_soonest_first() -> None:
    now = timezone.now()
    running = with_sessions(now - dt.timedelta(days=2), now + dt.timedelta(days=2))
    later = with_sessions(now + dt.timedelta(days=9))
    soon = with_sessions(now + dt.timedelta(days=1))
    with_sessions(now - dt.timedelta(days=9))
    with_sessions(now + dt.timedelta(days=1), status="draft")
    EditionFactory.create(sessions=0)

    assert [found.public_id for found in upcoming()] == [each.public_id for each in (running, soon, later)]
    assert [found.public_id for found in upcoming(1)] == [running.public_id]


def test_highlights_read_no_more_than_they_show(
    page_tree: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    page = ProgrammePageFactory.create(parent=page_tree.programmes)
    soon = [EditionFactory.create(offering=page) for _number in range(4)]
    page_of_last = ProgrammePageFactory.create(parent=page_tree.programmes)
    last = EditionFactory.create(offering=page_of_last, sessions=0)
    SessionFactory.create(edition=last, starts_at=now + dt.timedelta(days=90))
    webinars = [
        WebinarPageFactory.create(parent=page_tree.agenda, starts_at=now + dt.timedelta(days=days), capacity=2)
        for days in (60, 61, 62, 63, 64)
    ]
    for webinar in webinars:
        schedule_webinar(page=webinar)
    started, full, closed, gone, room = (Edition.objects.get(offering=webinar) for webinar in webinars)
    started.sessions.update(starts_at=now - dt.timedelta(minutes=1), walk_in_at=None)
    Edition.objects.filter(pk=full.pk).update(taken=1, reserved=1)
    Edition.objects.filter(pk=closed.pk).update(closes_at=now)
    Edition.objects.filter(pk=gone.pk).update(status="cancelled")

    with django_assert_num_queries(7):
        found = highlights(2, page_of_last.translation_key)

    every = upcoming()
    assert [card.public_id for card in found] == [started.public_id, soon[0].public_id, room.public_id, last.public_id]
    assert next(card for card in every if card.kind_key == "webinar" and card.availability.is_open) == found[2]
    assert upcoming_count() == len(every) == 10


def test_past_leaves_out_what_never_was() -> None:
    now = timezone.now()
    old = with_sessions(now - dt.timedelta(days=9))
    recent = with_sessions(now - dt.timedelta(days=3))
    with_sessions(now - dt.timedelta(days=5), status="cancelled")
    with_sessions(now + dt.timedelta(days=5))

    assert [found.public_id for found in past(10)] == [recent.public_id, old.public_id]
    assert [found.availability.kind for found in past(1)] == ["past"]


def test_an_edition_of_an_unpublished_page_is_left_out() -> None:
    EditionFactory.create(offering=ProgrammePageFactory.create(live=False))

    assert upcoming() == []


def test_a_translation_shares_the_editions(page_tree: SimpleNamespace) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leergang")
    edition = EditionFactory.create(offering=page)
    english = Locale.objects.get_or_create(language_code="en")[0]
    for parent in (page_tree.home, page_tree.programmes):
        parent.copy_for_translation(english)
    translated = page.copy_for_translation(english)
    translated.title = "Course"
    translated.save_revision().publish()
    translated.refresh_from_db()

    (found,) = editions_of([translated])[page.translation_key]
    assert (found.public_id, found.title, found.view.title) == (edition.public_id, "Course", "Course")


def test_a_dutch_page_stands_in_where_there_is_no_translation(page_tree: SimpleNamespace) -> None:
    page = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leergang")
    EditionFactory.create(offering=page)

    (found,) = upcoming()
    assert (found.title, found.url, found.lang) == ("Leergang", f"/opleidingen/{page.slug}/", "")
    with translation.override("en"):
        (found,) = upcoming()
        assert (found.title, found.lang) == ("Leergang", "nl")


def test_what_staff_typed_of_a_meeting_is_marked_as_dutch_in_english() -> None:
    edition = EditionFactory.create(sessions=0)
    SessionFactory.create(edition=edition, description="Wij & u.", morning="Thema")
    with translation.override("en"):
        (block,) = card(edition, edition.offering).blocks
    assert (block.title, block.text) == ("Session 1", '<span lang="nl">Wij &amp; u.</span>')
    assert [(part.label, part.text) for part in block.parts] == [("Morning", '<span lang="nl">Thema</span>')]


def test_what_staff_typed_in_english_is_told_in_english() -> None:
    edition = EditionFactory.create(sessions=0)
    dutch = {"title": "Macht", "description": "Wij & u.", "morning": "Thema", "goals": "Doorvragen\nLuisteren"}
    english = {"title_en": "Power", "description_en": "We.", "morning_en": "Theme", "goals_en": "Asking\n\nListening"}
    SessionFactory.create(edition=edition, **dutch, **english)
    SessionFactory.create(edition=edition, starts_at=noon_in(40), meeting=2, goals="Kijken & zien")
    (block, _other) = card(edition, edition.offering).blocks
    assert (block.title, block.text, block.goals) == ("Macht", "Wij & u.", ["Doorvragen", "Luisteren"])
    with translation.override("en"):
        (block, other) = card(edition, edition.offering).blocks
    assert (block.title, block.text, block.parts[0].text) == ("Power", "We.", "Theme")
    assert block.goals == ["Asking", "Listening"]
    assert other.goals == ['<span lang="nl">Kijken &amp; zien</span>']


def test_a_card_of_one_edition_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = public_editions().get(pk=paid_edition().pk)
    page = edition.offering.specific
    assert page.locale.language_code == "nl"
    with django_assert_num_queries(0):
        found = card(edition, page)
        assert (found.kind, found.kind_key, found.cost) == ("Leergang", "course", "€ 1.550,-")


@pytest.mark.parametrize("count", [1, 30])
def test_lists_cost_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries, page_tree: SimpleNamespace, count: int
) -> None:
    for _number in range(count):
        paid_edition(offering=ProgrammePageFactory.create(parent=page_tree.programmes))
    webinar = WebinarPageFactory.create(parent=page_tree.agenda)
    EditionFactory.create(offering=webinar)
    Site.get_site_root_paths()  # Wagtail keeps these in the cache
    with django_assert_num_queries(6):
        found = upcoming()
        assert len({each.url for each in found}) == count + 1

"""The state of translations: what is missing, what lags behind since when and in which fields."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db.models import Model
from django.test import TestCase
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import NewsPage, Theme
from cms.queries.translations import State, TranslationRow, translation_rows
from tests.factories.cms import NewsPageFactory, ThemeFactory, stream
from tests.factories.events import local


@pytest.fixture
def english(db: None) -> Locale:
    locale: Locale = Locale.objects.get(language_code="en")
    return locale


@pytest.fixture
def clock() -> Any:
    """Each step a day later, so that no two moments are the same."""
    with time_machine.travel(local(2026, 11, 1, 12), tick=False) as traveller:
        yield lambda day: traveller.move_to(local(2026, 11, day, 12))


@pytest.fixture
def page(page_tree: SimpleNamespace, english: Locale, clock: Callable[[int], None]) -> NewsPage:
    """An article whose parents are English too."""
    for above in (page_tree.home, page_tree.news):
        above.copy_for_translation(english).save_revision().publish()
    found: NewsPage = NewsPageFactory(
        parent=page_tree.news, title="Een netwerk", lead="Voor twaalf.", body=stream([("text", "<p>Een alinea.</p>")])
    )
    found.save_revision().publish()
    return found


def publish(page: Page) -> None:
    page.save_revision().publish()


def row_of(source: Model) -> TranslationRow:
    (found,) = [
        row for row in translation_rows() if row.source == source.pk and row.model._meta.label == source._meta.label
    ]
    return found


def submit(source: Any, english: Locale, words: dict[str, str]) -> Translation:
    """Hand it to wagtail-localize, translate these texts and build the translation."""
    kept, _is_new = TranslationSource.get_or_create_from_instance(source)
    translation: Translation = Translation.objects.create(source=kept, target_locale=english)
    _translate(translation, words)
    save(translation)
    return translation


def save(translation: Translation) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)


def _translate(translation: Translation, words: dict[str, str]) -> None:
    for segment in StringSegment.objects.filter(source=translation.source, string__data__in=words):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=words[segment.string.data],
        )


WORDS = {"Een netwerk": "A network", "Voor twaalf.": "For twelve.", "Een alinea.": "A paragraph."}


@pytest.fixture
def whole(page: NewsPage) -> dict[str, str]:
    """A translation for every text of the article."""
    return {**WORDS, page.slug: "a-network"}


def test_a_page_without_translation_is_missing(page: NewsPage) -> None:
    row = row_of(page)

    assert (row.title, row.kind, row.language) == ("Een netwerk", "Nieuwsbericht", "en")
    assert (row.state, row.target, row.source_id) == (State.MISSING, None, None)


def test_a_copy_that_follows_the_tree_is_no_translation(page: NewsPage, english: Locale) -> None:
    page.copy_for_translation(english, alias=True)

    assert row_of(page).state is State.MISSING


def test_what_was_translated_is_up_to_date(page: NewsPage, english: Locale, whole: dict[str, str]) -> None:
    submit(page, english, whole)
    row = row_of(page)

    assert (row.state, row.since, row.changed, row.untranslated) == (State.CURRENT, None, (), 0)
    assert row.target == NewsPage.objects.get(locale=english).pk


def test_a_later_change_of_the_source_names_its_fields(
    page: NewsPage, english: Locale, whole: dict[str, str], clock: Callable[[int], None]
) -> None:
    submit(page, english, whole)
    clock(5)
    page.lead = "Voor dertien."
    page.kind = NewsPage.Kind.REPORT
    publish(page)
    row = row_of(page)

    assert (row.state, row.since) == (State.BEHIND, local(2026, 11, 5, 12))
    assert sorted(row.changed) == ["inleiding", "soort bericht"]
    assert row.needs_update is True


def test_publishing_again_without_a_change_is_no_lag(
    page: NewsPage, english: Locale, whole: dict[str, str], clock: Callable[[int], None]
) -> None:
    submit(page, english, whole)
    clock(5)
    publish(page)

    assert row_of(page).state is State.CURRENT


def test_texts_that_wait_are_counted(
    page: NewsPage, english: Locale, whole: dict[str, str], clock: Callable[[int], None]
) -> None:
    translation = submit(page, english, whole)
    clock(5)
    page.lead = "Voor dertien."
    publish(page)
    clock(6)
    translation.source.update_from_db()
    row = row_of(page)

    assert (row.state, row.since, row.changed, row.untranslated) == (State.BEHIND, local(2026, 11, 6, 12), (), 1)
    assert row.needs_update is False

    clock(7)
    _translate(translation, {"Voor dertien.": "For thirteen."})
    assert row_of(page).state is State.BEHIND  # translated, not yet published
    save(translation)
    assert row_of(page).state is State.CURRENT


def test_a_translation_that_nobody_published_is_a_draft(page: NewsPage, english: Locale, whole: dict[str, str]) -> None:
    submit(page, english, whole)
    NewsPage.objects.get(locale=english).unpublish()

    assert row_of(page).state is State.DRAFT


def test_a_translation_by_hand_is_held_against_what_stood_there_then(
    page: NewsPage, english: Locale, clock: Callable[[int], None]
) -> None:
    clock(2)
    publish(page.copy_for_translation(english))
    assert row_of(page).state is State.CURRENT

    clock(3)
    publish(page)
    assert row_of(page).state is State.CURRENT

    clock(4)
    page.title = "Een ander netwerk"
    publish(page)
    row = row_of(page)
    assert (row.state, row.since, row.changed) == (State.BEHIND, local(2026, 11, 4, 12), ("titel",))
    assert row.needs_update is False

    clock(5)
    publish(NewsPage.objects.get(locale=english))
    assert row_of(page).state is State.CURRENT


def test_drafts_in_the_source_language_need_no_translation(page: NewsPage) -> None:
    page.unpublish()

    assert [row for row in translation_rows() if row.source == page.pk and row.is_page] == []


def test_snippets_too(page_tree: SimpleNamespace, english: Locale) -> None:
    theme = ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")
    assert (row_of(theme).state, row_of(theme).kind) == (State.MISSING, "Thema")

    submit(theme, english, {"Vakmanschap": "Craftsmanship", "vakmanschap": "craftsmanship"})
    assert row_of(theme).state is State.CURRENT

    Theme.objects.filter(pk=theme.pk).update(name="Ambacht")
    assert (row_of(theme).state, row_of(theme).changed) == (State.BEHIND, ("naam",))


def test_what_lags_behind_comes_first(
    page: NewsPage, english: Locale, whole: dict[str, str], clock: Callable[[int], None]
) -> None:
    submit(page, english, whole)
    clock(5)
    page.lead = "Voor dertien."
    publish(page)
    states = [row.state for row in translation_rows()]

    assert states[0] is State.BEHIND
    assert states == sorted(states, key=list(State).index)


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_16_queries(
    page_tree: SimpleNamespace,
    english: Locale,
    page: NewsPage,
    whole: dict[str, str],
    clock: Callable[[int], None],
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    pages = [NewsPageFactory(parent=page_tree.news) for _ in range(count)]
    by_hand = [NewsPageFactory(parent=page_tree.news) for _ in range(count)]
    for one in [*pages, *by_hand]:
        publish(one)
    for one in pages:
        submit(one, english, whole)
    for one in by_hand:
        publish(one.copy_for_translation(english))
    for one in (ThemeFactory.create() for _ in range(count)):
        submit(one, english, {})
    clock(8)
    for one in [*pages, *by_hand]:
        one.lead = "Anders."
        publish(one)
    translation_rows()

    with django_assert_num_queries(16):
        rows = translation_rows()
    assert sum(row.changed == ("inleiding",) for row in rows) == 2 * count

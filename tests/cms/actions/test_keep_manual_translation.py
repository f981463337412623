"""Manual work survives: when the source changes, and when the tie with it is cut and made again."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client, TestCase
from wagtail.models import Locale, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.actions.keep_manual_translation import keep_manual_translation
from cms.contracts import NotAllowed
from cms.models import NewsPage, User
from tests.factories.cms import AcademyImageFactory, NewsPageFactory

LogIn = Callable[[User], Client]
FIRST, SECOND = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
WORDS = {
    "Een netwerk": "A network",
    "een-netwerk": "a-network",
    "Voor twaalf.": "For twelve.",
    "Te gast": "As a guest",
    'Lees <a id="a1">meer</a>.': 'Read <a id="a1">more</a>.',
    "Tweede alinea.": "Second paragraph.",
}


def body(text: str) -> list[dict[str, Any]]:
    return [
        {"id": FIRST, "type": "heading", "value": "Te gast"},
        {"id": SECOND, "type": "text", "value": text},
    ]


@pytest.fixture
def source(page_tree: SimpleNamespace) -> NewsPage:
    """A published article whose parents are English too."""
    english = Locale.objects.get(language_code="en")
    for above in (page_tree.home, page_tree.news):
        above.copy_for_translation(english).save_revision().publish()
    text = '<p>Lees <a href="https://brink.example/nl/">meer</a>.</p><p>Tweede alinea.</p>'
    page: NewsPage = NewsPageFactory(
        parent=page_tree.news, title="Een netwerk", slug="een-netwerk", lead="Voor twaalf.", body=body(text)
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def translation(source: NewsPage) -> Translation:
    """Its English, made with wagtail-localize and published."""
    kept, _is_new = TranslationSource.get_or_create_from_instance(source)
    made: Translation = Translation.objects.create(source=kept, target_locale=Locale.objects.get(language_code="en"))
    translate(made, WORDS)
    build(made)
    return made


def translate(translation: Translation, words: dict[str, str]) -> None:
    for segment in StringSegment.objects.filter(source=translation.source, string__data__in=words):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words[segment.string.data]},
        )


def build(translation: Translation) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)


def english() -> NewsPage:
    page: NewsPage = NewsPage.objects.get(locale__language_code="en")
    return page


def text_of(page: NewsPage) -> str:
    return str(page.body[1].value)


def test_every_text_comes_over(translation: Translation) -> None:
    page = english()

    assert (page.title, page.slug, page.lead) == ("A network", "a-network", "For twelve.")
    assert page.body[0].value == "As a guest"
    assert text_of(page) == '<p>Read <a href="https://brink.example/nl/">more</a>.</p><p>Second paragraph.</p>'


def test_a_change_of_the_source_keeps_what_was_translated(
    source: NewsPage, translation: Translation, moderator: User, log_in: LogIn
) -> None:
    source.lead = "Voor dertien."
    source.save_revision().publish()
    client = log_in(moderator)

    answer = client.post(f"/admin/localize/update/{translation.source_id}/", {})
    assert answer.status_code == 302
    assert english().lead == "For twelve."  # nothing is published by itself

    segment = StringSegment.objects.get(source=translation.source, string__data="Voor dertien.")
    client.put(
        f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
        urlencode({"value": "For thirteen."}),
        content_type="application/x-www-form-urlencoded",
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"/admin/pages/{english().pk}/edit/", {"action": "publish"})

    page = english()
    assert (page.title, page.lead, page.body[0].value) == ("A network", "For thirteen.", "As a guest")
    assert text_of(page).endswith("<p>Second paragraph.</p>")


def test_a_link_of_its_own_for_each_language(translation: Translation, moderator: User, log_in: LogIn) -> None:
    (segment,) = translation.source.overridablesegment_set.filter(data_json='"https://brink.example/nl/"')

    answer = log_in(moderator).put(
        f"/admin/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/",
        urlencode({"value": "https://brink.example/en/"}),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in {200, 201}, answer.content
    build(translation)

    assert 'href="https://brink.example/en/"' in text_of(english())
    assert 'href="https://brink.example/nl/"' in str(NewsPage.objects.get(locale__language_code="nl").body[1].value)


def by_hand(translation: Translation) -> NewsPage:
    """Cut the tie and write in the English page itself."""
    translation.enabled = False
    translation.save()
    page = english()
    page.lead = "For a dozen."
    page.image = AcademyImageFactory()
    page.body = body('<p>Go and read <a href="https://brink.example/en/">more</a>.</p><p>Another second one.</p>')
    page.body[0] = ("heading", "Among peers")
    page.body[0].id = FIRST
    page.save_revision().publish()
    return page


def switch_on(client: Client, page: NewsPage) -> None:
    answer = client.post(f"/admin/pages/{page.pk}/edit/", {"localize-restart-translation": "1"})
    assert answer.status_code == 302


def test_what_was_typed_by_hand_survives_when_the_tie_is_made_again(
    source: NewsPage, translation: Translation, moderator: User, log_in: LogIn
) -> None:
    source.image = AcademyImageFactory()
    source.save_revision().publish()
    translation.source.update_from_db()
    page = by_hand(translation)
    picture = page.image_id

    switch_on(log_in(moderator), page)
    translation.refresh_from_db()
    build(translation)

    found = english()
    assert translation.enabled is True
    assert (found.title, found.lead, found.image_id) == ("A network", "For a dozen.", picture)
    assert found.body[0].value == "Among peers"
    assert text_of(found) == (
        '<p>Go and read <a href="https://brink.example/en/">more</a>.</p><p>Another second one.</p>'
    )
    assert PageLogEntry.objects.filter(page=found.pk, action="cms.translation_kept", user=moderator).count() == 1


def test_parts_that_the_source_has_not_are_never_taken_away(
    translation: Translation, moderator: User, log_in: LogIn
) -> None:
    page = by_hand(translation)
    page.body.append(("text", "<p>Only for English readers.</p>"))
    page.save_revision().publish()
    before = StringTranslation.objects.count()

    switch_on(log_in(moderator), page)

    translation.refresh_from_db()
    assert translation.enabled is False
    assert StringTranslation.objects.count() == before
    assert "Only for English readers." in str(english().body[2].value)
    with pytest.raises(NotAllowed, match="hier meer of iets anders dan in de brontekst: tekst"):
        keep_manual_translation(translation=translation, page=page)

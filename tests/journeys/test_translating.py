"""Wagtail-localize's own screen, where an editor translates a page."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import User
from tests.factories.cms import AcademyImageFactory, NewsPageFactory, stream
from tests.journeys.accessibility import SCHEMES, Scheme, screen_complaints


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_screen_is_readable(
    scheme: Scheme,
    page_of: Callable[[User], Page],
    page_tree: SimpleNamespace,
    administrator: User,
    transactional_db: None,
) -> None:
    english = Locale.objects.get(language_code="en")
    for above in (page_tree.home, page_tree.news):
        above.copy_for_translation(english).save_revision().publish()
    text = stream([("text", "<p>Een alinea met <b>nadruk</b>.</p>"), ("text", "<p>Nog een.</p>")])
    article = NewsPageFactory(parent=page_tree.news, title="Bericht", body=text, image=AcademyImageFactory())
    source, _is_new = TranslationSource.get_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=True)
    done = StringSegment.objects.filter(source=source).first()
    StringTranslation.objects.create(
        translation_of=done.string, context=done.context, locale=english, data="An article"
    )
    desk = page_of(administrator)
    desk.emulate_media(color_scheme=scheme)
    address = f"/admin/pages/{translation.get_target_instance().pk}/edit/"
    found = screen_complaints(desk, address, scheme)

    expect(desk.get_by_text("An article").first).to_be_visible()
    with desk.expect_file_chooser():  # which its own field, hidden, does not show
        desk.get_by_role("button", name="Upload PO-bestand").click()
    assert found == []

"""Dutch to English, on the screens an editor uses: submit, translate each string, publish."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from cms.models import NewsPage, ProgrammePage, Theme, User
from cms.queries.news import article
from tests.factories.cms import (
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammePageFactory,
    ThemeFactory,
    stream,
)


@pytest.fixture
def english(db: None) -> Locale:
    locale: Locale = Locale.objects.get(language_code="en")
    return locale


@pytest.fixture
def translate(
    moderator: User,
    english: Locale,
    log_in: Callable[[User], Client],
    run_jobs: Callable[[], list[str]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[[Any, dict[str, str]], Any]:
    """A function that submits something to English, types a translation for each Dutch text given, publishes and returns
    the result."""
    client = log_in(moderator)

    def submit(source: Any, words: dict[str, str]) -> Any:
        if isinstance(source, Page):
            address = f"/admin/localize/submit/page/{source.pk}/"
        else:
            address = f"/admin/localize/submit/snippet/cms/{source._meta.model_name}/{source.pk}/"
        response = client.post(address, {"locales": [english.pk]})
        assert response.status_code == 302, response.content.decode()
        run_jobs()
        translation = Translation.objects.get(
            source__object__translation_key=source.translation_key, target_locale=english
        )
        for segment in StringSegment.objects.filter(source=translation.source, string__data__in=words):
            saved = client.put(
                f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/",
                urlencode({"value": words[segment.string.data]}),
                content_type="application/x-www-form-urlencoded",
            )
            assert saved.status_code == 201, saved.content
        target = translation.get_target_instance()
        edit = f"/admin/pages/{target.pk}/edit/" if isinstance(source, Page) else _edit_address(target)
        assert client.get(edit).status_code == 200
        with django_capture_on_commit_callbacks(execute=True):
            published = client.post(edit, {"action": "publish"})
        assert published.status_code == 302, published.content.decode()
        return translation.get_target_instance()

    return submit


def _text(client: Client, address: str) -> str:
    """The page with every run of white space as one space."""
    return " ".join(client.get(address).content.decode().split())


def _edit_address(snippet: Theme) -> str:
    return f"/admin/snippets/cms/{snippet._meta.model_name}/edit/{snippet.pk}/"


@pytest.fixture
def english_site(page_tree: SimpleNamespace, translate: Callable[[Any, dict[str, str]], Any]) -> SimpleNamespace:
    """The pages above, in English."""
    home = translate(page_tree.home, {"Academie Vakwerk": "Vakwerk Academy"})
    news = translate(page_tree.news, {"Nieuws": "News", "nieuws": "news"})
    programmes = translate(page_tree.programmes, {"Opleidingen": "Programmes", "opleidingen": "programmes"})
    return SimpleNamespace(home=home, news=news, programmes=programmes)


def test_an_article_in_english(
    page_tree: SimpleNamespace,
    english_site: SimpleNamespace,
    translate: Callable[[Any, dict[str, str]], Any],
    client: Client,
) -> None:
    theme = ThemeFactory.create(name="Vakmanschap", slug="vakmanschap")
    page = NewsPageFactory(
        parent=page_tree.news,
        title="Een nieuw netwerk",
        slug="een-nieuw-netwerk",
        lead="Voor twaalf mensen.",
        summary=stream([("point", "Acht dagen.")]),
        body=stream([("heading", "Te gast"), ("text", "<p>De groep komt <b>samen</b>.</p>")]),
        disclosure=NewsPage.Disclosure.SPONSORED,
        sponsor=OrganisationFactory.create(name="Hogeschool De Brink"),
    )
    page.themes.add(theme)
    page.save_revision().publish()
    translate(theme, {"Vakmanschap": "Craftsmanship", "vakmanschap": "craftsmanship"})

    target = translate(
        page,
        {
            "Een nieuw netwerk": "A new network",
            "een-nieuw-netwerk": "a-new-network",
            "Voor twaalf mensen.": "For twelve people.",
            "Acht dagen.": "Eight days.",
            "Te gast": "As a guest",
            "De groep komt <b>samen</b>.": "The group <b>meets</b>.",
        },
    )

    assert target.url == "/en/news/a-new-network/"
    html = _text(client, target.url)
    assert '<html lang="en">' in html
    assert "<h1>A new network</h1>" in html
    assert "<li>Eight days.</li>" in html
    assert "<p>The group <b>meets</b>.</p>" in html
    assert [one.name for one in article(target).themes] == ["Craftsmanship"]
    assert target.sponsor.name == "Hogeschool De Brink"
    assert '<link rel="alternate" hreflang="nl" href="http://testserver/nieuws/een-nieuw-netwerk/">' in html
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/news/a-new-network/">' in html
    assert '<a href="/nieuws/een-nieuw-netwerk/" lang="nl" hreflang="nl">' in html
    dutch = _text(client, page.url)
    assert '<a href="/en/news/a-new-network/" lang="en" hreflang="en">' in dutch
    assert "A new network" in client.get("/en/").content.decode()
    assert "A new network" not in client.get("/").content.decode()


def test_a_programme_in_english(
    page_tree: SimpleNamespace,
    english_site: SimpleNamespace,
    translate: Callable[[Any, dict[str, str]], Any],
    client: Client,
) -> None:
    teacher = PersonFactory.create(first_name="Kees", last_name="Mulder", function="lector")
    page = ProgrammePageFactory(
        parent=page_tree.programmes,
        title="Leernetwerk HRM",
        slug="leernetwerk-hrm",
        kind=ProgrammePage.Kind.NETWORK,
        audience_text="HRM’ers bij de overheid",
        group_min=8,
        group_max=12,
        people=stream([("person", {"person": teacher.pk, "role": "begeleider", "function": ""})]),
    )
    page.save_revision().publish()

    target = translate(
        page,
        {
            "Leernetwerk HRM": "HR learning network",
            "leernetwerk-hrm": "hr-learning-network",
            "HRM’ers bij de overheid": "HR staff in government",
            "begeleider": "facilitator",
        },
    )

    html = client.get("/en/programmes/hr-learning-network/").content.decode()
    assert "<h1>HR learning network</h1>" in html
    assert "HR staff in government" in html
    assert "facilitator, lector" in html
    assert (target.group_min, target.group_max, target.kind) == (8, 12, "network")


def test_a_table_in_english_keeps_its_translations_when_a_row_comes_in_between(
    page_tree: SimpleNamespace,
    english_site: SimpleNamespace,
    translate: Callable[[Any, dict[str, str]], Any],
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def table(*rows: list[str]) -> list[dict[str, Any]]:
        columns = [{"type": "text", "heading": "Variant"}, {"type": "number", "heading": "Dagen"}]
        value = {"caption": "Wat het vraagt", "columns": columns, "rows": [{"values": row} for row in rows]}
        block = {"table": value, "rows_have_headings": True, "source": "Eigen telling"}
        return [{"type": "table", "id": "11111111-1111-1111-1111-111111111111", "value": block}]

    page: Any = NewsPageFactory(
        parent=page_tree.news, title="Bericht", slug="bericht", body=table(["Leergang", "8"], ["Training", "1"])
    )
    page.save_revision().publish()
    translate(
        page,
        {
            "Bericht": "Message",
            "bericht": "message",
            "Wat het vraagt": "What it takes",
            "Variant": "Kind",
            "Dagen": "Days",
            "Leergang": "Course",
            "Training": "Training day",
            "Eigen telling": "Our own count",
        },
    )

    html = _text(client, "/en/news/message/")
    assert "<caption>What it takes</caption>" in html
    assert '<th scope="row">Course</th> <td data-l="Days" class="n">8</td>' in html
    assert "Our own count" in html

    page.refresh_from_db()
    page.body = table(["Leergang", "8"], ["Teamsessie", "1"], ["Training", "1"])
    page.save_revision().publish()
    translation = Translation.objects.get(
        target_locale__language_code="en", source__object__translation_key=page.translation_key
    )
    translation.source.update_or_create_from_instance(page)
    translation.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    html = _text(client, "/en/news/message/")
    rows = ["Course", "Teamsessie", "Training day"]
    places = [html.index(f'<th scope="row">{row}</th>') for row in rows]
    assert places == sorted(places)


def test_a_translation_follows_later_changes_of_its_themes(
    page_tree: SimpleNamespace,
    english_site: SimpleNamespace,
    translate: Callable[[Any, dict[str, str]], Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = NewsPageFactory(parent=page_tree.news, title="Bericht", slug="bericht")
    page.save_revision().publish()
    target = translate(page, {"Bericht": "Message"})
    assert list(target.themes.all()) == []

    theme = ThemeFactory.create()
    page.themes.add(theme)
    page.save_revision().publish()
    translation = Translation.objects.get(
        target_locale__language_code="en", source__object__translation_key=page.translation_key
    )
    translation.source.update_or_create_from_instance(page)
    translation.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)

    assert list(NewsPage.objects.get(pk=target.pk).themes.all()) == [theme]


def test_without_a_translation_the_switch_leads_to_the_home_page(
    page_tree: SimpleNamespace, english_site: SimpleNamespace, client: Client
) -> None:
    page = NewsPageFactory(parent=page_tree.news)

    html = _text(client, page.url)

    assert '<a href="/en/" lang="en" hreflang="en">' in html
    assert 'rel="alternate" hreflang="en"' not in html


def test_an_editor_may_translate_but_not_publish(
    page_tree: SimpleNamespace, english: Locale, editor: User, log_in: Callable[[User], Client]
) -> None:
    client = log_in(editor)
    client.post(f"/admin/localize/submit/page/{page_tree.home.pk}/", {"locales": [english.pk]})
    target = page_tree.home.get_translation(english)

    client.post(f"/admin/pages/{target.pk}/edit/", {"action": "publish"})

    target.refresh_from_db()
    assert not target.live

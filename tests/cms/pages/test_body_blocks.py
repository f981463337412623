"""What the blocks of running text become on a page."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Locale, Page

from cms.blocks.links import RelatedLinkBlock
from tests.factories.cms import (
    AcademyImageFactory,
    ContentPageFactory,
    DocumentFactory,
    NewsPageFactory,
    OrganisationFactory,
    stream,
)
from tests.factories.events import EditionFactory, ProgrammePageFactory


def _shown(client: Client, parent: Page, *blocks: tuple[str, Any]) -> str:
    response = client.get(ContentPageFactory(parent=parent, body=stream(list(blocks))).url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_notes_lead_there_and_back_wherever_their_block_stands(page_tree: SimpleNamespace, client: Client) -> None:
    source = {"author": "Smit, M.", "year": "2025", "title": "Ruimte", "place": "Lindewaard", "publisher": "De Brink"}
    html = _shown(
        client,
        page_tree.home,
        (
            "notes",
            stream([("source", source | {"url": ""}), ("note", "<p>Zie <b>elders</b>.</p>"), ("note", "<p>Los.</p>")]),
        ),
        ("text", "<p>Eerst.[2]</p>"),
        ("text", "<p>Dan.[1] Nog eens.[2]</p>"),
    )

    assert 'Eerst.<sup><a href="#noot-2" id="verwijzing-2" aria-label="Noot 2">2</a></sup>' in html
    assert 'Nog eens.<sup><a href="#noot-2" aria-label="Noot 2">2</a></sup>' in html
    assert '<li id="noot-1"> Smit, M. (2025). <cite>Ruimte</cite>. Lindewaard: De Brink.' in html
    assert 'href="#verwijzing-1" aria-label="Terug naar de tekst bij noot 1"' in html
    assert "Zie <b>elders</b>." in html
    assert "#verwijzing-3" not in html


def test_links_follow_their_page_and_leave_out_what_is_not_public(page_tree: SimpleNamespace, client: Client) -> None:
    shown = ContentPageFactory(parent=page_tree.home, title="Over ons", slug="over-ons")
    draft = ContentPageFactory(parent=page_tree.home, title="Concept", live=False)
    html = _shown(
        client,
        page_tree.home,
        (
            "links",
            {
                "heading": "",
                "links": [
                    {"page": shown.pk, "url": "", "label": ""},
                    {"page": draft.pk, "url": "", "label": "Nog niet"},
                    {"page": None, "url": "https://wetten.example/", "label": "De wet"},
                ],
            },
        ),
    )

    assert '<li><a href="/over-ons/">Over ons</a></li>' in html
    assert '<li><a href="https://wetten.example/">De wet</a></li>' in html
    assert "Nog niet" not in html


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"page": None, "url": "", "label": "Niets"}, "url"),
        ({"page": None, "url": "https://wetten.example/", "label": ""}, "label"),
    ],
)
def test_a_link_has_one_target_and_words(typed: dict[str, Any], field: str) -> None:
    block = RelatedLinkBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(typed))

    assert list(refused.value.block_errors) == [field]


def test_a_link_has_no_two_targets(page_tree: SimpleNamespace) -> None:
    block = RelatedLinkBlock()

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"page": page_tree.news.pk, "url": "https://wetten.example/", "label": "De wet"}))

    assert list(refused.value.block_errors) == ["url"]


def test_a_sponsored_article_marks_its_links_to_other_sites_in_every_block(
    page_tree: SimpleNamespace, client: Client
) -> None:
    links = {"heading": "", "links": [{"page": None, "url": "https://debrink.example/", "label": "De Brink"}]}
    page = NewsPageFactory(
        parent=page_tree.news,
        disclosure="sponsored",
        sponsor=OrganisationFactory.create(),
        body=stream([("links", links)]),
    )

    assert '<a rel="sponsored" href="https://debrink.example/">De Brink</a>' in client.get(page.url).content.decode()


def test_a_download_tells_type_and_size(page_tree: SimpleNamespace, client: Client) -> None:
    document = DocumentFactory.create()
    html = _shown(
        client, page_tree.home, ("download", {"document": document.pk, "title": "", "text": "Acht pagina’s."})
    )

    assert f'<a href="{document.url}" download>Verslag van de leerkring</a>' in html
    assert "(PDF, 402,3 KB)" in html.replace("\xa0", " ")
    assert "<p>Acht pagina’s.</p>" in html


def test_a_table_names_its_columns_and_rows(page_tree: SimpleNamespace, client: Client) -> None:
    table = {
        "caption": "Varianten",
        "columns": [{"type": "text", "heading": "Variant"}, {"type": "number", "heading": "Dagen"}],
        "rows": [{"values": ["Leergang", "8"]}],
    }
    html = _shown(
        client, page_tree.home, ("table", {"table": table, "rows_have_headings": True, "source": "Eigen telling"})
    )

    assert "<caption>Varianten</caption>" in html
    assert '<th scope="col" class="n">Dagen</th>' in html
    assert '<th scope="row">Leergang</th>' in html
    assert '<td data-l="Dagen" class="n">8</td>' in html
    assert "Bron: Eigen telling" in html


def test_a_table_without_row_headings_has_none(page_tree: SimpleNamespace, client: Client) -> None:
    table = {"caption": "", "columns": [{"type": "text", "heading": "Variant"}], "rows": [{"values": ["Leergang"]}]}
    html = _shown(client, page_tree.home, ("table", {"table": table, "rows_have_headings": False, "source": ""}))

    assert '<td data-l="Variant">Leergang</td>' in html
    assert 'scope="row"' not in html


def test_figures_and_themes(page_tree: SimpleNamespace, client: Client) -> None:
    html = _shown(
        client,
        page_tree.home,
        ("key_figures", {"figures": [{"figure": "60 %", "text": "blijft", "source": "enquête, mei 2026"}]}),
        ("themes", {"themes": [{"title": "Macht en gezag", "text": "Het verschil."}]}),
    )

    assert "<b>60 %</b> blijft" in html
    assert "Bron: enquête, mei 2026" in html
    assert "<b>Macht en gezag</b> <p>Het verschil.</p>" in html


def test_a_card_of_an_offering_says_what_its_dates_say(page_tree: SimpleNamespace, client: Client) -> None:
    programme = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leergang Gezag")
    EditionFactory.create(offering=programme, sessions=2)

    html = _shown(client, page_tree.home, ("offering", {"page": programme.pk}))

    assert f'<a href="{programme.url}">Leergang Gezag</a>' in html
    assert "<b>Leergang</b> · kosteloos" in html
    assert "Plaatsen vrij" in html
    assert "2 dagen · " in html


def test_a_card_of_an_offering_that_is_off_the_site_is_not_shown(page_tree: SimpleNamespace, client: Client) -> None:
    programme = ProgrammePageFactory.create(parent=page_tree.programmes, title="Leergang Gezag", live=False)

    assert "Leergang Gezag" not in _shown(client, page_tree.home, ("offering", {"page": programme.pk}))


def test_links_and_cards_lead_to_the_readers_language(page_tree: SimpleNamespace, client: Client) -> None:
    english = Locale.objects.get(language_code="en")
    home = page_tree.home.copy_for_translation(english)
    home.save_revision().publish()
    target = ContentPageFactory(parent=page_tree.home, title="Over ons")
    translated = target.copy_for_translation(english)
    translated.title, translated.slug = "About us", "about-us"
    translated.save_revision().publish()
    only_dutch = ContentPageFactory(parent=page_tree.home, title="Alleen Nederlands", slug="alleen")
    links = {"heading": "", "links": [{"page": one.pk, "url": "", "label": ""} for one in (target, only_dutch)]}
    home.refresh_from_db()
    page = ContentPageFactory(parent=home, locale=english, body=stream([("links", links)]))

    html = client.get(page.url).content.decode()

    assert '<a href="/en/about-us/">About us</a>' in html
    assert '<a href="/alleen/">Alleen Nederlands</a>' in html


@pytest.mark.parametrize("count", [1, 30])
def test_every_block_together_costs_16_queries_however_many(
    page_tree: SimpleNamespace,
    client: Client,
    warmed: Callable[[str], str],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    others = [ContentPageFactory(parent=page_tree.news) for _ in range(count)]
    programmes = [ProgrammePageFactory.create(parent=page_tree.programmes) for _ in range(count)]
    for programme in programmes:
        EditionFactory.create(offering=programme)
    organisations = [OrganisationFactory.create(logo=AcademyImageFactory()) for _ in range(count)]
    links = {"heading": "", "links": [{"page": other.pk, "url": "", "label": ""} for other in others]}
    page = ContentPageFactory(
        parent=page_tree.home,
        body=stream(
            [
                *([("links", links)] * count),
                *(("offering", {"page": programme.pk}) for programme in programmes),
                *(
                    ("download", {"document": DocumentFactory.create().pk, "title": "", "text": ""})
                    for _ in range(count)
                ),
                ("organisations", {"heading": "", "organisations": [one.pk for one in organisations]}),
            ]
        ),
    )
    warmed(page.url)

    with django_assert_num_queries(16):
        client.get(page.url)

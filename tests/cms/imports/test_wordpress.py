"""A WordPress export, and what is none."""

import datetime as dt
from pathlib import Path

import pytest

from cms.imports.document import (
    Article,
    Author,
    Document,
    Footnotes,
    Heading,
    Kind,
    Note,
    Picture,
    Quote,
    RichText,
    Table,
    Unread,
)
from cms.imports.errors import CannotRead
from cms.imports.source import open_source

EXPORT = Path(__file__).with_name("export.xml")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document | Unread]:
    """What the export holds, by name."""
    return {document.name: document for document in open_source(EXPORT).documents}


def _article(document: Document | Unread) -> Article:
    assert isinstance(document, Document)
    (article,) = document.articles
    return article


def test_posts_and_pages_in_the_order_of_the_file(documents: dict[str, Document | Unread]) -> None:
    assert list(documents) == [
        "post 11: Timmeren & timmeren – een dag in de werkplaats",
        "post 12: Schaven",
        "post 13: Alleen voor ons",
        "post 14: Weggegooid",
        "page 15: Over het huis",
        "page 16: De kelder",
    ]


def test_a_post_of_the_old_editor(documents: dict[str, Document | Unread]) -> None:
    article = _article(documents["post 11: Timmeren & timmeren – een dag in de werkplaats"])

    assert article == Article(
        key="https://oud.example/?p=11",
        title="Timmeren & timmeren – een dag in de werkplaats",
        slug="timmeren",
        lead="Een dag in de werkplaats.",
        published_on=dt.date(2017, 8, 1),
        author=Author("Lotte Mulder", "lotte@oud.example"),
        categories=("Vakmanschap", "Hout & lijm"),
        picture=Picture("https://oud.example/wp-content/uploads/2017/08/balk.png", "Een eiken balk"),
        address="https://oud.example/2017/08/timmeren/",
        blocks=(
            RichText("<p>Wie een balk zaagt, meet twee keer.<br/>De meester kijkt toe.</p>"),
            Picture(
                "https://oud.example/wp-content/uploads/2017/08/balk-300x200.png",
                "Een balk op een bok",
                "De eerste balk",
            ),
            Heading("Gereedschap"),
            RichText(
                "<ul><li>een zaag</li><li>een beitel</li></ul>"
                '<p>Lees ook <a href="https://oud.example/2018/01/schaven/">het vervolg</a>.[1]</p>'
                "<p>Zo ging het [sic] altijd.</p>"
            ),
            Footnotes((Note("Zie het <i>Handboek</i>, blz. 4."),)),
        ),
        notes=(
            "Stond in WordPress bovenaan; hier staat het op datum.",
            'De code [contact-form-7 id="7" title="Vraag iets"] van WordPress heeft hier geen plaats.',
        ),
    )


def test_a_draft_of_the_block_editor(documents: dict[str, Document | Unread]) -> None:
    article = _article(documents["post 12: Schaven"])

    assert article.blocks == (
        RichText("<p>Schaven vraagt <b>geduld</b>[1].</p><h3>Tegen de draad in</h3>"),
        Quote("Een schaaf liegt niet.", "Meester Kuiper"),
        Picture("https://oud.example/wp-content/uploads/2018/01/schaaf.png", "Een houten schaaf", "Een schaaf"),
        Table(("Hout", "Dagen"), (("Eik", "3"),), "Hoe lang hout droogt"),
        RichText('<p><a href="https://film.example/schaven">https://film.example/schaven</a></p>'),
        Footnotes((Note("En een scherp ijzer."),)),
    )
    assert article.address == ""
    assert article.categories == ()
    assert article.notes == ("Was in WordPress een concept.",)


def test_what_was_not_public_is_told(documents: dict[str, Document | Unread]) -> None:
    assert _article(documents["post 13: Alleen voor ons"]).notes == (
        "Was in WordPress alleen voor ingelogde lezers.",
        "Was in WordPress met een wachtwoord beschermd.",
    )
    assert documents["post 14: Weggegooid"] == Unread(
        "post 14: Weggegooid", "Lag in WordPress in de prullenbak of was nooit bewaard."
    )


def test_pages_know_the_page_above(documents: dict[str, Document | Unread]) -> None:
    assert _article(documents["page 15: Over het huis"]).kind == Kind.PAGE
    assert _article(documents["page 16: De kelder"]).parent_key == "https://oud.example/?page_id=15"


def test_the_rest_is_counted_and_comments_are_left() -> None:
    source = open_source(EXPORT)

    assert source.notes == (
        "1 × “nav_menu_item” is geen bericht of pagina en niet overgenomen.",
        "Reacties van lezers zijn niet overgenomen (1).",
    )
    assert "zegt de lezer" not in repr(list(source.documents))


def test_an_export_that_says_utf8_and_is_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(EXPORT.read_text().replace("Schaven vraagt", "Één café vraagt").encode("cp1252", "ignore"))

    (article,) = [_article(document) for document in open_source(path).documents if document.name == "post 12: Schaven"]

    assert article.blocks[0] == RichText("<p>Één café vraagt <b>geduld</b>[1].</p><h3>Tegen de draad in</h3>")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel><item><title>&b;</title></item></channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>&a;</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Het bestand is leeg."),
        ("Dit is gewoon tekst.", "Dit is geen geldig XML-bestand (regel 1)."),
        (EXPORT.read_text()[:4000], "Dit is geen geldig XML-bestand (regel 73)."),
        ("<rss><channel><item/></channel></rss>", "Dit XML-bestand is geen export van WordPress (WXR)."),
        ("<html><body><p/></body></html>", "Dit XML-bestand is geen export van WordPress (WXR)."),
        (BOMB, "Dit XML-bestand bevat een DOCTYPE of entiteiten; dat lezen we niet."),
        (OUTSIDE, "Dit XML-bestand bevat een DOCTYPE of entiteiten; dat lezen we niet."),
    ],
)
def test_what_is_no_export_is_refused_before_anything_is_read(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "export.xml"
    path.write_text(text)
    with pytest.raises(CannotRead) as refusal:
        open_source(path)
    assert str(refusal.value) == sentence

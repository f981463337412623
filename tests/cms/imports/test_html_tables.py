"""Tables in HTML: data becomes a table, what divided a page becomes text; no word of either is lost."""

import pytest

from cms.imports.document import Block, Heading, Picture, RichText, Table
from cms.imports.html_page import read_html
from tests.cms.imports.texts import WORD, words

NO_HEAD = "Een tabel heeft geen kopregel: geef elke kolom een kop."
MERGED = "In een tabel waren cellen samengevoegd: kijk of alles onder de goede kop staat."
LINKS = "In een tabel kunnen geen links staan: ze staan eronder."
LAYOUT = "Een tabel zonder gegevens in rijen en kolommen staat als gewone tekst."


@pytest.mark.parametrize(
    ("html", "table", "notes"),
    [
        (
            "<caption>Droogtijd</caption><tr><th>Hout</th><th>Dagen</th></tr><tr><td>Eik</td><td>3</td></tr>",
            Table(("Hout", "Dagen"), (("Eik", "3"),), "Droogtijd"),
            (),
        ),
        (
            "<thead><tr><td>Hout</td><td>Dagen</td></tr></thead><tfoot><tr><th>Samen</th><td>4</td></tr></tfoot>"
            "<tbody><tr><th>Eik</th><td>3</td></tr><tr><th>Es</th><td>1</td></tr></tbody>",
            Table(("Hout", "Dagen"), (("Eik", "3"), ("Es", "1"), ("Samen", "4")), rows_have_headings=True),
            (),
        ),
        (
            "<tr><td>Eik</td><td><p>hard</p><ul><li>en zwaar</li></ul></td></tr><tr><td>Es</td></tr><tr><td></td></tr>",
            Table(("", ""), (("Eik", "hard\nen zwaar"), ("Es", ""))),
            (NO_HEAD,),
        ),
        (
            "<tr><th>Hout</th><th colspan=2>Dagen &amp; uren</th></tr><tr><td rowspan='2'>Eik</td><td>3</td><td>4</td></tr>"
            "<tr><td>5</td><td>6 <b>of</b> 7</td></tr>",
            Table(("Hout", "Dagen & uren", ""), (("Eik", "3", "4"), ("", "5", "6 of 7"))),
            (MERGED,),
        ),
    ],
)  # fmt: skip
def test_a_table_with_data(html: str, table: Table, notes: tuple[str, ...]) -> None:
    (article,) = read_html(f"<h1>Titel</h1><table>{html}</table>", "a")
    assert article.blocks == (table,)
    assert article.notes == notes


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<tr><td>Menu</td><td>De tekst.</td></tr>", (RichText("<p>Menu</p><p>De tekst.</p>"),)),
        ("<tr><td>Eén.</td></tr><tr><td>Twee.</td></tr>", (RichText("<p>Eén.</p><p>Twee.</p>"),)),
        (
            "<tr><td>Links</td><td><h2>Kop</h2>Tekst.</td></tr><tr><td>a</td><td>b</td></tr>",
            (RichText("<p>Links</p>"), Heading("Kop"), RichText("<p>Tekst.</p><p>a</p><p>b</p>")),
        ),
        (
            "<tr><td>Buiten</td><td><table><tr><th>A</th></tr><tr><td>b</td></tr></table></td></tr><tr><td>c</td><td>d</td></tr>",
            (RichText("<p>Buiten</p>"), Table(("A",), (("b",),)), RichText("<p>c</p><p>d</p>")),
        ),
        (
            "<tr><td><img src='balk.png' alt='Balk'></td><td>Een balk.</td></tr><tr><td>a</td><td>b</td></tr>",
            (Picture("balk.png", "Balk"), RichText("<p>Een balk.</p><p>a</p><p>b</p>")),
        ),
        (
            "Los ervoor<tr><th>A</th><th>B</th></tr><tr><td>a</td><td>b</td></tr>",
            (RichText("<p>Los ervoor</p><p>A</p><p>B</p><p>a</p><p>b</p>"),),
        ),
    ],
)  # fmt: skip
def test_a_table_that_holds_no_data_is_text(html: str, blocks: tuple[Block, ...]) -> None:
    (article,) = read_html(f"<h1>Titel</h1><table>{html}</table>", "a")
    assert article.blocks == blocks
    assert article.notes == (LAYOUT,)


def test_pictures_and_links_stand_below_the_table() -> None:
    (article,) = read_html(
        "<h1>Titel</h1><table><tr><th>Hout</th><th>Meer</th></tr>"
        "<tr><td>Eik <a href='groot.png'><img src='eik.png' alt='Eik'></a></td><td><a href='eik.pdf'>blad</a></td></tr>"
        "<tr><td><a href='#x'>Es</a></td><td><a href='eik.pdf'>blad</a> <a href='javascript:x()'>nee</a></td></tr></table>",
        "a",
    )

    assert article.blocks == (
        Table(("Hout", "Meer"), (("Eik", "blad"), ("Es", "blad nee"))),
        RichText('<ul><li><a href="eik.pdf">blad</a></li></ul>'),
        Picture("eik.png", "Eik"),
    )
    assert article.notes == (LINKS,)


def test_the_caption_of_a_figure_is_that_of_its_table() -> None:
    (article,) = read_html(
        "<h1>Titel</h1><figure><table><tr><th>A</th></tr><tr><td>b</td></tr></table><figcaption>Droogtijd</figcaption></figure>",
        "a",
    )
    assert article.blocks == (Table(("A",), (("b",),), "Droogtijd"),)


def test_a_table_in_a_list_loses_no_word() -> None:
    html = (
        "<ul><li>Vooraf<table><caption>Bij</caption><tr><th>A</th><th>B</th></tr><tr><td>c<br>d</td><td>e</td></tr>"
        "</table>achteraf</li></ul>"
    )
    (article,) = read_html(f"<h1>Titel</h1>{html}", "a")
    assert sorted(words(article)) == sorted(["Titel", *WORD.findall("Vooraf achteraf Bij A B c d e")])

"""Footnotes in HTML: taken from below the text, with a number where the link to them stood."""

import pytest

from cms.imports.document import Block, Footnotes, Heading, Note, Picture, Publication, RichText, Table
from cms.imports.html_page import read_html

ITEM = '<ol><li id="fn1">De noot. <a href="#r1">↩</a></li></ol>'


def blocks(html: str) -> tuple[Block, ...]:
    (article,) = read_html(f"<h1>Titel</h1>{html}", "a")
    return article.blocks


@pytest.mark.parametrize(
    "html",
    [
        f'<p>Tekst<sup><a href="#fn1" id="r1">1</a></sup>.</p>{ITEM}',
        f'<p>Tekst<sup>[<a href="#fn1" id="r1">1</a>]</sup>.</p>{ITEM}',
        '<p>Tekst<a name="_r1" href="#_n1">[1]</a>.</p><p><a name="_n1" href="#_r1">[1]</a> De noot.</p>',
        '<p>Tekst<a href="#_n1">1</a>.</p><p><a name="_n1">De</a> noot.</p>',
        *(
            f'<p>Tekst<a href="#fn1">1</a>.</p>{heading}{ITEM}'
            for heading in ("<h2>Noten</h2>", "<h4>Voetnoten:</h4>", "<p><b>Footnotes</b></p>")
        ),
    ],
)
def test_a_note_leaves_its_number_in_the_text(html: str) -> None:
    assert blocks(html) == (RichText("<p>Tekst[1].</p>"), Footnotes((Note("De noot."),)))


def test_numbers_follow_the_text_wherever_it_refers_to_a_note() -> None:
    assert blocks(
        '<h2>Eik<a href="#c">3</a></h2><p>Beuk<a href="#a">1</a>, es<a href="#c">3</a>.</p>'
        '<table><tr><th>Hout</th></tr><tr><td>Iep<a href="#b">2</a></td></tr></table>'
        '<ol><li id="a">Taai.</li><li id="b">Zeldzaam, zie <a href="#c">3</a>.</li><li id="c">Hard.</li></ol>'
    ) == (
        Heading("Eik[1]"),
        RichText("<p>Beuk[2], es[1].</p>"),
        Table(("Hout",), (("Iep[3]",),)),
        Footnotes((Note("Hard."), Note("Taai."), Note("Zeldzaam, zie [1]."))),
    )


def test_a_picture_in_a_note_stands_above_the_notes() -> None:
    html = '<p>Tekst<a href="#a">1</a>.</p><ol><li id="a">De<img src="balk.png" alt="Balk">noot.</li></ol>'
    assert blocks(html)[1:] == (Picture("balk.png", "Balk"), Footnotes((Note("De noot."),)))


def test_a_publication_is_known_by_its_shape() -> None:
    assert blocks(
        '<p>Tekst<a href="#a">1</a>.</p><ol><li id="a">Smit, M. (2025). <em>Ruimte</em>. Den Haag: De Krul. '
        '<a href="https://oud.example/x">https://oud.example/x</a></li></ol>'
    )[-1] == Footnotes((Publication("Smit, M.", "2025", "Ruimte", "Den Haag", "De Krul", "https://oud.example/x"),))


def test_a_publication_with_a_link_of_its_own_stays_as_it_was_written() -> None:
    note = 'Smit, M. (2025). <a href="https://oud.example/x">Ruimte</a>. Den Haag: De Krul.'
    assert blocks(f'<p>Tekst<a href="#a">1</a>.</p><ol><li id="a">{note}</li></ol>')[-1] == Footnotes((Note(note),))


def test_a_number_between_brackets_that_is_no_link_is_told() -> None:
    (article,) = read_html(
        f'<h1>Titel</h1><script>a[1]</script><p>Tekst<a href="#fn1">1</a> en a[1], b[2].</p>{ITEM}', "a"
    )
    assert article.blocks[0] == RichText("<p>Tekst[1] en a[1], b[2].</p>")
    assert article.notes == ("In de tekst stond al [1]: kijk of daar die noot bedoeld is.",)

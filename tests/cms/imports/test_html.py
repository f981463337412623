"""HTML of other sites: what may stay, what becomes a block, what is told."""

import datetime as dt

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks.body import RICH_TEXT_FEATURES
from cms.imports.document import Author, Block, Heading, Picture, Quote, RichText
from cms.imports.html_page import read_html
from tests.cms.imports.texts import html_words


def blocks(html: str) -> tuple[Block, ...]:
    (article,) = read_html(f"<h1>Titel</h1>{html}", "a")
    return article.blocks


def test_the_facts_of_a_page() -> None:
    (article,) = read_html(
        '<html><head><title>Timmeren | Het oude huis</title><meta name="author" content="Lotte Mulder">'
        '<meta property="article:published_time" content="2017-08-01T10:00:00+02:00">'
        '<link rel="canonical" href="https://oud.example/timmeren/"></head>'
        "<body><nav>Home Contact</nav><main><h1>Timmeren</h1><p>Meet twee keer.</p></main></body></html>",
        "oud/a.html",
    )

    assert article.title == "Timmeren"
    assert article.published_on == dt.date(2017, 8, 1)
    assert article.author == Author("Lotte Mulder")
    assert article.address == "https://oud.example/timmeren/"
    assert article.blocks == (RichText("<p>Meet twee keer.</p>"),)
    assert article.notes == (
        "Buiten het hoofddeel staat nog tekst, die niet is overgenomen: “Home Contact” (2 woorden).",
    )


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Uit de kop</title><p>Tekst.</p>", "Uit de kop"),
        ("<p>Alleen een alinea.</p>", "Alleen een alinea."),
    ],
)
def test_a_page_without_heading_takes_its_title_elsewhere(html: str, title: str) -> None:
    (article,) = read_html(html, "a")
    assert article.title == title


def test_each_article_or_large_heading_of_an_archive_is_an_article() -> None:
    by_heading = read_html("<p>Vooraf.</p><h1>Eén</h1><p>a</p><h1>Twee</h1><p>b</p>", "oud/a.html")
    by_element = read_html("<article><h2>Eén</h2>a</article><article><h2>Eén</h2>b</article>", "oud/a.html")

    assert [(article.key, article.title, article.blocks) for article in by_heading] == [
        ("oud/a.html#een", "Eén", (RichText("<p>Vooraf.</p><p>a</p>"),)),
        ("oud/a.html#twee", "Twee", (RichText("<p>b</p>"),)),
    ]
    assert [(article.key, article.blocks) for article in by_element] == [
        ("oud/a.html#een", (RichText("<p>a</p>"),)),
        ("oud/a.html#een-2", (RichText("<p>b</p>"),)),
    ]


def test_what_stands_around_several_articles_is_told() -> None:
    first, second = read_html(
        "<html><head><title>Kop</title></head><body><nav>Home</nav><main><p>Vooraf.</p><div>"
        "<article><h2>Eén</h2>a</article><article><h2>Twee</h2>b</article></div></main></body></html>",
        "a",
    )

    assert (first.blocks, second.blocks) == ((RichText("<p>a</p>"),), (RichText("<p>b</p>"),))
    assert first.notes == (
        "Buiten het hoofddeel staat nog tekst, die niet is overgenomen: “Home Vooraf.” (2 woorden).",
    )
    assert second.notes == ()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Een <strong>balk</strong> en <em>plank</em><br>eronder</p>", "<p>Een <b>balk</b> en <i>plank</i><br/>eronder</p>"),
        ('<p onclick="x()"><span style="color:red">rood</span></p>', "<p>rood</p>"),
        ("<p>a<script>alert(1)</script><style>p{}</style>b</p>", "<p>ab</p>"),
        ('<p><a href="javascript:alert(1)">klik</a></p>', "<p>klik</p>"),
        ('<p><a href="java\nscript:alert(1)">klik</a></p>', "<p>klik</p>"),
        ('<p><a href="data:text/html,x">klik</a></p>', "<p>klik</p>"),
        (
            '<p><a href="/pad?a=1&amp;b=2" target="_blank" onmouseover="x()">daar</a></p>',
            '<p><a href="/pad?a=1&amp;b=2">daar</a></p>',
        ),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("los <i>stuk</i><div>in een doos</div>staart", "<p>los <i>stuk</i></p><p>in een doos</p><p>staart</p>"),
        ("<h4>Klein kopje</h4>", "<h3>Klein kopje</h3>"),
        ("<ul><li>een<ol><li>binnen</li></ol></li><li><p>a</p><p>b</p></li></ul>", "<ul><li>een<ol><li>binnen</li></ol></li><li>a<br/>b</li></ul>"),
        ("<pre>regel 1\nregel 2</pre>", "<p>regel 1<br/>regel 2</p>"),
        ("<p>kijk op https://oud.example/</p>", '<p>kijk op <a href="https://oud.example/">https://oud.example/</a></p>'),
        ("<dl><dt>Eik</dt><dd>hard</dd></dl><!-- weg -->", "<p>Eik</p><p>hard</p>"),
    ],
)  # fmt: skip
def test_only_what_editors_can_make_comes_through(html: str, expected: str) -> None:
    assert blocks(html) == (RichText(expected),)


def test_blocks_of_their_own() -> None:
    assert blocks(
        "<h2>Kop</h2>"
        '<figure><img src="balk.png" alt="Een balk"><figcaption>De eerste</figcaption></figure>'
        '<p>Vóór <img src="los.png"> erna</p>'
        "<blockquote><p>“Meet twee keer.”</p><cite>— Kees Mulder</cite></blockquote>"
    ) == (
        Heading("Kop"),
        Picture("balk.png", "Een balk", "De eerste"),
        RichText("<p>Vóór</p>"),
        Picture("los.png"),
        RichText("<p>erna</p>"),
        Quote("Meet twee keer.", "Kees Mulder"),
    )


def test_what_has_no_block_becomes_text_and_is_told() -> None:
    (article,) = read_html(
        "<h1>Titel</h1><blockquote>Iemand zei dit.</blockquote>"
        '<iframe src="https://film.example/1" title="De film"></iframe>',
        "a",
    )

    assert article.blocks == (RichText('<p>Iemand zei dit.</p><p><a href="https://film.example/1">De film</a></p>'),)
    assert article.notes == (
        "Een citaat zonder spreker staat als gewone tekst.",
        "Een film of ander ingebed stuk staat als link: https://film.example/1.",
    )


def test_other_links_inside_a_page_stay_where_they_are() -> None:
    assert blocks('<p><a href="#verder">Lees verder</a></p><p id="verder">Hier.</p>') == (
        RichText('<p><a href="#verder">Lees verder</a></p><p>Hier.</p>'),
    )


def test_the_editor_opens_and_saves_it_without_loss() -> None:
    (text,) = blocks(
        "<p>Een <b>balk</b>, een <i>plank</i><br>en een <a href='https://oud.example/'>link</a>.</p>"
        "<ul><li>een<ol><li>binnen</li></ol></li></ul><h3>Kop</h3>"
    )
    assert isinstance(text, RichText)
    converter = ContentstateConverter(RICH_TEXT_FEATURES)

    saved = converter.to_database_format(converter.from_database_format(text.html))

    assert html_words(saved) == html_words(text.html)
    assert saved.count("<b>") == saved.count("<i>") == saved.count("<ol>") == saved.count("<h3") == 1

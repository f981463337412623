"""Plain text: archives with several articles, text of a PDF, documents without a title. Not a word is lost."""

import pytest

from cms.imports.document import Author, Footnotes, Heading, Note, Publication, RichText
from cms.imports.plain_text import read_plain_text
from tests.cms.imports.texts import ARCHIVE, COLUMNS, CRUMBS, FIRST_SENTENCE, WORD, words


def test_an_archive_becomes_an_article_for_each_title() -> None:
    leergang, avond = read_plain_text(ARCHIVE, "oud/archief.txt")

    assert leergang.title == "De werkplaats opent in het voorjaar een leergang voor beginnende timmerlieden"
    assert leergang.key == (
        "oud/archief.txt#de-werkplaats-opent-in-het-voorjaar-een-leergang-voor-beginnende-timmerlieden"
    )
    assert avond.title == "Uitnodiging voor een avond over het onderhoud van oude vensterbanken"
    assert [block.text for block in leergang.blocks if isinstance(block, Heading)] == ["Opzet", "Meer weten?"]
    assert [block.text for block in avond.blocks if isinstance(block, Heading)] == ["U i t n o d i g i n g", "Voor wie"]


def test_lists_links_and_notes_keep_their_shape() -> None:
    leergang, _avond = read_plain_text(ARCHIVE, "a")
    html = [block.html for block in leergang.blocks if isinstance(block, RichText)]

    assert html[1].endswith(
        "<ul><li>Dag 1: meten en aftekenen</li><li>Dag 2: zagen langs de lijn</li>"
        "<li>Dag 3: verbinden zonder spijkers</li></ul>"
    )
    assert html[2] == (
        '<p>Schrijf naar <a href="mailto:werkplaats@oud.example">werkplaats@oud.example</a> of kijk op '
        '<a href="https://www.oud.example">www.oud.example</a>.</p>'
    )
    assert "schaafkrul[1] op de vloer" in html[0]
    assert leergang.blocks[-1] == Footnotes(
        (Note("Een krul van minder dan een millimeter, zo dun dat de krant erdoor te lezen is."),)
    )


def test_an_archive_loses_no_word() -> None:
    leergang, avond = read_plain_text(ARCHIVE, "a")
    source = WORD.findall(ARCHIVE)
    title = WORD.findall(leergang.title)
    above = ["Skip", "to", "main", "content", "Lotte", "Mulder"]
    assert source[: len(above) + len(title)] == above + title

    # What stood above the first title now stands below it; the number of the note is ours.
    got = words(leergang)
    got.remove("1")
    assert got + words(avond) == title + above + source[len(above) + len(title) :]


def test_what_an_editor_must_look_at_is_noted() -> None:
    leergang, avond = read_plain_text(ARCHIVE, "a")

    assert leergang.author == Author("Lotte Mulder")
    assert leergang.notes == (
        "Dit lijkt tekst van een menu: “Skip to main content”.",
        "Dit stond boven de titel en nu bovenaan de tekst: “Lotte Mulder”.",
    )
    assert avond.notes == ("Dit lijkt een uitnodiging met datum en tijd: maak er zo nodig een webinar van.",)


def test_a_title_above_a_few_words_is_a_heading_of_the_article_before() -> None:
    short = ARCHIVE + "\n\nEen lange regel die als een titel klinkt maar waar weinig onder staat\n\n" + "Kort. " * 20
    articles = read_plain_text(short, "a")

    assert len(articles) == 2
    assert words(articles[1])[-20:] == ["Kort"] * 20


def test_the_columns_of_a_pdf_become_paragraphs_again() -> None:
    (article,) = read_plain_text(COLUMNS, "a")

    assert article.title == "Leidraad voor wie een oude deur wil redden"
    assert article.blocks == (
        Heading("Achtergrond"),
        RichText(
            "<p>Een deur die klemt is geen slechte deur. Meestal is het het huis dat een beetje verzakt en de deur die "
            "dat als eerste merkt. Wie goed kijkt, ziet waar het schuurt en waar nog ruimte is voor een schaaf in vaste "
            "hand- en vingergreep.</p>"
        ),
        Heading("Wat u nodig heeft"),
        RichText(
            "<p>De lijst is kort, en alles ligt vermoedelijk al in huis, in een timmer-werkplaats of in de schuur van "
            "de buren:</p><ul><li>een schaaf van gewone maat, die scherp is en niet te zwaar voor één hand,</li>"
            "<li>een potlood.</li></ul><p>Daarna begint het werk, dat een middag duurt als u doorwerkt en langer wanneer "
            "u met de buren blijft praten over de vraag hoe een deur in een huis van honderd jaar zo scheef heeft kunnen "
            "raken.</p>"
        ),
    )
    assert words(article) == WORD.findall(COLUMNS)


def test_without_a_title_the_first_sentence_is_one_and_stays_in_the_text() -> None:
    (article,) = read_plain_text(FIRST_SENTENCE, "a")

    assert article.title == "Hout werkt, en wie dat vergeet krijgt in de winter spijt"
    assert words(article)[len(WORD.findall(article.title)) :] == WORD.findall(FIRST_SENTENCE)
    assert article.notes == ("Geen titel gevonden: bedenk er een.",)


def test_a_trail_of_crumbs_gives_the_title() -> None:
    (article,) = read_plain_text(CRUMBS, "a")

    assert article.title == "Wat een oude deur u leert"
    assert words(article)[6:] == WORD.findall(CRUMBS)
    assert article.notes == (
        "De titel komt uit het kruimelpad; dat staat nog in de tekst.",
        "Dit lijkt tekst van een menu: “Skip to main content”, “Sponsored”.",
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script> & meer", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; meer</p>"),
        ("1. een\n2. twee", "<ol><li>een</li><li>twee</li></ol>"),
        ("3. drie\n4. vier", "<p>3. drie<br/>4. vier</p>"),
        (
            "Zie https://oud.example/a?b=1&c=2.",
            '<p>Zie <a href="https://oud.example/a?b=1&amp;c=2">https://oud.example/a?b=1&amp;c=2</a>.</p>',
        ),
    ],
)
def test_a_paragraph_is_safe_html(text: str, html: str) -> None:
    (article,) = read_plain_text(f"Titel\n\n{text}", "a")
    assert article.blocks == (RichText(html),)


def test_an_asterisk_that_nothing_refers_to_stays_in_the_text() -> None:
    (article,) = read_plain_text("Titel\n\nEen alinea.\n\n* Zonder verwijzing", "a")
    assert article.blocks == (RichText("<p>Een alinea.</p><p>* Zonder verwijzing</p>"),)


@pytest.mark.parametrize(
    ("text", "shown", "notes"),
    [
        ("Eik*, beuk** en es.\n\n* Hard.\n\n** Taai.", "<p>Eik[1], beuk[2] en es.</p>", ["Hard.", "Taai."]),
        # In the order of the notes, whatever their numbers were.
        ("Eik[2], beuk[1].\n\n[2] Hard.\n\n[1] Taai.", "<p>Eik[1], beuk[2].</p>", ["Hard.", "Taai."]),
        # Each page had its own asterisk.
        ("Eik*, beuk* en es.\n\n* Hard.\n\n* Taai.", "<p>Eik[1], beuk[2] en es.</p>", ["Hard.", "Taai."]),
        ("Eik*, en nog eens eik*.\n\nNoten\n\n* Hard.", "<p>Eik[1], en nog eens eik[1].</p>", ["Hard."]),
        (
            "Zie www.oud.example*.\n\n* Al lang weg.",
            '<p>Zie <a href="https://www.oud.example">www.oud.example</a>[1].</p>',
            ["Al lang weg."],
        ),
    ],
)
def test_the_text_says_which_note_belongs_where(text: str, shown: str, notes: list[str]) -> None:
    (article,) = read_plain_text(f"Titel\n\n{text}", "a")
    assert article.blocks == (RichText(shown), Footnotes(tuple(map(Note, notes))))
    assert article.notes == ()


def test_a_number_that_stood_in_the_text_already_is_told() -> None:
    (article,) = read_plain_text("Titel\n\nEik* is a[1] en b[2].\n\n* Hard.", "a")
    assert article.blocks == (RichText("<p>Eik[1] is a[1] en b[2].</p>"), Footnotes((Note("Hard."),)))
    assert article.notes == ("In de tekst stond al [1]: kijk of daar die noot bedoeld is.",)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Smit, M. & Bakker, J. (2015). Hout werkt. Een verkenning. Den Haag: Uitgeverij De Krul.",
            Publication(
                "Smit, M. & Bakker, J.", "2015", "Hout werkt. Een verkenning", "Den Haag", "Uitgeverij De Krul"
            ),
        ),
        (
            "Smit, M. (2015). Werkt hout? Den Haag: De Krul. https://oud.example/a?b=1&c=2",
            Publication("Smit, M.", "2015", "Werkt hout?", "Den Haag", "De Krul", "https://oud.example/a?b=1&c=2"),
        ),
        ("Smit, M. (2015). Hout werkt.", Note("Smit, M. (2015). Hout werkt.")),
        ("Smit & Bakker, Hout werkt, Den Haag: De Krul.", Note("Smit &amp; Bakker, Hout werkt, Den Haag: De Krul.")),
    ],
)
def test_a_note_with_all_of_a_publication_is_one(note: str, expected: Note | Publication) -> None:
    (article,) = read_plain_text(f"Titel\n\nHout werkt.*\n\n* {note}", "a")
    assert article.blocks[-1] == Footnotes((expected,))

"""Markdown with facts above it."""

import datetime as dt

from cms.imports.document import Author, Footnotes, Heading, Kind, Note, Picture, RichText, Table
from cms.imports.markdown_text import read_markdown

TEXT = """---
titel: "Timmeren voor beginners"
datum: 2017-08-01
auteur: Lotte Mulder
thema: [Vakmanschap, Hout]
url: /2017/08/timmeren/
inleiding: Een dag in de werkplaats.
kleur: groen
---
Meet **twee** keer[^1].

## Gereedschap

- een zaag
- een [beitel](https://oud.example/beitel)

![Een balk](balk.png)

| Hout | Dagen |
| --- | --- |
| Eik | 3 |

[^1]: En zaag *één* keer.
"""


def test_a_document_with_facts() -> None:
    (article,) = read_markdown(TEXT, "oud/timmeren.md")

    assert article.title == "Timmeren voor beginners"
    assert article.published_on == dt.date(2017, 8, 1)
    assert article.author == Author("Lotte Mulder")
    assert article.categories == ("Vakmanschap", "Hout")
    assert article.address == "/2017/08/timmeren/"
    assert article.lead == "Een dag in de werkplaats."
    assert article.kind == Kind.ARTICLE
    assert article.blocks == (
        RichText("<p>Meet <b>twee</b> keer[1].</p>"),
        Heading("Gereedschap"),
        RichText('<ul><li>een zaag</li><li>een <a href="https://oud.example/beitel">beitel</a></li></ul>'),
        Picture("balk.png", "Een balk"),
        Table(("Hout", "Dagen"), (("Eik", "3"),)),
        Footnotes((Note("En zaag <i>één</i> keer."),)),
    )
    assert article.notes == ("“kleur: groen” boven de tekst heeft hier geen plaats.",)


def test_headings_of_the_first_size_divide_an_archive() -> None:
    first, second = read_markdown("# Eén\n\na\n\n# Twee\n\nb <b onclick='x()'>vet</b>\n", "a.md")

    assert (first.key, first.title) == ("a.md#een", "Eén")
    assert (second.key, second.blocks) == ("a.md#twee", (RichText("<p>b <b>vet</b></p>"),))


def test_a_date_that_is_none_is_told() -> None:
    (article,) = read_markdown("---\ntitle: A\ndate: vorige zomer\ntype: page\n---\nTekst.", "a.md")

    assert article.published_on is None
    assert article.kind == Kind.PAGE
    assert article.notes == ("De datum “vorige zomer” is niet te lezen.",)

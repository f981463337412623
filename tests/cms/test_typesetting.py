"""PDFs: readable aloud, the same bytes for the same content, and nothing that somebody typed is markup."""

import datetime as dt
import re
import zlib
from typing import Any

import pytest
import typst

from cms.pdf import is_readable_aloud
from cms.typesetting import EnclosedFile, PdfKind, typeset

GIVEN = dt.datetime(2027, 11, 26, 11, 30, tzinfo=dt.UTC)
CONTENT = {
    "language": "nl",
    "academy": "Vakwerk Academie",
    "heading": "Certificaat van deelname",
    "name": "Sanne Visser",
    "verb": "nam deel aan",
    "title": "Leernetwerk strategisch HRM",
    "when": "23/24 september 2027",
    "length": "2 dagen, 4 dagdelen",
    "given": "Uitgereikt op 26 november 2027",
    "check": "Of dit certificaat echt is, leest u op",
    "url": "https://www.example.nl/certificaat/7KQ2-9FXM-3TBA-PW8D/",
}
INVOICE: dict[str, Any] = {
    "language": "nl",
    "title": "Rekening 1",
    "academy": "Vakwerk Academie",
    "sender": ["Den Haag"],
    "footer": ["KvK 27123456"],
    "page": "Pagina {page} van {pages}",
    "heading": "Rekening",
    "to": ["Sanne Visser"],
    "facts": [["Nummer", "1"]],
    "intro": "",
    "columns": ["Wat", "Aantal", "Prijs", "Btw", "Bedrag"],
    "rows": [],
    "sums": [["Samen", "€ 1"]],
    "total": ["Te betalen", "€ 1"],
    "notes": [],
    "pay": None,
}


def made(moment: dt.datetime = GIVEN, **changes: Any) -> bytes:
    return typeset("certificate", CONTENT | changes, made_at=moment)


def insides(pdf: bytes) -> bytes:
    """The file with its packed parts unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompress(part) for part in packed if part.startswith(b"\x78"))


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", insides(pdf)))


def test_it_can_be_read_aloud_and_says_that_it_is_pdf_ua() -> None:
    inside = insides(made())
    assert is_readable_aloud(made()) is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside
    assert b"Certificaat van deelname: Leernetwerk strategisch HRM" in inside


def test_the_letters_are_in_the_file() -> None:
    inside = insides(made())
    fonts = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", inside))
    assert fonts == {b"SourceSerifPro-Regular", b"SourceSerifPro-Semibold"}
    assert len(re.findall(rb"/FontFile[23]?\b", inside)) == 2


def test_the_same_content_at_the_same_moment_is_the_same_file() -> None:
    assert made() == made()
    assert made() != made(name="Pieter de Boer")
    assert made() != made(GIVEN + dt.timedelta(days=1))


def test_what_somebody_typed_is_no_markup() -> None:
    typed = r'#panic("x") *b* $x$ \ @a <b> #include "/etc/passwd" ]'
    assert pages(made(name=typed, title=typed)) == 1


@pytest.mark.parametrize("letter", ["m", "W "])
def test_the_longest_texts_stay_on_one_page(letter: str) -> None:
    names: dict[str, Any] = {"name": (letter * 200)[:200], "title": (letter * 255)[:255], "when": "10/11 juni, " * 30}
    assert pages(made(**names)) == 1


def test_a_name_in_letters_that_we_do_not_have_gives_a_file_all_the_same() -> None:
    inside = insides(made(name="王伟"))
    assert b"pdfuaid" not in inside
    assert is_readable_aloud(made(name="王伟")) is True


def test_what_is_wrong_with_a_template_is_not_hushed_up() -> None:
    without_name = {key: text for key, text in CONTENT.items() if key != "name"}
    with pytest.raises(typst.TypstError):
        typeset("certificate", without_name, made_at=GIVEN)


def test_a_file_can_be_kept_for_years_with_another_in_it() -> None:
    xml = EnclosedFile("rekening.xml", "text/xml", "<rekening>€ 1</rekening>", "Dezelfde rekening")

    pdf = typeset("invoice", INVOICE, made_at=GIVEN, kind=PdfKind.ARCHIVED, enclosed=[xml])

    inside = insides(pdf)
    assert b"<pdfaid:part>3</pdfaid:part>" in inside
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside
    assert "<rekening>€ 1</rekening>".encode() in inside
    assert b"pdfaid" not in insides(typeset("invoice", INVOICE, made_at=GIVEN))
    assert b"<rekening>" not in insides(typeset("invoice", INVOICE, made_at=GIVEN))

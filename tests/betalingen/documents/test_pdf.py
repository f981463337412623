"""Invoices, credit notes and reminders as a reader, a banking app, a screen reader and an archive see them."""

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pdfua
import pikepdf
import pytest
from pikepdf import Dictionary, Name

from betalingen.documents.content import InvoiceContent, ReminderContent
from betalingen.documents.pdf import invoice_pdf, reminder_pdf
from betalingen.documents.ubl import Profile, ubl
from tests.betalingen.documents import pdf_files
from tests.betalingen.documents.samples import LINDEWAARD, VARIANTS, credit_note, invoice, line

MADE = dt.datetime(2026, 12, 3, 9, 30, tzinfo=dt.UTC)
UNCHECKED = "UA-14-001"  # pdfua 0.1.3 fails on it with pikepdf 10.18: headings, which ours have in order


def made(content: InvoiceContent) -> bytes:
    return invoice_pdf(content, made_at=MADE, einvoice=ubl(content, Profile.NLCIUS))


def reminder(tone: str = "friendly", language: str = "nl", open_cents: int = 187_550) -> bytes:
    content = ReminderContent(
        invoice=invoice(language=language),
        tone="firm" if tone == "firm" else "friendly",
        written_on=dt.date(2027, 1, 9),
        pay_until=dt.date(2027, 1, 23),
        open_cents=open_cents,
    )
    return reminder_pdf(content, made_at=MADE)


def assert_readable_aloud(data: bytes, folder: Path) -> None:
    file = folder / "file.pdf"
    file.write_bytes(data)
    report = pdfua.validate(str(file))
    assert report.findings == ()
    assert [skipped.rule_id for skipped in report.skipped] in ([], [UNCHECKED])


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_kind_can_be_kept_and_read_aloud(variant: str, tmp_path: Path) -> None:
    pdf = made(VARIANTS[variant])

    assert pdf_files.not_archival(pdf) == []
    assert_readable_aloud(pdf, tmp_path)
    assert pdf_files.enclosed(pdf) == {
        f"{VARIANTS[variant].number}.xml": ubl(VARIANTS[variant], Profile.NLCIUS),
    }


def _claim_less(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfaid:part>3", b"pdfaid:part>2"))


def _claim_no_ua(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"pdfuaid:part>1", b"pdfuaid:part>0"))


def _without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return spoil


def _let_go_of_letters(pdf: pikepdf.Pdf) -> None:
    for each in pdf_files._descriptors(pdf):
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in each:
                del each[key]


def _make_letters_unreadable(pdf: pikepdf.Pdf) -> None:
    for font in pdf_files._fonts(pdf):
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def _run_something(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _pack_the_facts(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(zlib.compress(pdf.Root.Metadata.read_bytes()), filter=Name.FlateDecode)


def _lose_the_id(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer["/ID"]


def _forget_the_relationship(pdf: pikepdf.Pdf) -> None:
    for spec in pdf.Root.AF:
        spec.AFRelationship = Name.Unspecified


SPOILT: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "6.6.4 it claims PDF/A-3a": _claim_less,
    "ISO 14289 it claims PDF/UA-1": _claim_no_ua,
    "6.2.3 colours have an output intent": _without("/OutputIntents"),
    "6.2.11.4 fonts are embedded": _let_go_of_letters,
    "6.2.11.7 characters map to Unicode": _make_letters_unreadable,
    "6.5 nothing runs": _run_something,
    "6.7.2 it is tagged": _without("/MarkInfo"),
    "6.7.4 it says its language": _without("/Lang"),
    "6.6.2 metadata is not packed": _pack_the_facts,
    "6.8 enclosed files are associated": _forget_the_relationship,
    "6.1.3 it has an id": _lose_the_id,
}


@pytest.mark.parametrize("check", pdf_files.PDF_A)
def test_a_spoilt_file_is_found(check: str) -> None:
    with pdf_files.opened(made(invoice())) as pdf:
        SPOILT[check](pdf)
        assert check in pdf_files.failed(pdf)


def test_the_same_invoice_at_the_same_moment_is_the_same_file() -> None:
    assert made(invoice()) == made(invoice())
    assert made(invoice()) != made(invoice(number="VF-2026-0043"))
    assert made(invoice()) != invoice_pdf(
        invoice(), made_at=MADE + dt.timedelta(days=1), einvoice=ubl(invoice(), Profile.NLCIUS)
    )


def test_discounts_stand_below_what_they_come_off() -> None:
    [page] = pdf_files.words(made(VARIANTS["discounts-subsidy"]))

    assert (
        "Leernetwerk strategisch HRM, najaar 2026 3 € 3.100,00 21 % € 9.300,00 Vroegboekkorting − € 300,00 "
        "Groepskorting − € 930,00 50 % subsidie van het A&O fonds (Regeling Leernetwerken) − € 4.035,00"
    ) in page
    assert "Totaal zonder btw € 4.035,00" in page


def test_who_cannot_get_an_e_invoice_gets_paper_alone() -> None:
    pdf = invoice_pdf(invoice(buyer=replace(LINDEWAARD, kvk_number="")), made_at=MADE)

    assert pdf_files.enclosed(pdf) == {}
    assert pdf_files.not_archival(pdf) == []


def test_all_that_the_law_wants_is_on_it() -> None:
    [page] = pdf_files.words(made(VARIANTS["subsidy-unlinked"]))

    for words in (
        "Factuur",
        "Factuurnummer VF-2026-0042",
        "Datum 3 december 2026",
        "Geleverd 23 september t/m 26 november 2026",
        "Vakwerk Academie B.V. · KvK 27123456 · Btw-nummer NL123456782B90",
        "Lange Voorhout 7 2514 EA Den Haag",
        "Gemeente Lindewaard Afdeling P&O t.a.v. Sanne Visser Raadhuisplein 1 1234 AB Lindewaard",
        "Uw inkoopnummer PO-2026-8812",
        "Uw kenmerk S. Visser",
        "Uw kostenplaats KP 4410",
        "Leernetwerk strategisch HRM, najaar 2026 2 € 3.100,00 21 % € 6.200,00",
        "50 % subsidie van het A&O fonds (Regeling Leernetwerken) − € 3.100,00",
        "Totaal zonder btw € 3.100,00",
        "21 % btw over € 3.100,00 € 651,00",
        "Te betalen € 3.751,00",
        "Maak € 3.751,- over, uiterlijk op zaterdag 2 januari 2027",
        "IBAN NL91 ABNA 0417 1643 00",
        "Betalingskenmerk RF87 VF20 2600 42",
        "Pagina 1 van 1",
    ):
        assert words in page


def test_in_english_too() -> None:
    [page] = pdf_files.words(made(replace(VARIANTS["exempt"], language="en")))

    for words in (
        "Invoice number VF-2026-0042",
        "Date 3 December 2026",
        "Supplied 23 September to 26 November 2026",
        "1 € 1,550.00 exempt € 1,550.00",
        "Exempt from VAT on € 1,550.00 € 0.00",
        "To be paid € 1,550.00",
        "Exempt from VAT under Dutch law.",
        "Transfer € 1,550.00 by Saturday 2 January 2027",
        "Page 1 of 1",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("variant", "words"),
    [
        ("exempt", "Vrijgesteld van btw: beroepsonderwijs (artikel 11, lid 1, onderdeel o, Wet OB 1968)."),
        ("exempt", "1 € 1.550,00 vrijgesteld € 1.550,00"),
        ("reverse", "Btw verlegd over € 1.550,00 € 0,00 Te betalen € 1.550,00 Btw verlegd"),
        ("reverse", "Uw btw-nummer BE0207451227"),
        ("reverse", "9000 Gent BE"),
        ("zero", "0 % btw over € 1.550,00 € 0,00"),
        ("two-rates", "9 % btw over € 29,99 € 2,70"),
        ("subsidy-linked", "Totaal met btw € 3.751,00"),
        ("subsidy-linked", "Subsidie van het A&O fonds, betaald aan de academie − € 1.550,00 Te betalen € 2.201,00"),
        (
            "paid-by-card",
            "Betaald met pas op 3 december 2026 − € 1.875,50 Te betalen € 0,00 U hoeft niets meer te betalen.",
        ),
        ("credit-note", "Hoort bij factuur VF-2026-0042 van 3 december 2026"),
        ("credit-note", "Eén deelnemer heeft zich op tijd afgemeld."),
        ("credit-note", "Tegoed € 1.875,50 U hoeft niets te doen"),
        ("awkward-text", '<b>Leren</b> & "werken"'),
    ],
)
def test_what_each_kind_says(variant: str, words: str) -> None:
    assert words in pdf_files.words(made(VARIANTS[variant]))[0]


@pytest.mark.parametrize("variant", ["paid-by-card", "credit-note"])
def test_who_owes_nothing_sees_no_account(variant: str) -> None:
    pdf = made(VARIANTS[variant])

    assert "IBAN" not in pdf_files.words(pdf)[0]
    assert "Betalen voor of op" not in pdf_files.words(pdf)[0]
    assert pdf_files.qr_codes(pdf) == []


def test_a_banking_app_reads_the_code() -> None:
    [code] = pdf_files.qr_codes(made(VARIANTS["subsidy-linked"]))

    assert code == ("BCD\n002\n1\nSCT\nABNANL2A\nVakwerk Academie B.V.\nNL91ABNA0417164300\nEUR2201\n\nRF87VF20260042")


def test_forty_lines_take_their_headings_along() -> None:
    content = invoice(
        *[
            line(description=f"Leernetwerk strategisch HRM, deelnemer {number:02}", subsidy_cents=50_000)
            for number in range(40)
        ],
        buyer=replace(
            LINDEWAARD,
            name="Gemeenschappelijke Regeling Samenwerkingsverband Publieke Dienstverlening Lindewaard en Omstreken",
            department="Directie Bedrijfsvoering, afdeling Personeel, Organisatie en Ontwikkeling",
            contact_name="drs. M. van den Heuvel-Oosterhuis tot Nijenrode",
        ),
    )
    pdf = made(content)
    pages = pdf_files.words(pdf)

    assert len(pages) == 3
    assert all("Omschrijving Aantal Prijs Btw Bedrag" in page for page in pages)
    assert [f"Pagina {number} van 3" in page for number, page in enumerate(pages, start=1)] == [True] * 3
    assert [sum(f"deelnemer {number:02}" in page for page in pages) for number in range(40)] == [1] * 40
    assert "Te betalen" in pages[2]
    assert "Zo betaalt u" in pages[2]
    assert pdf_files.not_archival(pdf) == []


@pytest.mark.parametrize(
    ("tone", "language", "open_cents", "words"),
    [
        ("friendly", "nl", 187_550, "Misschien is het u ontgaan: factuur VF-2026-0042 van 3 december 2026"),
        ("friendly", "nl", 187_550, "Er staat nog € 1.875,50 open."),
        ("friendly", "nl", 100_000, "Al betaald € 875,50 Nog te betalen € 1.000,00"),
        ("friendly", "en", 187_550, "Perhaps it escaped you: invoice VF-2026-0042 of 3 December 2026"),
        (
            "firm",
            "nl",
            187_550,
            "U had die uiterlijk op 2 januari 2027 moeten betalen, maar € 1.875,50 staat nog open.",
        ),
        ("firm", "nl", 187_550, "Betaal dit bedrag uiterlijk op 23 januari 2027."),
        ("firm", "en", 187_550, "Please pay this amount by 23 January 2027."),
    ],
)
def test_reminders(tone: str, language: str, open_cents: int, words: str, tmp_path: Path) -> None:
    pdf = reminder(tone, language, open_cents)

    assert words in pdf_files.words(pdf)[0]
    assert f"\nEUR{open_cents / 100:.2f}".rstrip("0").rstrip(".") in pdf_files.qr_codes(pdf)[0]
    assert pdf_files.not_archival(pdf) == []
    assert_readable_aloud(pdf, tmp_path)
    assert pdf == reminder(tone, language, open_cents)


def test_a_credit_note_of_nothing_but_a_name_in_other_letters_is_made_all_the_same() -> None:
    pdf = made(credit_note(buyer=replace(LINDEWAARD, name="王伟")))

    assert "6.6.4 it claims PDF/A-3a" in pdf_files.not_archival(pdf)
    assert list(pdf_files.enclosed(pdf)) == ["VC-2026-0003.xml"]

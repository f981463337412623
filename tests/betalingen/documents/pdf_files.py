"""What is in a PDF: its words, its QR code, its enclosed files, and what PDF/A-3 asks of a file like ours.

No checker of PDF/A is on PyPI (veraPDF is not); the typesetter refuses what does not conform, and these look at the result.
"""

import io
from collections.abc import Callable, Iterator

import pikepdf
import pypdfium2
import zxingcpp
from pikepdf import Name

XMP_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
XMP_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def words(data: bytes) -> list[str]:
    """The text of each page, every space and line end one space."""
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def qr_codes(data: bytes) -> list[str]:
    """What a banking app reads from the pages."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.render(scale=4).to_pil() for page in document]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


def enclosed(data: bytes) -> dict[str, bytes]:
    with opened(data) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == Name.Font:
            yield thing


def _descriptors(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for font in _fonts(pdf):
        if "/FontDescriptor" in font:
            yield font.FontDescriptor


def _claims_pdf_a_3a(pdf: pikepdf.Pdf) -> bool:
    meta = pdf.open_metadata()  # not as a context: that writes it anew
    return (meta.get(f"{XMP_PDFA}part"), meta.get(f"{XMP_PDFA}conformance")) == ("3", "A")


def _claims_pdf_ua_1(pdf: pikepdf.Pdf) -> bool:
    return pdf.open_metadata().get(f"{XMP_PDFUA}part") == "1"


def _has_an_output_intent(pdf: pikepdf.Pdf) -> bool:
    intents = list(pdf.Root.get("/OutputIntents", []))
    return any(intent.S == Name.GTS_PDFA1 and len(intent.DestOutputProfile.read_bytes()) > 100 for intent in intents)


def _holds_its_letters(pdf: pikepdf.Pdf) -> bool:
    descriptors = list(_descriptors(pdf))
    return bool(descriptors) and all(
        any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3")) for each in descriptors
    )


def _letters_can_be_copied(pdf: pikepdf.Pdf) -> bool:
    return all("/ToUnicode" in font for font in _fonts(pdf) if font.Subtype == Name.Type0)


def _runs_nothing(pdf: pikepdf.Pdf) -> bool:
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    return "/OpenAction" not in pdf.Root and "/AA" not in pdf.Root and "/JavaScript" not in names


def _is_tagged(pdf: pikepdf.Pdf) -> bool:
    return bool(pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)) and "/StructTreeRoot" in pdf.Root


def _says_its_language(pdf: pikepdf.Pdf) -> bool:
    return bool(str(pdf.Root.get("/Lang", "")))


def _keeps_its_facts_plain(pdf: pikepdf.Pdf) -> bool:
    return "/Filter" not in pdf.Root.Metadata


def _files_say_what_they_are(pdf: pikepdf.Pdf) -> bool:
    """Each enclosed file is an associated one, with a relationship, a type and a date."""
    associated = list(pdf.Root.get("/AF", []))
    return len(associated) == len(pdf.attachments) and all(
        spec.get("/AFRelationship") == Name.Alternative
        and "/UF" in spec
        and "/Desc" in spec
        and str(spec.EF.F.get("/Subtype", "")) == "/text/xml"
        and "/ModDate" in spec.EF.F.get("/Params", {})
        for spec in associated
    )


def _has_an_id(pdf: pikepdf.Pdf) -> bool:
    return len(pdf.trailer.get("/ID", [])) == 2


PDF_A: dict[str, Callable[[pikepdf.Pdf], bool]] = {
    "6.6.4 it claims PDF/A-3a": _claims_pdf_a_3a,
    "ISO 14289 it claims PDF/UA-1": _claims_pdf_ua_1,
    "6.2.3 colours have an output intent": _has_an_output_intent,
    "6.2.11.4 fonts are embedded": _holds_its_letters,
    "6.2.11.7 characters map to Unicode": _letters_can_be_copied,
    "6.5 nothing runs": _runs_nothing,
    "6.7.2 it is tagged": _is_tagged,
    "6.7.4 it says its language": _says_its_language,
    "6.6.2 metadata is not packed": _keeps_its_facts_plain,
    "6.8 enclosed files are associated": _files_say_what_they_are,
    "6.1.3 it has an id": _has_an_id,
}


def not_archival(data: bytes) -> list[str]:
    """What PDF/A-3a asks and this file does not do."""
    with opened(data) as pdf:
        return failed(pdf)


def failed(pdf: pikepdf.Pdf) -> list[str]:
    """The same of an opened file."""
    return [name for name, holds in PDF_A.items() if not holds(pdf)]

import io
import zipfile

import pytest

from events.upload_kinds import JPEG, PDF, PNG, WORD, UploadKind, kind_of


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<xml/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (zipped("[Content_Types].xml", "word/document.xml"), WORD),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (zipped("xl/workbook.xml"), None),
        (b"PK\x03\x04 and no more", None),
        (b"<!doctype html><script>", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"MZ\x90", None),
        (b"", None),
    ],
    ids=["pdf", "jpg", "png", "docx", "macros", "xlsx", "broken zip", "html", "svg", "exe", "empty"],
)
def test_a_file_is_what_is_in_it(content: bytes, kind: UploadKind | None) -> None:
    assert kind_of(content) == kind

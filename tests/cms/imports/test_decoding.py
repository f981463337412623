"""Which encoding a file has; what is no text."""

from pathlib import Path

import pytest

from cms.imports.decoding import LARGEST_DOCUMENT, read_text
from cms.imports.errors import CannotRead


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_occur(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("“Eén” beitel à € 5\r\nen één zaag".encode(encoding))
    assert read_text(path) == "“Eén” beitel à € 5\nen één zaag"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Het bestand is leeg."),
        (b" \n\t\n", "Er staat geen tekst in."),
        (b"%PDF\x00\x01", "Dit is geen tekst."),
        (b"caf\xe9 \x81", "De tekens zijn niet te lezen: het is geen UTF-8 en geen Windows-1252."),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(CannotRead) as refusal:
        read_text(path)
    assert str(refusal.value) == sentence


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_DOCUMENT + 1)
    with pytest.raises(CannotRead) as refusal:
        read_text(path)
    assert str(refusal.value) == "Het bestand is te groot: 11 MB, en meer dan 10 MB lezen we niet."

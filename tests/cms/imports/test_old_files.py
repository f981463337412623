"""Where files are found, and which pictures are refused."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cms.imports.errors import CannotRead
from cms.imports.old_files import OldFile, OldFiles
from tests.cms.imports.pictures import png

ADDRESS = "https://oud.example/wp-content/uploads/2017/08/balk%20eik-300x200.png"


def test_beside_the_document_and_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "beeld").mkdir()
    (tmp_path / "beeld" / "een balk.png").write_bytes(png())
    files = OldFiles(folder=tmp_path)

    expected = OldFile("een balk.png", png())
    assert files.picture("../beeld/een%20balk.png", str(tmp_path / "b")) == expected
    assert files.picture("/beeld/een%20balk.png", str(tmp_path / "b")) == expected


def test_among_the_uploads_the_original_before_the_small_one(tmp_path: Path) -> None:
    (tmp_path / "2017/08").mkdir(parents=True)
    (tmp_path / "2017/08/balk eik-300x200.png").write_bytes(png("blue"))
    files = OldFiles(uploads=tmp_path)
    assert files.picture(ADDRESS, "") == OldFile("balk eik-300x200.png", png("blue"))

    (tmp_path / "2017/08/balk eik.png").write_bytes(png("red"))
    assert files.picture(ADDRESS, "") == OldFile("balk eik.png", png("red"))


def test_the_network_is_used_only_where_it_may(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return png()

    with pytest.raises(CannotRead, match=r"^het bestand is er niet$"):
        OldFiles(uploads=tmp_path).picture(ADDRESS, "")
    with pytest.raises(CannotRead, match=r"^het bestand is er niet$"):
        OldFiles(folder=tmp_path, fetch=fetch).picture("balk.png", str(tmp_path))
    assert asked == []

    assert OldFiles(uploads=tmp_path, fetch=fetch).picture(ADDRESS, "").data == png()
    assert asked == [ADDRESS]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "oud"
    folder.mkdir()
    (tmp_path / "geheim.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "geheim.png")
    files = OldFiles(folder=folder, uploads=folder)

    for source in (
        "../geheim.png",
        "%2e%2e/geheim.png",
        str(tmp_path / "geheim.png"),
        "link.png",
        "file:///geheim.png",
        "https://oud.example/uploads/../geheim.png",
        "https://oud.example/uploads//geheim.png",
    ):
        with pytest.raises(CannotRead, match=r"^het bestand is er niet$"):
            files.picture(source, str(folder))


def test_a_file_to_download_never_comes_from_the_network(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").write_bytes(b"%PDF-1.7")

    def fetch(_address: str) -> bytes:
        pytest.fail("The network was used.")

    files = OldFiles(folder=tmp_path, fetch=fetch)
    assert files.download("folder.pdf", str(tmp_path)) == OldFile("folder.pdf", b"%PDF-1.7")
    with pytest.raises(CannotRead, match=r"^het bestand is er niet$"):
        files.download("https://oud.example/folder.pdf", str(tmp_path))


def _bmp() -> bytes:
    file = BytesIO()
    Image.new("RGB", (2, 2)).save(file, "BMP")
    return file.getvalue()


def _claiming_to_be_huge() -> bytes:
    """A small file whose header says 30.000 by 30.000."""
    data = bytearray(png())
    data[16:24] = struct.pack(">II", 30_000, 30_000)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg onload='x()'></svg>", "het bestand is geen afbeelding die we kunnen tonen"),
        (png()[:40], "het bestand is geen afbeelding die we kunnen tonen"),
        (_bmp(), "dit soort afbeelding tonen we niet"),
        (_claiming_to_be_huge(), "de afbeelding heeft te veel beeldpunten"),
    ],
    ids=["svg", "broken", "bmp", "huge"],
)
def test_what_is_no_picture_for_the_site_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(CannotRead) as refusal:
        OldFiles(folder=tmp_path).picture("a.png", str(tmp_path))
    assert str(refusal.value) == reason

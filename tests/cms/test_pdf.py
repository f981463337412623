"""PDFs, with their catalogue in the open and packed."""

import zlib

import pytest

from cms.pdf import is_readable_aloud

TAGGED = b"<< /Type /Catalog /MarkInfo << /Marked true >> /Lang (nl-NL) >>"


def packed(inside: bytes) -> bytes:
    stream = zlib.compress(inside)
    return b"5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\r\n" + stream + b"\nendstream"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 1 0 obj " + TAGGED, True),
        (b"%PDF-1.7 " + packed(b"1 0 " + TAGGED), True),
        (b"%PDF-1.7 " + packed(b"nothing") + packed(TAGGED), True),
        (b"%PDF-1.7 << /Type /Catalog /Lang (nl-NL) >>", False),
        (b"%PDF-1.7 << /Type /Catalog /MarkInfo << /Marked true >> >>", False),
        (b"%PDF-1.7 << /Type /Catalog /MarkInfo << /Marked false >> /Lang (nl) >>", False),
        (b"%PDF-1.7 /ObjStm stream\nnot packed at all", False),
        (b"%PDF-1.7 << /Encrypt 4 0 R >>", None),
        (b"PK\x03\x04 a spreadsheet", None),
        (b"", None),
    ],
)
def test_tags_and_a_language(data: bytes, expected: bool | None) -> None:  # noqa: FBT001
    assert is_readable_aloud(data) is expected


def test_a_bomb_is_not_unpacked() -> None:
    assert is_readable_aloud(b"%PDF-1.7 " + packed(b" " * 50_000_000 + TAGGED)) is False

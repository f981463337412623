"""What a PDF says about itself, for readers who have it read aloud."""

import re
import zlib
from collections.abc import Iterator

LARGEST_PART = 5 * 1024 * 1024  # bytes of the inside of a PDF that are unpacked at once

_TAGGED = re.compile(rb"/Marked\s+true")
_LANGUAGE = re.compile(rb"/Lang\s*[(<]")
_PACKED = re.compile(rb"/ObjStm\b.{0,300}?\bstream\r?\n", re.DOTALL)


def is_readable_aloud(data: bytes) -> bool | None:
    """Whether it has tags (what is a heading, what comes first) and a language; None for what is no PDF, or encrypted."""
    if not data.startswith(b"%PDF") or b"/Encrypt" in data:
        return None
    parts = [data, *_unpacked(data)]
    return all(any(pattern.search(part) for part in parts) for pattern in (_TAGGED, _LANGUAGE))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The objects that newer PDFs keep compressed, its catalogue among them."""
    for start in _PACKED.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[start.end() :], LARGEST_PART)
        except zlib.error:
            continue

"""A file that says it is UTF-8 and is Windows-1252, read as what it says."""

from typing import IO


class AsUtf8:
    """Reads a file of Windows-1252 as UTF-8, a piece at a time; the five bytes that mean nothing there get a mark."""

    def __init__(self, file: "IO[bytes]") -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size).decode("cp1252", errors="replace").encode()

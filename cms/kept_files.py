"""Files that are made from content when somebody first asks for them, and kept with the uploads.

A file is called by a digest of its content, so it is made once however often it is asked for, and never shows what was.
"""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def kept_file(folder: str, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of this file in a folder that holds one: what was made before it goes."""
    path = f"{folder}/{name}"
    if default_storage.exists(path):
        with default_storage.open(path) as kept:
            return bytes(kept.read())
    made = make()
    for older in _files(folder):
        default_storage.delete(f"{folder}/{older}")
    default_storage.save(path, ContentFile(made))
    return made


def _files(folder: str) -> list[str]:
    try:
        return list(default_storage.listdir(folder)[1])
    except FileNotFoundError:
        return []

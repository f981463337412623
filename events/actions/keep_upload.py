"""Keep a file that somebody chose in a form, until the form is sent."""

from pathlib import PurePath

from cms.api import NotAllowed
from events.models import Upload
from events.upload_kinds import ALLOWED, LARGEST, kind_of


def keep_upload(*, name: str, content: bytes) -> Upload:
    """Returns the file as it is kept; its name ends as its content says. Raises NotAllowed with what is allowed.

    Nobody's state changes by it, so the log says nothing; what no form came back for is gone in a day (forget_uploads).
    """
    kind = kind_of(content) if len(content) <= LARGEST else None
    if kind is None:
        raise NotAllowed(str(ALLOWED))
    stem = "".join(letter for letter in PurePath(name).stem if letter.isprintable())[:100] or "bestand"
    kept: Upload = Upload.objects.create(name=f"{stem}.{kind.suffix}", kind=kind.suffix, content=content)
    return kept

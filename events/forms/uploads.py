"""Files that come in with a form are kept at once, and what the form gets in their place is a note of where."""

import datetime as dt
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from cms.api import TOO_FAST, Limit, NotAllowed, client_address, within
from events.actions.keep_upload import keep_upload
from events.contracts import EditionView
from events.questions import Kind
from events.steps.questions import field_name
from events.steps.uploads import REFUSED, KeptFile, note_of
from events.upload_kinds import ALLOWED, LARGEST

PER_ADDRESS: Final = Limit("upload-address", 60, dt.timedelta(minutes=10))


def typed_with_files(request: HttpRequest, edition: EditionView) -> QueryDict:
    """What was typed, and for each file question that came with a file the note of it, or why it is not kept."""
    wanted = tuple(field_name(question) for question in edition.questions if question.kind == Kind.FILE)
    if not wanted or not request.FILES:
        return request.POST
    typed = request.POST.copy()
    for name, file in request.FILES.items():
        if name.endswith(wanted) and isinstance(file, UploadedFile):
            typed[name] = _note(request, file)
            typed.pop(f"{name}-remove", None)
    return typed


def _note(request: HttpRequest, file: UploadedFile[bytes]) -> str:
    if (file.size or 0) > LARGEST:
        return _refused(_("Dit bestand is te groot."), ALLOWED)
    if not within({PER_ADDRESS: client_address(request)}):
        return _refused(TOO_FAST)
    try:
        kept = keep_upload(name=file.name or "", content=file.read())
    except NotAllowed as refusal:
        return _refused(_("Dit bestand kunnen we niet gebruiken."), refusal.reason)
    return note_of(KeptFile(str(kept.public_id), kept.name))


def _refused(*sentences: object) -> str:
    return REFUSED + " ".join(map(str, sentences))

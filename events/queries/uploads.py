"""The files behind answers: whoever may read the answer may have its file."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from events.models import Upload


def files_in(answers: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The answers that are files."""
    return [answer for answer in answers if answer.get("upload")]


def upload_in(answers: Iterable[Mapping[str, Any]], public_id: UUID) -> Upload | None:
    """The file with its content when it is one of these answers', else None."""
    if str(public_id) not in {answer["upload"] for answer in files_in(answers)}:
        return None
    return Upload.objects.filter(public_id=public_id).first()

"""What became of an article: the line of the report."""

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Changed at its source, and by an editor: left as the editor has it."""
    GONE = "gone"
    """An editor removed the page: it does not come back."""
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    result: Result
    title: str
    page_id: int | None = None
    notes: tuple[str, ...] = ()

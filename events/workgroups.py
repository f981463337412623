"""The workgroups of an edition: participants spread over them, each in one.

They are kept in the edition itself, like its questions, so that knowing them costs no query; a registration keeps the key
of the one that was chosen. How many places are taken is counted, never stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from events.bilingual import in_words_of_reader


@dataclass(frozen=True, kw_only=True)
class Workgroup:
    """One of them. `host` is who leads it, as typed."""

    key: str
    title: str
    capacity: int
    host: str = ""
    description: str = ""
    title_en: str = ""
    description_en: str = ""

    @property
    def title_text(self) -> str:
        """The title in the active language; Dutch where there is no English."""
        return in_words_of_reader(self.title, self.title_en)

    @property
    def description_text(self) -> str:
        """The description in the active language; Dutch where there is no English."""
        return in_words_of_reader(self.description, self.description_en)


def workgroups_in(stored: Iterable[Mapping[str, Any]]) -> tuple[Workgroup, ...]:
    """The workgroups in the raw content of a WorkgroupsBlock, in their order."""
    return tuple(
        Workgroup(
            key=block["id"],
            title=block["value"]["title"],
            capacity=block["value"]["capacity"],
            host=block["value"].get("host", ""),
            description=block["value"].get("description", ""),
            title_en=block["value"].get("title_en", ""),
            description_en=block["value"].get("description_en", ""),
        )
        for block in stored
    )


def with_key(workgroups: Sequence[Workgroup], key: str) -> Workgroup | None:
    """None when there is none (any more) with this key, or nothing was chosen."""
    return next((workgroup for workgroup in workgroups if workgroup.key == key), None)

"""The workgroups of an edition: participants spread over them, each in one.

They are kept in the edition itself, like its questions, so that knowing them costs no query; a registration keeps the key
of the one that was chosen. How many places are taken is counted, never stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Workgroup:
    """One of them. `host` is who leads it, as typed."""

    key: str
    title: str
    capacity: int
    host: str = ""
    description: str = ""


def workgroups_in(stored: Iterable[Mapping[str, Any]]) -> tuple[Workgroup, ...]:
    """The workgroups in the raw content of a WorkgroupsBlock, in their order."""
    return tuple(
        Workgroup(
            key=block["id"],
            title=block["value"]["title"],
            capacity=block["value"]["capacity"],
            host=block["value"].get("host", ""),
            description=block["value"].get("description", ""),
        )
        for block in stored
    )


def with_key(workgroups: Sequence[Workgroup], key: str) -> Workgroup | None:
    """None when there is none (any more) with this key, or nothing was chosen."""
    return next((workgroup for workgroup in workgroups if workgroup.key == key), None)

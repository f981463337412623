"""The site in processes of their own, each with its own plugins and settings.

Such a process is a fork of one that has loaded what needs no settings: that spares more than a third of its start.
"""

import gc
import multiprocessing
import os
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

import django
from django.conf import settings

LOADED = [
    "bs4",
    "cryptography.fernet",
    "django.db.models",
    "django.forms",
    "django.test",
    "icalendar",
    "markdown_it",
    "openpyxl",
    "PIL.Image",
    "procrastinate",
    "psycopg_pool",
    "pydantic",
    "requests",
    "stripe",
]
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(LOADED)


def told(environment: Mapping[str, str], staff: int, visits: list[Any]) -> dict[str, Any]:
    """What `tests.project.visits.tell` says there, with these variables besides those of this process."""
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_tell, args=(theirs, {**os.environ, **environment}, staff, visits))
    process.start()
    theirs.close()
    with ours:
        found: dict[str, Any] = ours.recv()  # EOFError when it broke; why stands in the output
    process.join()
    assert process.exitcode == 0
    return found


def _tell(pipe: Connection, environment: dict[str, str], staff: int, visits: list[Any]) -> None:
    assert not settings.configured, "one of LOADED has read the settings of somebody else"
    gc.disable()  # it is soon gone
    os.environ.update(environment)
    django.setup()
    from tests.project.visits import tell  # noqa: PLC0415  # needs settings

    pipe.send(tell(staff, visits))

"""Importing, as a person at a terminal does it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


@dataclass(frozen=True)
class Run:
    code: int
    lines: list[str]
    totals: str


Importer = Callable[..., Run]


@pytest.fixture
def import_content() -> Importer:
    """A function that runs the command and gives how it left, its report and its last sentence."""

    def run(path: Path, *options: str) -> Run:
        out = StringIO()
        try:
            call_command("import_content", str(path), *options, stdout=out)
        except CommandError as error:
            return Run(error.returncode, out.getvalue().splitlines(), str(error))
        *lines, totals = out.getvalue().splitlines()
        return Run(0, lines, totals)

    return run

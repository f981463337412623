"""The commands of our own in manage.py."""

import os
from unittest.mock import Mock

import pytest

from cms.project import commands, translations


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"PYTHONDONTWRITEBYTECODE": "1"}, {"PYTHONPYCACHEPREFIX": str(commands.BYTECODE)}),
        ({"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "/elsewhere"}, {"PYTHONPYCACHEPREFIX": "/elsewhere"}),
    ],
)
def test_tests_keep_bytecode(given: dict[str, str], expected: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "compile_changed", Mock())
    monkeypatch.setattr(os, "execv", Mock())
    monkeypatch.setattr(os, "environ", dict(given))
    commands.run(["test"])
    assert os.environ == expected

"""The front doors: everything in them is meant and listed."""

import ast
from importlib import import_module

import pytest

from tests.architecture.source import APPS, ROOT, parsed

DOORS = [*(f"{app}.api" for app in APPS), "cms.plugins", "cms.staff"]


@pytest.mark.parametrize("door", DOORS)
def test_what_is_imported_is_listed(door: str) -> None:
    file = ROOT / door.replace(".", "/")
    path = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    imported = {
        alias.asname or alias.name
        for node in parsed(path).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    module = import_module(door)
    assert set(module.__all__) == imported
    assert module.__doc__


@pytest.mark.parametrize("door", DOORS)
def test_everything_offered_says_what_it_is(door: str) -> None:
    module = import_module(door)
    undocumented = [
        name
        for name in module.__all__
        if (callable(getattr(module, name)) and not (getattr(module, name).__doc__ or "").strip())
    ]
    assert undocumented == []

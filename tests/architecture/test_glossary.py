"""One word per idea: the glossary in README.md has a row for each model, and no row for what is gone; so has that of each plugin
with a folder of its own, which takes its words along."""

import re
from collections import defaultdict
from pathlib import Path

from django.apps import apps

from tests.architecture.source import APPS, ROOT

ROW = re.compile(r"^\| (?P<identifier>\w+) \| (?P<dutch>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)


def test_each_model_has_a_row() -> None:
    models: dict[Path, list[str]] = defaultdict(list)
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in APPS:
            models[_home(model.__module__)].append(model.__name__)
    assert len(models[ROOT]) > 50
    assert {home: sorted(names) for home, names in models.items()} == {home: _rows(home) for home in models}


def _home(module: str) -> Path:
    """The folder of the README with the glossary for a module."""
    parts = module.split(".")
    return ROOT.joinpath(*parts[:3]) if parts[1] == "plugins" and parts[0] != "cms" else ROOT


def _rows(home: Path) -> list[str]:
    glossary = (home / "README.md").read_text().partition("## Glossary")[2]
    return sorted(match["identifier"] for match in ROW.finditer(glossary) if match["identifier"] != "model")

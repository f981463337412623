"""One word per idea: the glossary in README.md has a row for each model, and no row for what is gone."""

import re

from django.apps import apps

from tests.architecture.source import APPS, ROOT

ROW = re.compile(r"^\| (?P<identifier>\w+) \| (?P<dutch>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)


def test_each_model_has_a_row() -> None:
    glossary = (ROOT / "README.md").read_text().partition("## Glossary")[2]
    rows = [match["identifier"] for match in ROW.finditer(glossary) if match["identifier"] != "model"]
    models = [model.__name__ for model in apps.get_models() if model.__module__.partition(".")[0] in APPS]
    assert sorted(rows) == sorted(models)

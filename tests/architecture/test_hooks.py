"""The hooks of each app: documented with their exact arguments, of a known kind, and called by their own app."""

import inspect
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings

from tests.architecture.source import APPS, ROOT

# Asked by the plugin kernel itself, which knows no hookspecs.
ASKED_BY_THE_KERNEL = {"keys_in_use"}
PAST = re.compile(r"_(paid|pending|expired|cancelled|confirmed|changed|accepted|\w+ed)$")


def hooks(app: str) -> dict[str, Callable[..., Any]]:
    module = import_module(f"{app}.hookspecs")
    return {name: spec for name, spec in vars(module).items() if hasattr(spec, "vakwerk_spec")}


SPECS = [pytest.param(app, name, spec, id=f"{app}.{name}") for app in APPS for name, spec in hooks(app).items()]


def test_the_apps_that_declare_hooks_are_the_core() -> None:
    assert tuple(settings.VAKWERK_CORE) == APPS
    assert len(SPECS) > 10


@pytest.mark.parametrize(("app", "name", "spec"), SPECS)
def test_the_readme_has_the_hook_with_its_arguments(app: str, name: str, spec: Callable[..., Any]) -> None:
    signature = f"{name}({', '.join(inspect.signature(spec).parameters)})"
    assert f"`{signature}`" in (ROOT / app / "README.md").read_text()


@pytest.mark.parametrize("app", APPS)
def test_the_readme_has_no_hook_that_is_gone(app: str) -> None:
    section = (ROOT / app / "README.md").read_text().partition("## Hooks")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)\(", section, re.MULTILINE)) == set(hooks(app))


@pytest.mark.parametrize(("app", "name", "spec"), SPECS)
def test_its_grammar_tells_its_kind(app: str, name: str, spec: Callable[..., Any]) -> None:
    returned = inspect.signature(spec).return_annotation
    if name.startswith("check_") or PAST.search(name):
        assert returned is None
    else:
        assert name.endswith("s") or name == "keys_in_use"
        assert str(returned).startswith("collections.abc.Sequence[")


@pytest.mark.parametrize(("app", "name", "spec"), SPECS)
def test_it_says_what_it_is_for(app: str, name: str, spec: Callable[..., Any]) -> None:
    assert inspect.getdoc(spec)


@pytest.mark.parametrize(("app", "name", "spec"), SPECS)
def test_its_own_app_asks_it(app: str, name: str, spec: Callable[..., Any]) -> None:
    asked = f"hookspecs.{name}" in (ROOT / app / "hooks.py").read_text()
    assert asked or name in ASKED_BY_THE_KERNEL

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from pytest_django import Settings

from cms.plugins.config import PluginConfig
from cms.plugins.discovery import available, config_path
from cms.plugins.loading import enabled_configs, import_config_classes
from cms.plugins.manager import build
from tests.cms.plugins.packages import Site

HOOKSPECS = """
from collections.abc import Sequence
from typing import Any
from cms.plugins import hookspec


@hookspec
def colours() -> Sequence[Any]:
    \"\"\"A registry: keys at any time.\"\"\"


@hookspec
def stickers(page: object, request: object) -> Sequence[Any]:
    \"\"\"A contribution to something.\"\"\"


@hookspec
def check_paint(wall: str, colour: str) -> None:
    \"\"\"A decision.\"\"\"


@hookspec
def wall_painted(wall: str) -> None:
    \"\"\"A reaction.\"\"\"
"""
CORE = """
from types import SimpleNamespace
from cms.plugins import hookimpl


@hookimpl
def colours():
    return [SimpleNamespace(key="loam"), SimpleNamespace(key="oak")]
"""

Enable = Callable[..., list[PluginConfig]]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An empty folder on the path; what is imported from it is forgotten afterwards."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(tmp_path)
    yield Site(tmp_path)
    for name in set(sys.modules) - before:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def core(site: Site, settings: Settings) -> None:
    """One core app, `house`, with hooks of every kind and two colours of its own."""
    site.module("house.hookspecs", HOOKSPECS)
    site.module("house.plugin", CORE)
    settings.VAKWERK_CORE = ["house"]
    settings.VAKWERK_PLUGINS = []


@pytest.fixture
def enable(site: Site, core: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Enable:
    """A function that does at run time what the start does: enable these plugins, in this order."""

    def enable(*names: str) -> list[PluginConfig]:
        settings.VAKWERK_PLUGINS = list(names)
        import_config_classes(names)
        for name in names:
            config = AppConfig.create(config_path(name, available()))
            config.apps = apps
            config.import_models()
            monkeypatch.setitem(apps.app_configs, config.label, config)
        configs = enabled_configs()
        monkeypatch.setattr(apps.get_app_config("vakwerk_plugins"), "manager", build(settings.VAKWERK_CORE, configs))
        return configs

    return enable

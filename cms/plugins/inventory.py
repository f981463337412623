"""What is installed, switched on, contributed and healthy: for `manage.py plugins` and the report in the admin."""

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pluggy
from django.apps import apps
from django.conf import settings

from cms.contracts import Problem
from cms.plugins.config import PluginConfig
from cms.plugins.discovery import available
from cms.plugins.loading import enabled_configs
from cms.plugins.manager import manager


@dataclass(frozen=True)
class Entry:
    """One line: a plugin, or one of the site's own apps that answer hooks."""

    key: str
    title: str
    version: str
    state: str  # "core", "enabled" or "available"
    contributes: tuple[str, ...]  # "payment_providers: stripe", or the bare name of a hook without keys
    problems: tuple[Problem, ...]

    @property
    def is_healthy(self) -> bool:
        return not any(problem.level == "error" for problem in self.problems)


def entries() -> list[Entry]:
    """The core apps, the enabled plugins in their order, then what is available but off."""
    names = {config.name: str(config.verbose_name) for config in apps.get_app_configs()}
    found = [
        Entry(app, names.get(app, app), "", "core", _contributed(app), tuple(_contribution_problems(app)))
        for app in settings.VAKWERK_CORE
        if manager().has_plugin(app)
    ]
    for config in enabled_configs():
        problems = [*config.check_settings(), *_contribution_problems(config.key), *_health(config)]
        found.append(
            Entry(
                config.key,
                str(config.verbose_name),
                config.version,
                "enabled",
                _contributed(config.key),
                tuple(problems),
            )
        )
    found += [
        Entry(name, name, entry.dist.version if entry.dist else "", "available", (), ())
        for name, entry in available().items()
        if name not in settings.VAKWERK_PLUGINS
    ]
    return found


def plugin_names() -> list[str]:
    """Everybody who answers hooks: core apps, then plugins."""
    return [name for name in (*settings.VAKWERK_CORE, *settings.VAKWERK_PLUGINS) if manager().has_plugin(name)]


def contributions_of(plugin: str) -> Iterator[tuple[str, Any]]:
    """(hook, contribution) for everything with a key that a plugin contributes without being asked about something."""
    for caller in callers():
        if is_registry(caller):
            for implementation in caller.get_hookimpls():
                if implementation.plugin_name == plugin:
                    yield from ((caller.name, item) for item in answer(implementation))


def answer(implementation: pluggy.HookImpl) -> Iterable[Any]:
    """What one plugin contributes to a hook without arguments."""
    items: Any = implementation.function()
    return items  # type: ignore[no-any-return]  # a plugin's word for it


def callers() -> list[pluggy.HookCaller]:
    """All hooks anybody specified or answers, by name."""
    return [caller for name, caller in sorted(vars(manager().hook).items()) if not name.startswith("_")]


def is_registry(caller: pluggy.HookCaller) -> bool:
    """A hook without arguments that returns contributions: it can be asked at any time."""
    if caller.spec is None or caller.spec.argnames:
        return False
    return inspect.signature(caller.spec.function).return_annotation is not None


def _health(config: PluginConfig) -> Sequence[Problem]:
    try:
        return config.health()
    except Exception as error:  # noqa: BLE001  # the page that tells what is wrong must not fail of it
        return [Problem("error", f"Its health check failed: {type(error).__name__}: {error}.")]


def _contributed(plugin: str) -> tuple[str, ...]:
    keys: dict[str, list[str]] = {}
    for hook, item in contributions_of(plugin):
        keys.setdefault(hook, []).append(item.key)
    others = [
        caller.name
        for caller in callers()
        if not is_registry(caller) and any(impl.plugin_name == plugin for impl in caller.get_hookimpls())
    ]
    return (*(f"{hook}: {', '.join(names)}" for hook, names in keys.items()), *others)


def _contribution_problems(plugin: str) -> Iterable[Problem]:
    for _, item in contributions_of(plugin):
        if hasattr(item, "check_configuration"):
            yield from item.check_configuration()

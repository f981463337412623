"""System checks of the plugins. E001-E003 stop the start itself (cms.plugins.errors); these follow at `check`.

E004 unknown hook · E005 one key twice · E006/W006 plugin or contribution not configured · E007 content whose plugin is off
· E008 pages of a type nobody has
"""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from wagtail.models import Page

from cms.contracts import Problem
from cms.plugins import inventory
from cms.plugins.loading import enabled_configs


@register
def check_plugins(**options: Any) -> list[CheckMessage]:
    """Hooks, keys and configuration; without the database and the network."""
    return [*_unknown_hooks(), *_keys_taken_twice(), *_not_configured()]


def _unknown_hooks() -> list[CheckMessage]:
    callers = inventory.callers()
    known = [caller.name for caller in callers if caller.spec]
    return [
        Error(
            f"Plugin '{implementation.plugin_name}' answers the hook '{caller.name}', which does not exist.",
            hint=_suggestion(caller.name, known),
            id="vakwerk.E004",
        )
        for caller in callers
        if not caller.spec
        for implementation in caller.get_hookimpls()
    ]


def _suggestion(name: str, known: Sequence[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"The hooks are: {', '.join(known)}."


def _keys_taken_twice() -> list[CheckMessage]:
    messages: list[CheckMessage] = []
    for caller in filter(inventory.is_registry, inventory.callers()):
        owners: dict[str, list[str]] = {}
        for implementation in caller.get_hookimpls():
            for item in inventory.answer(implementation):
                owners.setdefault(item.key, []).append(implementation.plugin_name)
        messages += [
            Error(
                f"{caller.name}: the key '{key}' is contributed twice (by {' and '.join(sorted(names))}).",
                hint="Take one of them out of VAKWERK_PLUGINS, or give one another key.",
                id="vakwerk.E005",
            )
            for key, names in owners.items()
            if len(names) > 1
        ]
    return messages


def _not_configured() -> list[CheckMessage]:
    messages = [
        _message(f"Plugin '{config.key}' {problem.message}.", problem)
        for config in enabled_configs()
        for problem in config.check_settings()
    ]
    for plugin in inventory.plugin_names():
        for hook, item in inventory.contributions_of(plugin):
            if hasattr(item, "check_configuration"):
                messages += [
                    _message(f"{hook} '{item.key}' of '{plugin}': {problem.message}", problem)
                    for problem in item.check_configuration()
                ]
    return messages


def _message(text: str, problem: Problem) -> CheckMessage:
    kind, code = (Error, "vakwerk.E006") if problem.level == "error" else (Warning, "vakwerk.W006")
    return kind(text, hint=problem.hint or None, id=code)


@register(Tags.database)
def check_content(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """Content that needs a plugin that is off. Runs where Django checks a database (`migrate`, `check --database`)."""
    if "default" not in (databases or ()) or not _is_migrated():
        return []
    return [*_keys_without_plugin(), *_pages_without_type()]


def _is_migrated() -> bool:
    """`migrate` checks before the first migration, when there is no content and no table."""
    return Page._meta.db_table in connections["default"].introspection.table_names()


def _keys_without_plugin() -> list[CheckMessage]:
    offered: dict[str, set[str]] = {}
    uses = []
    for plugin in inventory.plugin_names():
        for hook, item in inventory.contributions_of(plugin):
            if hook == "keys_in_use":
                uses.append(item)
            else:
                offered.setdefault(hook, set()).add(item.key)
    return [
        Error(
            f"{use.label} ({count}) need '{key}' of {use.hook}, which no enabled plugin has.",
            hint=f"Enable the plugin that brings '{key}' in VAKWERK_PLUGINS, or change that content first.",
            id="vakwerk.E007",
        )
        for use in uses
        for key, count in sorted(use.count().items())
        if key and key not in offered.get(use.hook, set())
    ]


def _pages_without_type() -> list[CheckMessage]:
    types = {
        content_type.pk: content_type
        for content_type in ContentType.objects.all()
        if content_type.model_class() is None
    }
    counts = Counter(Page.objects.filter(content_type__in=types).values_list("content_type", flat=True))
    return [
        Error(
            f"Pages ({count}) are of the type {types[pk].app_label}.{types[pk].model}, which no installed app has.",
            hint="Enable the plugin that brings this page type in VAKWERK_PLUGINS, or delete the pages first.",
            id="vakwerk.E008",
        )
        for pk, count in counts.items()
    ]

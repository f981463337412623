"""Which plugins are there? Read from package metadata; no plugin code is imported, so settings can ask."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from cms.plugins.errors import PluginBroken, PluginMissing

GROUP = "vakwerk.plugins"


def available() -> dict[str, EntryPoint]:
    """Every installed plugin by name, sorted.

    Two packages that claim one name are refused, also when the plugin is off: switching it on would be a gamble.
    """
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP)):
        if found.setdefault(entry.name, entry).value != entry.value:
            raise PluginBroken(
                entry.name,
                f"is offered by two packages ({found[entry.name].value} and {entry.value})",
                "Uninstall one of them.",
            )
    return found


def installed_app_configs(names: Iterable[str]) -> list[str]:
    """The dotted paths that INSTALLED_APPS needs for these plugins, in the same order."""
    return [config_path(name, available()) for name in names]


def config_path(name: str, plugins: dict[str, EntryPoint]) -> str:
    """`package.apps.Config` for the entry point `package.apps:Config`."""
    if name not in plugins:
        known = ", ".join(plugins) or "none"
        raise PluginMissing(
            name,
            "is enabled but not installed",
            f"Install its package or take it out of VAKWERK_PLUGINS; installed are: {known}.",
        )
    module, _, attribute = plugins[name].value.partition(":")
    return f"{module}.{attribute}"

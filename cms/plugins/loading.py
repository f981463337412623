"""Turn the names in VAKWERK_PLUGINS into configs, and refuse with a name what cannot be used."""

import inspect
from collections.abc import Sequence

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from cms.plugins.config import PluginConfig, broken
from cms.plugins.discovery import available, config_path
from cms.plugins.errors import PluginBroken, PluginIncompatible
from cms.plugins.markers import API_VERSION


def import_config_classes(names: Sequence[str]) -> dict[str, type[PluginConfig]]:
    """Import the config class of each plugin and hold it against the API version."""
    plugins = available()
    return {name: _config_class(name, config_path(name, plugins)) for name in names}


def enabled_configs() -> list[PluginConfig]:
    """The configs of the enabled plugins, in the order of VAKWERK_PLUGINS. Needs a loaded app registry."""
    classes = import_config_classes(settings.VAKWERK_PLUGINS)
    by_class = {type(config): config for config in apps.get_app_configs() if isinstance(config, PluginConfig)}
    for name, config_class in classes.items():
        if config_class not in by_class:
            raise PluginBroken(
                name,
                "is enabled but not in INSTALLED_APPS",
                "Build INSTALLED_APPS with installed_app_configs(VAKWERK_PLUGINS).",
            )
    return [by_class[config_class] for config_class in classes.values()]


def _config_class(name: str, path: str) -> type[PluginConfig]:
    try:
        config_class = import_string(path)
    except Exception as error:  # whatever its module does wrong is told with its name
        raise broken(name, error) from error
    if not (inspect.isclass(config_class) and issubclass(config_class, PluginConfig)):
        raise PluginBroken(name, f"names {path}, which is no PluginConfig", "Mend its entry point.")
    for attribute in ("version", "requires_api"):
        if not getattr(config_class, attribute, ""):
            raise PluginBroken(name, f"does not say its {attribute}", f"Set it on {path}.")
    try:
        wanted = SpecifierSet(config_class.requires_api)
    except InvalidSpecifier as error:
        raise PluginBroken(
            name,
            f"has the malformed requires_api '{config_class.requires_api}'",
            'Write it like "~=1.0".',
        ) from error
    if API_VERSION not in wanted:
        raise PluginIncompatible(
            name,
            f"needs plugin API {wanted}, but this site has {API_VERSION}",
            "Install a version of the plugin made for this site, or take it out of VAKWERK_PLUGINS.",
        )
    config_class.key = name
    return config_class

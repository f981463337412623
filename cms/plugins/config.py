"""What a plugin says about itself."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.apps import AppConfig
from django.conf import settings

from cms.contracts import Problem
from cms.plugins.errors import PluginBroken


class PluginConfig(AppConfig):
    """Base class of a plugin's AppConfig; everything Django allows there is allowed here.

    The package may hold whatever a Django app holds (models, migrations, templates, static files, `tasks`,
    `wagtail_hooks`), and a module `hooks` with the functions that answer hooks (`@hookimpl`).
    """

    key: str
    """Its name in VAKWERK_PLUGINS: that of its entry point. The kernel fills it in."""

    version: ClassVar[str]
    requires_api: ClassVar[str]
    """A version specifier such as "~=1.0", held against cms.plugins.markers.API_VERSION."""

    hooks: ClassVar[str] = "hooks"
    """The module inside the package that answers hooks; "" for a plugin that only brings models and pages."""

    default_settings: ClassVar[Mapping[str, Any]] = {}
    """Every setting the plugin knows with its default; VAKWERK_PLUGIN_SETTINGS["<key>"] overrides them."""

    required_settings: ClassVar[Sequence[str]] = ()
    """Names in `default_settings` that may not stay empty."""

    @property
    def settings(self) -> dict[str, Any]:
        """The plugin's settings as they hold here."""
        return {**self.default_settings, **settings.VAKWERK_PLUGIN_SETTINGS.get(self.key, {})}

    def check_settings(self) -> list[Problem]:
        """Problems in the settings, looked for at every start: no database, no network.

        Extend it for what only the plugin can know (the form of a key, two settings that exclude each other).
        """
        given = settings.VAKWERK_PLUGIN_SETTINGS.get(self.key, {})
        unknown = [
            Problem("error", f"has no setting '{name}'", f"It knows: {', '.join(self.default_settings) or 'none'}.")
            for name in given
            if name not in self.default_settings
        ]
        empty = [
            Problem("error", f"needs the setting '{name}'", "Give it in VAKWERK_PLUGIN_SETTINGS.")
            for name in self.required_settings
            if self.settings.get(name) in ("", None)
        ]
        return unknown + empty

    def health(self) -> list[Problem]:
        """Problems that show only in use (a service that does not answer), looked for when somebody asks.

        Shown by `manage.py plugins` and the report in the admin; may use the database and the network, with short
        timeouts.
        """
        return []

    def load_demo(self) -> None:
        """Leave content for the demo, after that of the site; through the same actions that people use."""

    def import_models(self) -> None:
        """Load the models; a failure names the plugin."""
        try:
            super().import_models()
        except Exception as error:
            raise broken(self.key, error) from error


def broken(name: str, error: Exception) -> PluginBroken:
    """The error for a plugin whose code raised `error` while it was loaded."""
    return PluginBroken(
        name,
        f"could not be loaded: {type(error).__name__}: {error}",
        "Repair or upgrade its package, or take it out of VAKWERK_PLUGINS.",
    )

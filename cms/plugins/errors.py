"""What stops the start. Each error says which plugin, what is wrong and what to do, in one sentence each."""

from django.core.exceptions import ImproperlyConfigured


class PluginError(ImproperlyConfigured):
    """An enabled plugin cannot be used."""

    code: str

    def __init__(self, plugin: str, wrong: str, hint: str) -> None:
        super().__init__(f"Plugin '{plugin}' {wrong}. {hint} (vakwerk.{self.code})")
        self.plugin = plugin


class PluginMissing(PluginError):
    """VAKWERK_PLUGINS names a plugin that no installed package has."""

    code = "E001"


class PluginBroken(PluginError):
    """The plugin's code cannot be loaded."""

    code = "E002"


class PluginIncompatible(PluginError):
    """The plugin was made for another version of the plugin API."""

    code = "E003"

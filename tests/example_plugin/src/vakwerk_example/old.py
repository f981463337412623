"""A plugin made for another version of the plugin API."""

from cms.plugins import PluginConfig


class OldConfig(PluginConfig):
    name = "vakwerk_example"
    version = "0.3.0"
    requires_api = "~=0.9"

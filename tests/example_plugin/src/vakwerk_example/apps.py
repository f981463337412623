"""Who this plugin is. Read before models exist: import nothing but cms.plugins here."""

from cms.plugins import PluginConfig


class ExampleConfig(PluginConfig):
    name = "vakwerk_example"
    verbose_name = "Voorbeeld"
    version = "1.2.0"
    requires_api = "~=1.0"
    default_settings = {"desk": "Balie 1"}
    required_settings = ("desk",)

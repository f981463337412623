from importlib import import_module

from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class LeertrajectConfig(PluginConfig):
    name = "events.plugins.leertraject"
    label = "leertraject"
    verbose_name = _("Leertraject")
    version = "1.1"
    requires_api = "~=1.4"
    default_auto_field = "django.db.models.BigAutoField"

    def load_demo(self) -> None:
        # It needs models, which do not exist yet while this module is read.
        import_module(f"{self.name}.demo").load()

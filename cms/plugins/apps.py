"""The kernel as an app: it stands in INSTALLED_APPS before the plugins it watches over."""

from importlib import import_module
from types import ModuleType

import pluggy
from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.plugins.loading import enabled_configs, import_config_classes
from cms.plugins.manager import build


class KernelConfig(AppConfig):
    name = "cms.plugins"
    label = "vakwerk_plugins"
    verbose_name = _("plug-ins")

    manager: pluggy.PluginManager

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        # Django imports the plugins' configs next, and would tell of a broken one without saying whose it is.
        import_config_classes(settings.VAKWERK_PLUGINS)

    def ready(self) -> None:
        self.manager = build(settings.VAKWERK_CORE, enabled_configs())
        import_module("cms.plugins.checks")  # registers itself; needs the models, which exist only by now

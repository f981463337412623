from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Website")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # What they connect to needs the models, which exist only by now.
        import_module("cms.publishing")
        import_module("cms.page_cache.watch").connect()

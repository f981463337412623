from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Website")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import publishing  # noqa: F401, PLC0415  # it needs the models
        from cms.page_cache import watch  # noqa: PLC0415

        watch.connect()

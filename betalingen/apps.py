from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BetalingenConfig(AppConfig):
    name = "betalingen"
    verbose_name = _("Betalingen")
    default_auto_field = "django.db.models.BigAutoField"

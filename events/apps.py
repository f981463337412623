from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Bijeenkomsten")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # These register themselves with Wagtail, which exists only by now.
        import_module("events.audit")
        import_module("events.publishing")

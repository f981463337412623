from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class ZoomConfig(PluginConfig):
    """Its settings are ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET and ZOOM_HOST."""

    name = "events.meetings.zoom"
    label = "meeting_zoom"
    verbose_name = _("Vergaderen met Zoom")
    version = "1.0"
    requires_api = "~=1.2"

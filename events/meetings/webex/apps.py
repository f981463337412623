from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class WebexConfig(PluginConfig):
    """Its settings are WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET, WEBEX_REFRESH_TOKEN and WEBEX_HOST."""

    name = "events.meetings.webex"
    label = "meeting_webex"
    verbose_name = _("Vergaderen met Webex")
    version = "1.0"
    requires_api = "~=1.2"

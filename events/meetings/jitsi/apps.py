from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class JitsiConfig(PluginConfig):
    """Its setting is JITSI_ORIGIN."""

    name = "events.meetings.jitsi"
    label = "meeting_jitsi"
    verbose_name = _("Vergaderen met Jitsi")
    version = "1.0"
    requires_api = "~=1.0"

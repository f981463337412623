from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class MeetingLinkConfig(PluginConfig):
    name = "events.meetings.link"
    label = "meeting_link"
    verbose_name = _("Vergaderlink")
    version = "1.0"
    requires_api = "~=1.0"

from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class TeamsConfig(PluginConfig):
    """Its settings are TEAMS_TENANT_ID, TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_ORGANISER."""

    name = "events.meetings.teams"
    label = "meeting_teams"
    verbose_name = _("Vergaderen met Teams")
    version = "1.0"
    requires_api = "~=1.2"

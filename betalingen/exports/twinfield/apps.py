from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class TwinfieldConfig(PluginConfig):
    name = "betalingen.exports.twinfield"
    label = "betalingen_twinfield"
    verbose_name = _("Journaal voor Twinfield")
    version = "1.0"
    requires_api = "~=1.0"

from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class AfasConfig(PluginConfig):
    name = "betalingen.exports.afas"
    label = "betalingen_afas"
    verbose_name = _("Journaal voor AFAS")
    version = "1.0"
    requires_api = "~=1.0"

from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class ExactOnlineConfig(PluginConfig):
    name = "betalingen.exports.exact_online"
    label = "betalingen_exact_online"
    verbose_name = _("Journaal voor Exact Online")
    version = "1.0"
    requires_api = "~=1.0"

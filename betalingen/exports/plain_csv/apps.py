from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class PlainCsvConfig(PluginConfig):
    name = "betalingen.exports.plain_csv"
    label = "betalingen_plain_csv"
    verbose_name = _("CSV voor programma’s")
    version = "1.0"
    requires_api = "~=1.0"

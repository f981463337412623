from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class DutchCsvConfig(PluginConfig):
    name = "betalingen.exports.dutch_csv"
    label = "betalingen_dutch_csv"
    verbose_name = _("CSV voor Excel")
    version = "1.0"
    requires_api = "~=1.0"

from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class XlsxConfig(PluginConfig):
    name = "betalingen.exports.xlsx"
    label = "betalingen_xlsx"
    verbose_name = _("Excel")
    version = "1.0"
    requires_api = "~=1.0"

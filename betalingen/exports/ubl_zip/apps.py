from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class UblZipConfig(PluginConfig):
    name = "betalingen.exports.ubl_zip"
    label = "betalingen_ubl_zip"
    verbose_name = _("E-facturen in een zip")
    version = "1.0"
    requires_api = "~=1.0"

from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class InvoiceConfig(PluginConfig):
    name = "betalingen.providers.invoice"
    label = "betalingen_invoice"
    verbose_name = _("Betalen op factuur")
    version = "1.0"
    requires_api = "~=1.0"

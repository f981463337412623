from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class MailDeliveryConfig(PluginConfig):
    name = "betalingen.deliveries.mail"
    label = "betalingen_mail_delivery"
    verbose_name = _("Facturen per mail")
    version = "1.0"
    requires_api = "~=1.0"

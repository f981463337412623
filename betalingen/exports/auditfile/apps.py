from django.utils.translation import gettext_lazy as _

from cms.plugins import PluginConfig


class AuditfileConfig(PluginConfig):
    name = "betalingen.exports.auditfile"
    label = "betalingen_auditfile"
    verbose_name = _("Auditfile (XAF 3.2)")
    version = "1.0"
    requires_api = "~=1.0"

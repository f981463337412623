"""The form of finance's settings: an amount is typed in euros."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.api import EuroField


class FinanceSettingsForm(WagtailAdminModelForm):
    four_eyes_above_cents = EuroField(
        label=_("Tweede persoon nodig boven"),
        required=False,
        help_text=_(
            "Een terugbetaling of afboeking boven dit bedrag stelt de één voor en keurt een ander goed. Leeg: niet nodig."
        ),
    )

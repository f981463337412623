from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from betalingen.providers.stripe.configuration import Configuration, problems_of
from cms.plugins import PluginConfig, Problem


class StripeConfig(PluginConfig):
    """Its settings are STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRETS and, in the demo and in tests, STRIPE_API_BASE."""

    name = "betalingen.providers.stripe"
    label = "betalingen_stripe"
    verbose_name = _("Betalen via Stripe")
    version = "1.0"
    requires_api = "~=1.0"

    def health(self) -> list[Problem]:
        """Asks Stripe. Found by name, because its SDK and the models are not to be loaded with this module."""
        problems: list[Problem] = import_string("betalingen.providers.stripe.health.problems")()
        return problems

    def ready(self) -> None:
        """Refuse to start with keys that cannot work: a site that finds out at the first payment is worse."""
        problems = problems_of(Configuration.from_settings(), is_demo=settings.DEMO)
        if problems:
            raise ImproperlyConfigured(f"Plugin '{self.key}': {problems[0].message} {problems[0].hint}")

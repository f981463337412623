"""What this plugin contributes."""

from collections.abc import Sequence

from betalingen.api import PaymentProvider
from betalingen.providers.stripe.provider import StripeProvider
from cms.api import hookimpl


@hookimpl
def payment_providers() -> Sequence[PaymentProvider]:
    return [StripeProvider()]

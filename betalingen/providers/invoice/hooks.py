"""What this plugin contributes."""

from collections.abc import Sequence

from betalingen.api import PaymentProvider
from betalingen.providers.invoice.provider import InvoiceProvider
from cms.api import hookimpl


@hookimpl
def payment_providers() -> Sequence[PaymentProvider]:
    return [InvoiceProvider()]

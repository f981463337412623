"""What this plugin contributes."""

from collections.abc import Sequence

from betalingen.api import DocumentDelivery
from betalingen.deliveries.mail.delivery import MailDelivery
from cms.api import hookimpl


@hookimpl
def document_deliveries() -> Sequence[DocumentDelivery]:
    return [MailDelivery()]

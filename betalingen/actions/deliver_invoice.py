"""Bring an invoice or a credit note to its customer. May use the network, so never in a transaction."""

from typing import Final

from django.db import transaction

from betalingen import hooks
from betalingen.models import Invoice
from betalingen.queries.invoice_files import deliverable
from cms.api import record_audit

BY_MAIL: Final = "mail"


def deliver_invoice(*, invoice: int) -> None:
    """Hand over a document (its pk); again brings nothing twice.

    Raises ProviderUnavailable when it may be tried later, NotContributed when the plugin is off.
    """
    document = Invoice.objects.select_related("order").get(pk=invoice)
    report = hooks.document_delivery(BY_MAIL).deliver(deliverable(document))
    with transaction.atomic():
        record_audit(
            document.order,
            "betalingen.invoice_delivered" if report.state == "sent" else "betalingen.invoice_not_delivered",
            invoice=document.number,
        )

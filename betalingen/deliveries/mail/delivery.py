"""By mail to the address that the customer gave for e-invoices; the outbox sees to it that it leaves."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from betalingen.api import DeliverableDocument, DeliveryReport, DocumentDelivery
from cms.api import Attachment, queue_mail


class MailDelivery(DocumentDelivery):
    """The PDF, and the UBL beside it: bookkeeping programs read the attachments of a mailbox of their own."""

    key = "mail"
    label = _("Per mail")

    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        if not document.email:
            return DeliveryReport(state="refused", reason=_("Van deze klant is geen e-mailadres voor facturen bekend."))
        reference = f"document:{document.public_id}:mail"
        with transaction.atomic():
            queue_mail(
                key=reference,
                to=document.email,
                template="betalingen/document",
                context={"document": document},
                language=document.language,
                attachments=_files(document),
                about=f"document:{document.public_id}",
            )
        return DeliveryReport(state="sent", reference=reference)


def _files(document: DeliverableDocument) -> list[Attachment]:
    files = [Attachment(f"{document.number}.pdf", "application/pdf", document.pdf)]
    if document.ubl:
        files.append(Attachment(f"{document.number}.xml", "application/xml", document.ubl))
    return files

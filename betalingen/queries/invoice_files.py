"""The files of an invoice or a credit note, made from what was frozen when it was issued: the same bytes each time."""

from collections.abc import Sequence

from betalingen.contracts import DeliverableDocument
from betalingen.documents.checks import check_document, check_einvoice
from betalingen.documents.electronic_address import electronic_address
from betalingen.documents.pdf import invoice_pdf
from betalingen.documents.ubl import Profile, ubl
from betalingen.models import Invoice
from betalingen.queries.orders import pay_path


def ubl_of(invoice: Invoice) -> bytes:
    """The e-invoice; b"" when the customer's details do not make one: a private person has no number."""
    facts = invoice.facts
    return b"" if [*check_document(facts), *check_einvoice(facts)] else ubl(facts, Profile.NLCIUS)


def ubl_files(numbers: Sequence[str]) -> dict[str, bytes]:
    """The e-invoices with these numbers, by number; one that cannot be made is b"". One query."""
    return {invoice.number: ubl_of(invoice) for invoice in Invoice.objects.filter(number__in=numbers)}


def pdf_of(invoice: Invoice) -> bytes:
    """The document on paper, with the e-invoice inside."""
    return invoice_pdf(invoice.facts, made_at=invoice.created_at, einvoice=ubl_of(invoice))


def deliverable(invoice: Invoice) -> DeliverableDocument:
    """What a way of delivery needs to know."""
    facts = invoice.facts
    address = electronic_address(facts.buyer)
    return DeliverableDocument(
        public_id=str(invoice.public_id),
        kind=facts.kind,
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        due_cents=facts.due_cents if facts.kind == "invoice" else invoice.amount_cents,
        currency=facts.currency,
        language=facts.language,
        customer_name=facts.buyer.name,
        email=facts.buyer.email,
        network_address=str(address) if address else "",
        pdf=pdf_of(invoice),
        ubl=ubl_of(invoice),
        page_path=pay_path(invoice.instalment) if invoice.instalment else "",
        reason=facts.reason,
    )

"""What the customer finds in the mailbox."""

import base64
import datetime as dt
from dataclasses import replace

import pytest

from betalingen.api import DeliverableDocument, DeliveryReport
from betalingen.deliveries.mail.delivery import MailDelivery
from cms.models import Message

pytestmark = pytest.mark.django_db

DOCUMENT = DeliverableDocument(
    public_id="5f3c",
    kind="invoice",
    number="VF-2026-0042",
    issued_on=dt.date(2026, 12, 3),
    due_on=dt.date(2027, 1, 2),
    due_cents=187_550,
    currency="eur",
    language="nl",
    customer_name="Gemeente Lindewaard",
    email="facturen@lindewaard.example",
    network_address="0106:50112233",
    pdf=b"%PDF-1.7 \x00",
    ubl=b"<Invoice/>",
)


def mailed(document: DeliverableDocument) -> Message:
    assert MailDelivery().deliver(document).state == "sent"
    return Message.objects.get()


def test_both_files_to_the_address_for_e_invoices() -> None:
    message = mailed(DOCUMENT)

    assert message.recipient == "facturen@lindewaard.example"
    assert message.subject == "Factuur VF-2026-0042 van Vakwerk Academie"
    assert (message.key, message.about) == ("document:5f3c:mail", "document:5f3c")
    assert [
        (file["name"], file["content_type"], base64.b64decode(file["content"])) for file in message.attachments
    ] == [
        ("VF-2026-0042.pdf", "application/pdf", b"%PDF-1.7 \x00"),
        ("VF-2026-0042.xml", "application/xml", b"<Invoice/>"),
    ]
    for text in (message.text, message.html):
        assert "Hierbij krijgt u factuur VF-2026-0042." in text
        assert "Wilt u €\xa01.875,50 uiterlijk op 2 januari 2027 betalen?" in text
        assert "Het XML-bestand (UBL) leest uw boekhoudprogramma zelf in." in text


def test_in_english() -> None:
    message = mailed(replace(DOCUMENT, language="en"))

    assert message.subject == "Invoice VF-2026-0042 from Vakwerk Academie"
    assert "Would you please pay €\xa01,875.50 by 2 January 2027?" in message.text


def test_what_is_paid_asks_for_nothing() -> None:
    message = mailed(replace(DOCUMENT, due_cents=0, due_on=None, ubl=b""))

    assert [file["name"] for file in message.attachments] == ["VF-2026-0042.pdf"]
    for text in (message.text, message.html):
        assert "U hoeft niets meer te betalen." in text
        assert "Wilt u" not in text
        assert "UBL" not in text


def test_a_credit_note() -> None:
    message = mailed(replace(DOCUMENT, kind="credit_note", number="VC-2026-0003", due_on=None))

    assert message.subject == "Creditnota VC-2026-0003 van Vakwerk Academie"
    for text in (message.text, message.html):
        assert "Hierbij krijgt u creditnota VC-2026-0003 van €\xa01.875,50. U hoeft niets te doen." in text
        assert "betalen?" not in text


def test_without_an_address_nothing_leaves() -> None:
    report = MailDelivery().deliver(replace(DOCUMENT, email=""))

    assert report == DeliveryReport(state="refused", reason=report.reason)
    assert str(report.reason) == "Van deze klant is geen e-mailadres voor facturen bekend."
    assert Message.objects.count() == 0

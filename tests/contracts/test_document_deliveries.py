"""Every way to deliver documents through the same exam."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation

from betalingen import hooks
from betalingen.api import DeliverableDocument, DeliveryReport, DocumentDelivery
from cms.models import Message
from tests.contracts.common import (
    LANGUAGES,
    assert_configuration_is_told,
    assert_fulfils,
    assert_key,
    assert_said,
    assert_unique_and_stable,
    assert_words,
    failures,
    key_of,
)
from tests.contracts.twins import delivery as twins

pytestmark = pytest.mark.django_db

Exam = Callable[[DocumentDelivery], None]


def document() -> DeliverableDocument:
    return DeliverableDocument(
        public_id=uuid.uuid4().hex,
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
        pdf=b"%PDF-1.7",
        ubl=b"<Invoice/>",
    )


def nobody() -> DeliverableDocument:
    return replace(document(), email="", network_address="")


def out_of_the_door(delivery: DocumentDelivery) -> int:
    """How many documents left by it: a plugin with a network of its own tells, the others leave mail."""
    return delivery.arrived() if isinstance(delivery, twins.Sound) else Message.objects.count()


def delivered(delivery: DocumentDelivery, sent: DeliverableDocument) -> DeliveryReport:
    try:
        return delivery.deliver(sent)
    except Exception as error:  # noqa: BLE001  # an exam is failed, not interrupted
        pytest.fail(f"{error!r}", pytrace=False)


# The exam


def has_a_key(delivery: DocumentDelivery) -> None:
    assert_key(delivery)


def has_words(delivery: DocumentDelivery) -> None:
    assert_words(delivery.label)


def fulfils_the_contract(delivery: DocumentDelivery) -> None:
    assert isinstance(delivery, DocumentDelivery)
    assert_fulfils(delivery, DocumentDelivery)


def tells_its_configuration(delivery: DocumentDelivery) -> None:
    assert_configuration_is_told(delivery)


def delivers_invoices_and_credit_notes_in_both_languages(delivery: DocumentDelivery) -> None:
    for kind in ("invoice", "credit_note"):
        for language in LANGUAGES:
            before = out_of_the_door(delivery)
            report = delivered(delivery, replace(document(), kind=kind, language=language))
            assert report.state == "sent"
            assert out_of_the_door(delivery) == before + 1


def says_by_which_reference(delivery: DocumentDelivery) -> None:
    first, second = delivered(delivery, document()), delivered(delivery, document())
    assert first.reference
    assert second.reference
    assert first.reference != second.reference


def delivers_once_however_often_it_is_asked(delivery: DocumentDelivery) -> None:
    sent, before = document(), out_of_the_door(delivery)
    reports = [delivered(delivery, sent), delivered(delivery, sent), delivered(type(delivery)(), replace(sent))]
    assert out_of_the_door(delivery) == before + 1
    assert reports[0] == reports[1] == reports[2]


def says_why_it_cannot_reach_somebody(delivery: DocumentDelivery) -> None:
    before = out_of_the_door(delivery)
    report = delivered(delivery, nobody())
    assert report.state == "refused"
    assert out_of_the_door(delivery) == before
    for language in LANGUAGES:
        with translation.override(language):
            assert_said(report.reason)


BROKEN: dict[Exam, list[type]] = {
    has_a_key: [twins.NoKey],
    has_words: [twins.OneLanguage],
    fulfils_the_contract: [twins.OtherNames],
    tells_its_configuration: [twins.WordlessProblem],
    delivers_invoices_and_credit_notes_in_both_languages: [twins.OnlyClaims, twins.AlwaysLater],
    says_by_which_reference: [twins.SaysNothing, twins.OnlyClaims],
    delivers_once_however_often_it_is_asked: [twins.SendsTwice, twins.OtherReferenceEachTime],
    says_why_it_cannot_reach_somebody: [twins.KeepsTheReason, twins.SendsToNobody],
}


@pytest.mark.parametrize("exam", BROKEN)
@pytest.mark.parametrize("delivery", [*hooks.document_deliveries(), twins.Sound()], ids=key_of)
def test_delivery(delivery: DocumentDelivery, exam: Exam) -> None:
    exam(delivery)


@pytest.mark.parametrize(("exam", "twin"), failures(BROKEN))
def test_a_broken_delivery_fails(exam: Exam, twin: type) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        exam(twin())


def test_keys_are_unique_and_stable() -> None:
    assert_unique_and_stable("document_deliveries")
    assert "mail" in {delivery.key for delivery in hooks.document_deliveries()}

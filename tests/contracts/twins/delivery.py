"""A sound way to deliver documents, and ways with one mistake each."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from betalingen.api import DeliverableDocument, DeliveryReport, DocumentDelivery, ProviderUnavailable
from cms.api import Problem


class Network:
    """Another company's access point: what it took in, by our id of it."""

    def __init__(self) -> None:
        self.taken: dict[str, DeliverableDocument] = {}
        self.count = 0

    def take(self, document: DeliverableDocument) -> str:
        self.count += document.public_id not in self.taken
        self.taken[document.public_id] = document
        return f"ap-{document.public_id}"


class Sound(DocumentDelivery):
    """Passes everything: to a customer whom the network knows, once, with both files."""

    key = "sound"
    label: str | Promise = _("Per mail")
    network: ClassVar[Network] = Network()

    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        if not document.network_address or not document.ubl:
            return DeliveryReport(state="refused", reason=_("Van deze klant is geen e-mailadres voor facturen bekend."))
        return DeliveryReport(state="sent", reference=self.network.take(document))

    def arrived(self) -> int:
        """For the exam: how many documents are out of the door."""
        return self.network.count


class NoKey(Sound):
    key = ""


class OneLanguage(Sound):
    label = "Per mail"


class OtherNames(Sound):
    def deliver(self, invoice: DeliverableDocument) -> DeliveryReport:
        return super().deliver(invoice)


class SaysNothing(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        super().deliver(document)
        return DeliveryReport(state="sent")


class KeepsTheReason(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        report = super().deliver(document)
        return DeliveryReport(state="refused") if report.state == "refused" else report


class SendsTwice(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        report = super().deliver(document)
        self.network.count += report.state == "sent"
        return report


class OnlyClaims(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        return DeliveryReport(state="sent", reference="x")


class AlwaysLater(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        raise ProviderUnavailable


class SendsToNobody(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        return DeliveryReport(state="sent", reference=self.network.take(document))


class OtherReferenceEachTime(Sound):
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        report = super().deliver(document)
        return DeliveryReport(state=report.state, reference=f"{report.reference}-{id(report)}", reason=report.reason)


class WordlessProblem(Sound):
    def check_configuration(self) -> list[Problem]:
        return [Problem(level="error", message="")]

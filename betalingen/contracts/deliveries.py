"""Final documents, and the ways to bring them to a customer."""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Literal

from betalingen.contracts.orders import Text
from cms.api import Problem


@dataclass(frozen=True, kw_only=True)
class DeliverableDocument:
    """An invoice or a credit note that is final, and where its customer can be reached.

    `public_id` is opaque, and the same when it is tried again. `email` is the customer's address for e-invoices and
    `network_address` how networks know them ("0106:50112233", scheme and number); each may be "". `ubl` is b"" for a customer
    who cannot get an e-invoice. `due_cents` is what is still to be paid, or what a credit note gives back. `page_path` is the
    personal page, on this site, of who pays an instalment; else "". `reason` says why a credit note was made.
    """

    public_id: str
    kind: Literal["invoice", "credit_note"]
    number: str
    issued_on: dt.date
    due_on: dt.date | None
    due_cents: int
    currency: str
    language: str
    customer_name: str
    email: str
    network_address: str
    pdf: bytes
    ubl: bytes
    page_path: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryReport:
    """What became of it: out of our hands, or never to be delivered this way, with the reason for people.

    `reference` is by which the deliverer knows it.
    """

    state: Literal["sent", "refused"]
    reference: str = ""
    reason: Text = ""


class DocumentDelivery(ABC):
    """A way by which documents reach a customer: mail, or an access point of Peppol. Instances hold no state."""

    key: ClassVar[str]
    label: Text

    @abstractmethod
    def deliver(self, document: DeliverableDocument) -> DeliveryReport:
        """Hand it over; may use the network, and is never called in a transaction.

        Called again with an equal document after a failure: it must arrive once. Raises ProviderUnavailable when it may be
        tried later.
        """

    def check_configuration(self) -> list[Problem]:
        """What is wrong with the settings; no database, no network."""
        return []

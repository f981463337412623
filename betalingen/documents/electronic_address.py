"""Where an e-invoice goes, and by which number a party is known: identifiers of ISO 6523 and the Peppol list of schemes (EAS)."""

from dataclasses import dataclass
from typing import Final

from betalingen.documents.content import Party

KVK: Final = "0106"
OIN: Final = "0190"
EMAIL: Final = "EM"
VAT_SCHEMES: Final = {
    "AT": "9914", "BE": "9925", "BG": "9926", "CY": "9928", "CZ": "9929", "DE": "9930", "EE": "9931", "EL": "9933",
    "ES": "9920", "FR": "9957", "HR": "9934", "HU": "9910", "IE": "9935", "LT": "9937", "LU": "9938", "LV": "9939",
    "MT": "9943", "NL": "9944", "PL": "9945", "PT": "9946", "RO": "9947", "SI": "9949", "SK": "9950",
}  # fmt: skip
"""By the first two letters of a VAT id; "EL" is Greece."""


@dataclass(frozen=True)
class Identifier:
    """A number and the scheme in which it is one."""

    scheme: str
    number: str

    def __str__(self) -> str:
        """0106:50112233, as networks write it."""
        return f"{self.scheme}:{self.number}"


def legal_identifier(party: Party) -> Identifier | None:
    """How the Netherlands know an organisation (BT-30, BT-47): government by its OIN, everybody else by KvK number."""
    if party.oin:
        return Identifier(OIN, party.oin)
    if party.kvk_number:
        return Identifier(KVK, party.kvk_number)
    return None


def electronic_address(party: Party) -> Identifier | None:
    """Where the network delivers (BT-34, BT-49); None for who has no number and no e-mail address."""
    identifier = legal_identifier(party)
    if identifier is not None:
        return identifier
    if scheme := VAT_SCHEMES.get(party.vat_id[:2]):
        return Identifier(scheme, party.vat_id)
    return Identifier(EMAIL, party.email) if party.email else None

"""What is wrong with an invoice or a credit note, before it gets a number or becomes a file.

The official rules let through VAT that is up to € 0.99 wrong, an invoice without a due date, and any IBAN; these do not.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from stdnum import iban, iso11649
from stdnum.eu import vat as eu_vat
from stdnum.nl import bsn, btw

from betalingen.documents.content import InvoiceContent, Party
from betalingen.documents.electronic_address import electronic_address, legal_identifier
from betalingen.pricing import NEEDS_WORDING, VatCategory, VatTerms, vat_over
from cms.api import notation

Roles = Mapping[str, Promise]

SELLER_PARTS: Final[Roles] = {
    "name": gettext_lazy("Vul de statutaire naam van de academie in."),
    "street": gettext_lazy("Vul de straat van de academie in."),
    "postcode": gettext_lazy("Vul de postcode van de academie in."),
    "city": gettext_lazy("Vul de plaats van de academie in."),
    "kvk_number": gettext_lazy("Vul het KvK-nummer van de academie in."),
    "vat_id": gettext_lazy("Vul het btw-nummer van de academie in."),
}
BUYER_PARTS: Final[Roles] = {
    "name": gettext_lazy("Vul de naam van de klant in."),
    "street": gettext_lazy("Vul de straat van de klant in."),
    "postcode": gettext_lazy("Vul de postcode van de klant in."),
    "city": gettext_lazy("Vul de plaats van de klant in."),
}
RSIN_PREFIX: Final = "00000001"
OIN: Final = re.compile(r"0000000[1-9]\d{12}")


@dataclass(frozen=True)
class Finding:
    """`field` is a path in InvoiceContent ("buyer.kvk_number", "lines.0.net_cents"); `message` says what to do."""

    field: str
    message: str


def check_document(content: InvoiceContent) -> list[Finding]:
    """What makes it wrong on paper as well: by law (art. 35a Wet OB), by its sums, or because it could not be paid."""
    return [
        *_party("seller", content.seller, SELLER_PARTS),
        *_party("buyer", content.buyer, BUYER_PARTS),
        *_dates(content),
        *_lines(content),
        *_vat(content),
        *_totals(content),
        *(_payment(content) if content.kind == "invoice" else _credited(content)),
    ]


def check_buyer(buyer: Party) -> list[Finding]:
    """What is missing or wrong of who pays."""
    return list(_party("buyer", buyer, BUYER_PARTS))


def check_einvoice(content: InvoiceContent) -> list[Finding]:
    """What else an e-invoice needs, by NLCIUS and by Peppol alike."""
    return list(_einvoice(content))


def _party(role: str, party: Party, needed: Roles) -> Iterator[Finding]:
    for part, message in needed.items():
        if not getattr(party, part).strip():
            yield Finding(f"{role}.{part}", str(message))
    numbers: list[tuple[str, Callable[[str], bool], str]] = [
        ("kvk_number", _is_kvk, _("Dit KvK-nummer klopt niet: het heeft 8 cijfers.")),
        ("oin", _is_oin, _("Dit OIN klopt niet: kijk of de 20 cijfers goed zijn overgenomen.")),
        ("vat_id", _is_vat_id, _("Dit btw-nummer klopt niet: kijk of het goed is overgenomen.")),
    ]
    for part, is_right, wrong in numbers:
        number = getattr(party, part)
        if number and not is_right(number):
            yield Finding(f"{role}.{part}", wrong)
    if not re.fullmatch("[A-Z]{2}", party.country):
        yield Finding(f"{role}.country", _("Kies het land."))


def _is_kvk(number: str) -> bool:
    return re.fullmatch(r"\d{8}", number) is not None


def _is_oin(number: str) -> bool:
    """An OIN has no check digits of its own; most hold an RSIN, which has."""
    if not OIN.fullmatch(number):
        return False
    return not number.startswith(RSIN_PREFIX) or (bsn.is_valid(number[8:17]) and number.endswith("000"))


def _is_vat_id(number: str) -> bool:
    """Written as it stands in the file: capitals, no spaces."""
    if number.startswith("NL"):
        return btw.is_valid(number) and number == f"NL{btw.compact(number)}"
    return eu_vat.is_valid(number) and number == eu_vat.compact(number)


def _dates(content: InvoiceContent) -> Iterator[Finding]:
    first, last = content.supplied_from, content.supplied_until
    if first is None and last is None:
        yield Finding("supplied_from", _("Vul in wanneer er geleverd is of wordt."))
    elif first and last and last < first:
        yield Finding("supplied_until", _("Het einde van de levering ligt voor het begin."))


def _lines(content: InvoiceContent) -> Iterator[Finding]:
    if not content.lines:
        yield Finding("lines", _("Er staat niets op: voeg een regel toe."))
    for number, line in enumerate(content.lines):
        if not line.description.strip():
            yield Finding(f"lines.{number}.description", _("Vul in waarvoor deze regel is."))
        if line.quantity < 1:
            yield Finding(f"lines.{number}.quantity", _("Het aantal moet 1 of meer zijn."))
        if min(line.unit_cents, line.subsidy_cents, line.net_cents, *(each.cents for each in line.discounts)) < 0:
            yield Finding(f"lines.{number}.net_cents", _("Een bedrag mag niet onder nul zijn."))
        if line.subsidy_cents and not line.subsidy_reason.strip():
            yield Finding(f"lines.{number}.subsidy_reason", _("Vul in van welke regeling de subsidie is."))
        if not all(discount.label.strip() for discount in line.discounts):
            yield Finding(f"lines.{number}.discounts", _("Vul in waarvoor de korting is."))
        discount_cents = sum(discount.cents for discount in line.discounts)
        expected = line.quantity * line.unit_cents - discount_cents - line.subsidy_cents
        if line.net_cents != expected:
            what = _("Aantal keer prijs, min korting en subsidie")
            yield _sum(f"lines.{number}.net_cents", what, line.net_cents, expected)


def _vat(content: InvoiceContent) -> Iterator[Finding]:
    bases: dict[tuple[VatCategory, Decimal], int] = {}
    for line in content.lines:
        key = (line.vat.category, line.vat.rate)
        bases[key] = bases.get(key, 0) + line.net_cents
    given = [(line.vat.category, line.vat.rate) for line in content.vat]
    if sorted(given) != sorted(bases):
        yield Finding("vat", _("De btw is niet uitgerekend voor elk tarief dat op een regel staat."))
    for number, part in enumerate(content.vat):
        base = bases.get((part.vat.category, part.vat.rate), 0)
        if part.base_cents != base:
            yield _sum(f"vat.{number}.base_cents", _("De regels met dit btw-tarief"), part.base_cents, base)
        exact = vat_over(part.base_cents, part.vat)
        if abs(part.vat_cents - exact) > (1 if content.is_part else 0):
            yield _sum(f"vat.{number}.vat_cents", _("De btw over deze regels"), part.vat_cents, exact)
        yield from _terms(f"vat.{number}", part.vat, content)


def _terms(field: str, vat: VatTerms, content: InvoiceContent) -> Iterator[Finding]:
    if (vat.category is VatCategory.STANDARD) != (vat.rate > 0):
        yield Finding(f"{field}.vat", _("Dit tarief hoort niet bij deze soort btw."))
    if vat.category in NEEDS_WORDING and not vat.wording.strip():
        yield Finding(f"{field}.vat", _("Vul bij de btw-regel in waarom er geen btw is."))
    if vat.category is VatCategory.REVERSE and not content.buyer.vat_id:
        yield Finding("buyer.vat_id", _("Vul het btw-nummer van de klant in: de btw is verlegd."))


def _totals(content: InvoiceContent) -> Iterator[Finding]:
    prepaid = sum(paid.cents for paid in content.prepayments)
    sums = [
        ("net_cents", _("De regels samen"), content.net_cents, sum(line.net_cents for line in content.lines)),
        ("vat_cents", _("De btw samen"), content.vat_cents, sum(part.vat_cents for part in content.vat)),
        ("total_cents", _("Het bedrag plus de btw"), content.total_cents, content.net_cents + content.vat_cents),
        ("due_cents", _("Het totaal min wat al betaald is"), content.due_cents, content.total_cents - prepaid),
    ]
    for field, what, is_now, should_be in sums:
        if is_now != should_be:
            yield _sum(field, what, is_now, should_be)
    if content.due_cents < 0 or any(paid.cents < 0 for paid in content.prepayments):
        yield Finding("prepayments", _("Er is meer betaald dan het totaal: maak een creditnota of betaal terug."))


def _sum(field: str, what: str, is_now: int, should_be: int) -> Finding:
    language: notation.Language = "en" if get_language() == "en" else "nl"
    values = {
        "what": what,
        "right": notation.euro_table(should_be, language),
        "wrong": notation.euro_table(is_now, language),
    }
    return Finding(field, _("%(what)s: %(right)s, maar er staat %(wrong)s.") % values)


def _payment(content: InvoiceContent) -> Iterator[Finding]:
    if content.due_cents <= 0:
        return
    if content.due_on is None:
        yield Finding("due_on", _("Vul in voor welke dag er betaald moet zijn."))
    elif content.due_on < content.issued_on:
        yield Finding("due_on", _("De laatste dag om te betalen ligt voor de dag van de factuur."))
    if not iban.is_valid(content.bank.iban) or content.bank.iban != iban.compact(content.bank.iban):
        yield Finding("bank.iban", _("Dit IBAN klopt niet: kijk of het goed is overgenomen."))
    if not content.bank.holder.strip():
        yield Finding("bank.holder", _("Vul in op wiens naam de rekening staat."))
    if not iso11649.is_valid(content.payment_reference):
        yield Finding("payment_reference", _("Dit betalingskenmerk klopt niet: het begint met RF en twee cijfers."))


def _credited(content: InvoiceContent) -> Iterator[Finding]:
    if not content.credited_number:
        yield Finding("credited_number", _("Een creditnota hoort bij een factuur: kies welke."))
    if content.credited_on is None:
        yield Finding("credited_on", _("Vul de datum van de factuur in waarbij deze creditnota hoort."))
    elif content.credited_on > content.issued_on:
        yield Finding("issued_on", _("Een creditnota kan niet ouder zijn dan de factuur waarbij zij hoort."))


def _einvoice(content: InvoiceContent) -> Iterator[Finding]:
    buyer, seller = content.buyer, content.seller
    has_order = bool(content.purchase_order_number.strip())
    if not has_order and not content.buyer_reference.strip():  # BR-NL-2, PEPPOL-EN16931-R003
        yield Finding("buyer_reference", _("Vul het inkoopnummer in, of een kenmerk of naam van de besteller."))
    if buyer.country == "NL" and legal_identifier(buyer) is None:  # BR-NL-10, NL-R-005
        yield Finding("buyer.kvk_number", _("Vul het KvK-nummer of het OIN van de klant in."))
    elif electronic_address(buyer) is None:  # PEPPOL-EN16931-R010
        yield Finding("buyer.vat_id", _("Vul het btw-nummer van de klant in: daarop komt de e-factuur aan."))
    if buyer.is_central_government:
        if not buyer.oin:
            yield Finding("buyer.oin", _("Het Rijk ontvangt e-facturen op zijn OIN: vul dat in."))
        if not has_order:
            yield Finding("purchase_order_number", _("Het Rijk betaalt alleen met een inkoopnummer: vul dat in."))
        if not seller.email:
            yield Finding("seller.email", _("Het Rijk wil een e-mailadres voor vragen: vul dat van de academie in."))

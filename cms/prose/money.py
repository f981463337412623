"""Amounts in the text of something people sign up for, against its price: which amount, and with or without VAT and subsidy."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms import notation
from cms.notation import Language
from cms.prose.facts import PageFacts, Price
from cms.prose.findings import Finding, Kind
from cms.prose.writing import Writing, sentences

_ABOUT_PRICE = re.compile(
    r"kosten|\bkost\b|prijs|tarief|bedraagt|bedragen|betaalt|bijdrage|per persoon|per deelnemer|p\.p\.|subsidie|btw"
    r"|kosteloos|gratis|\bcosts?\b|price|\bfee\b|you pay|per person|subsid|\bVAT\b|free of charge",
    re.IGNORECASE,
)
# What somebody may have to pay beside the price, or gets of it for nothing.
_ABOUT_EXTRAS = re.compile(
    r"logeer|overnacht|hotel|reis|parke|lunch|diner|boek|annule|verlet|budget|per uur|per jaar|per maand"
    r"|\bnight|travel|parking|\bbook|cancel|per hour|per year|per month",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?:€|\bEUR)\s*(\d[\d.,]*)(?:[-–—]+)?|(?<![\d.,])(\d[\d.,]*)\s*euro\b", re.IGNORECASE)
_FREE = re.compile(r"\b(?:kosteloos|gratis|free of charge)\b", re.IGNORECASE)
_TAKING_PART = re.compile(r"\b(?:deelname|deelnemen|meedoen|aanmelden|participation|taking part)\b", re.IGNORECASE)
_RATE = r"(?:\d+\s?%\s+)?(?:btw|VAT)\b"
_WITH_VAT = re.compile(rf"\b(?:inclusief|incl\.?|met|including|with)\s+{_RATE}", re.IGNORECASE)
_WITHOUT_VAT = re.compile(rf"\b(?:exclusief|excl\.?|zonder|excluding|without)\s+{_RATE}", re.IGNORECASE)
_EXEMPT = re.compile(r"\bvrijgesteld van btw\b|\bbtw-vrij\b|\bexempt from VAT\b", re.IGNORECASE)
_AFTER_SUBSIDY = re.compile(r"\b(?:na|inclusief|met|after|including)\s+(?:de\s+)?subsid\w+", re.IGNORECASE)
_BEFORE_SUBSIDY = re.compile(
    r"\bvolle prijs|\b(?:vóór|zonder|before|without)\s+(?:de\s+)?subsid\w+|\bfull price", re.IGNORECASE
)
ROUNDED = 0.5  # per cent
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|procent|per cent)(?!\s*(?:btw|VAT))", re.IGNORECASE)
_PAID_BY_OTHERS = re.compile(r"subsid|gefinancierd|vergoed|fonds|funded", re.IGNORECASE)


def check_price(writing: Writing, facts: PageFacts) -> list[Finding]:
    """What the text says about the price must go with one of the editions."""
    prices = [run.price for run in facts.runs if run.price]
    if not (writing.is_offering and prices):
        return []
    findings = []
    for sentence in sentences(writing.prose):
        if _ABOUT_PRICE.search(sentence.text) and not _ABOUT_EXTRAS.search(sentence.text):
            objections = [_objection(sentence.text, price, writing.language) for price in prices]
            if all(objections) and (first := objections[0]):
                findings.append(Finding(*first, sentence.passage.where))
    return findings


def _objection(text: str, price: Price, language: Language) -> tuple[Kind, str] | None:
    """The first thing in a sentence that does not go with this price."""
    amounts = list(dict.fromkeys(_amounts(text, language)))
    told = _wrong_share(text, price) or _wrong_amount(text, amounts, price, language)
    if not told and len(amounts) == 1:
        told = _wrong_name(text, amounts[0], price, language)
    if told:
        return Kind.PRICE, told
    has_name = any(pattern.search(text) for pattern in (_WITH_VAT, _WITHOUT_VAT))
    if amounts and price.payable_cents != price.asked_cents and not has_name:
        told = _("Schrijf erbij of %(amount)s met of zonder btw is.")
        return Kind.BASE, told % {"amount": notation.euro(amounts[0], language)}
    return None


def _amounts(text: str, language: Language) -> list[int]:
    """Every amount in cents: € 1.550,- and 1550 euro, or € 1,550.00 in English."""
    thousands, decimals = (".", ",") if language == "nl" else (",", ".")
    found = []
    for match in _AMOUNT.finditer(text):
        whole, _point, rest = (match[1] or match[2]).rstrip(".,").replace(thousands, "").partition(decimals)
        found.append(int(whole or 0) * 100 + int(rest[:2].ljust(2, "0")))
    return found


def _wrong_share(text: str, price: Price) -> str:
    """Of a subsidy, in per cent."""
    found = _SHARE.search(text) if _PAID_BY_OTHERS.search(text) else None
    if not found:
        return ""
    subsidy = price.full_cents - price.net_cents
    if not subsidy:
        return _("De tekst noemt %(words)s subsidie, maar in de gegevens staat geen subsidie.") % {
            "words": found.group()
        }
    share = round(100 * subsidy / price.full_cents, 1)
    if abs(float(found[1].replace(",", ".")) - share) < ROUNDED:
        return ""
    told = _("De tekst noemt %(words)s subsidie, maar in de gegevens is dat %(share)s %%.")
    return told % {"words": found.group(), "share": f"{share:g}".replace(".", ",")}


def _wrong_amount(text: str, amounts: Sequence[int], price: Price, language: Language) -> str:
    asked = notation.euro(price.asked_cents, language) if price.payable_cents else _("dat meedoen niets kost")
    if price.payable_cents and _FREE.search(text) and _TAKING_PART.search(text):
        return _("De tekst zegt dat meedoen niets kost, maar in de gegevens staat %(price)s.") % {"price": asked}
    for amount in amounts:
        if amount not in price.amounts:
            told = _("De tekst noemt %(amount)s, maar in de gegevens staat %(price)s.")
            return told % {"amount": notation.euro(amount, language), "price": asked}
    return ""


def _wrong_name(text: str, amount: int, price: Price, language: Language) -> str:
    """A right amount, called something else."""
    without_vat = {price.full_cents, price.net_cents, price.asked_cents}
    names = (
        (_WITH_VAT, without_vat - {price.payable_cents}, price.payable_cents),
        (_WITHOUT_VAT, {price.payable_cents} - without_vat, price.asked_cents),
        (_AFTER_SUBSIDY, {price.full_cents} - {price.net_cents, price.asked_cents}, price.asked_cents),
        (_BEFORE_SUBSIDY, {price.net_cents} - {price.full_cents}, price.full_cents),
    )
    for name, wrong, right in names:
        if amount in wrong and (found := name.search(text)):
            told = _("De tekst noemt %(amount)s “%(words)s”, maar in de gegevens is dat %(right)s.")
            values = {"words": found.group(), "right": notation.euro(right, language)}
            return told % (values | {"amount": notation.euro(amount, language)})
    if price.is_exempt and (found := _WITHOUT_VAT.search(text)):
        told = _("De tekst zegt “%(words)s”, maar volgens de gegevens komt er geen btw bij.")
        return told % {"words": found.group()}
    if not price.is_exempt and price.payable_cents and (found := _EXEMPT.search(text)):
        told = _("De tekst zegt “%(words)s”, maar volgens de gegevens komt er btw bij.")
        return told % {"words": found.group()}
    return ""

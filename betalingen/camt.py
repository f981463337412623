"""Bank statements as banks send them: CAMT.053 of ISO 20022, versions 001.02 and 001.08.

Read here with defusedxml, not with pycamt 1.1: that turns balances into floats, counts the whole of an entry once per
transaction in it when these have no amounts of their own, and reads entries that the bank has not booked yet.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

VERSIONS: Final = ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08")
CURRENCY: Final = "EUR"
NO_REFERENCE: Final = {"", "NOTPROVIDED", "NONREF"}


class StatementRefused(Exception):
    """This file cannot be read as a bank statement; the message is a sentence for whoever sent it."""


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """Money that came (above zero, in cents) or went. `key` is the same whenever the bank tells of this line again."""

    key: str
    reference: str
    amount_cents: int
    booked_on: dt.date
    valued_on: dt.date | None
    counterparty_name: str
    counterparty_iban: str
    text: str
    structured_reference: str
    end_to_end_id: str


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A period of one account. Opening balance and lines come to the closing balance, to the cent."""

    iban: str
    statement_id: str
    first_day: dt.date
    last_day: dt.date
    opening_cents: int
    closing_cents: int
    lines: Sequence[StatementLine]


def read_statements(content: bytes) -> list[Statement]:
    """Every statement in a file; raises StatementRefused."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise StatementRefused(_("Dit bestand is geen XML. Kies bij uw bank “CAMT.053”.")) from error
    namespace = root.tag.partition("}")[0].removeprefix("{")
    if namespace not in VERSIONS:
        raise StatementRefused(
            _("Dit is geen bankafschrift in CAMT.053 (versie 001.02 of 001.08). Kies bij uw bank “CAMT.053”.")
        )
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    statements = [_statement(element) for element in root.iter("Stmt")]
    if not statements:
        raise StatementRefused(_("In dit bestand staat geen afschrift."))
    return statements


def _statement(element: Element) -> Statement:
    iban = _text(element, "Acct/Id/IBAN")
    if not iban:
        raise StatementRefused(_("In dit afschrift staat geen IBAN."))
    statement_id = _text(element, "Id")
    opening_cents, opened_on = _balance(element, ("OPBD", "PRCD"))
    closing_cents, closed_on = _balance(element, ("CLBD",))
    lines = _with_keys(iban, [line for entry in element.findall("Ntry") for line in _lines(entry)])
    total_cents = sum(line.amount_cents for line in lines)
    if opening_cents + total_cents != closing_cents:
        raise StatementRefused(
            _(
                "Afschrift %(statement)s klopt niet: het beginsaldo en de regels samen zijn niet het eindsaldo. Verschil: %(difference)s euro."
            )
            % {
                "statement": statement_id,
                "difference": _written(opening_cents + total_cents - closing_cents),
            }
        )
    days = [line.booked_on for line in lines]
    return Statement(
        iban=iban,
        statement_id=statement_id,
        first_day=_day(element.find("FrToDt/FrDtTm")) or min([*days, opened_on]),
        last_day=_day(element.find("FrToDt/ToDtTm")) or max([*days, closed_on]),
        opening_cents=opening_cents,
        closing_cents=closing_cents,
        lines=lines,
    )


def _balance(statement: Element, kinds: Sequence[str]) -> tuple[int, dt.date]:
    for balance in statement.findall("Bal"):
        day = _day(balance.find("Dt"))
        if _text(balance, "Tp/CdOrPrtry/Cd") in kinds and day:
            return _signed(balance), day
    raise StatementRefused(_("In dit afschrift ontbreekt het beginsaldo of het eindsaldo."))


@dataclass(frozen=True)
class _Found:
    """A line that has no key yet."""

    reference: str
    amount_cents: int
    booked_on: dt.date
    valued_on: dt.date | None
    name: str
    iban: str
    text: str
    structured_reference: str
    end_to_end_id: str


def _lines(entry: Element) -> Iterator[_Found]:
    """One per transaction of a booked entry, where each has an amount and together they are the entry; else one."""
    if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) != "BOOK":
        return
    amount_cents = _signed(entry)
    details = entry.findall("NtryDtls/TxDtls")
    parts = [_part(detail, amount_cents) for detail in details]
    if len(details) > 1 and None not in parts and sum(part or 0 for part in parts) == amount_cents:
        amounts = [part or 0 for part in parts]
    else:
        details, amounts = (details if len(details) == 1 else [entry]), [amount_cents]
    booked_on = _day(entry.find("BookgDt")) or _day(entry.find("ValDt"))
    if booked_on is None:
        raise StatementRefused(_("In dit afschrift staat een regel zonder datum."))
    for detail, cents in zip(details, amounts, strict=True):
        if cents == 0:
            continue
        side = "Dbtr" if cents > 0 else "Cdtr"
        text = " ".join(_texts(detail, "RmtInf/Ustrd")) or _text(entry, "AddtlNtryInf")
        yield _Found(
            reference=_reference(_text(detail, "Refs/AcctSvcrRef"), _text(entry, "AcctSvcrRef")),
            amount_cents=cents,
            booked_on=booked_on,
            valued_on=_day(entry.find("ValDt")),
            name=(_text(detail, f"RltdPties/{side}/Nm") or _text(detail, f"RltdPties/{side}/Pty/Nm"))[:140],
            iban=_text(detail, f"RltdPties/{side}Acct/Id/IBAN")[:34],
            text=text[:1000],
            structured_reference=_text(detail, "RmtInf/Strd/CdtrRefInf/Ref")[:140],
            end_to_end_id=_reference(_text(detail, "Refs/EndToEndId"))[:140],
        )


def _part(detail: Element, entry_cents: int) -> int | None:
    amount = detail.find("Amt")
    if amount is None:
        amount = detail.find("AmtDtls/TxAmt/Amt")
    if amount is None:
        return None
    indicator = _text(detail, "CdtDbtInd") or ("CRDT" if entry_cents > 0 else "DBIT")
    return _cents(amount) if indicator == "CRDT" else -_cents(amount)


def _with_keys(iban: str, found: Sequence[_Found]) -> list[StatementLine]:
    """By the bank's own reference; a line without one by all that it says. What is twice the same on a day is counted."""
    seen: Counter[tuple[str, ...]] = Counter()
    lines = []
    for line in found:
        facts = [iban, line.booked_on.isoformat(), str(line.amount_cents), line.reference]
        if not line.reference:
            facts += [line.iban, line.text, line.structured_reference, line.end_to_end_id]
        seen[tuple(facts)] += 1
        facts.append(str(seen[tuple(facts)]))
        lines.append(
            StatementLine(
                key=hashlib.sha256("\n".join(facts).encode()).hexdigest(),
                reference=line.reference,
                amount_cents=line.amount_cents,
                booked_on=line.booked_on,
                valued_on=line.valued_on,
                counterparty_name=line.name,
                counterparty_iban=line.iban,
                text=line.text,
                structured_reference=line.structured_reference,
                end_to_end_id=line.end_to_end_id,
            )
        )
    return lines


def _reference(*found: str) -> str:
    return next((text for text in found if text.upper() not in NO_REFERENCE), "")[:140]


def _signed(element: Element) -> int:
    amount = element.find("Amt")
    indicator = _text(element, "CdtDbtInd")
    if amount is None or indicator not in {"CRDT", "DBIT"}:
        raise StatementRefused(_("In dit afschrift staat een bedrag zonder “bij” of “af”."))
    return _cents(amount) if indicator == "CRDT" else -_cents(amount)


def _cents(amount: Element) -> int:
    if amount.get("Ccy") != CURRENCY:
        raise StatementRefused(_("Dit afschrift is niet in euro’s."))
    try:
        cents = Decimal((amount.text or "").strip()) * 100
        is_exact = cents.is_finite() and cents == cents.to_integral_value() and cents >= 0
    except InvalidOperation:
        is_exact = False
    if not is_exact:
        raise StatementRefused(
            _("In dit afschrift staat een bedrag dat niet te lezen is: “%(text)s”.") % {"text": amount.text}
        )
    return int(cents)


def _written(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}".replace(".", ",")


def _day(element: Element | None) -> dt.date | None:
    """Of a date or a moment as the bank writes it, its calendar day there."""
    if element is None:
        return None
    text = " ".join(element.itertext()).strip()
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise StatementRefused(
            _("In dit afschrift staat een datum die niet te lezen is: “%(text)s”.") % {"text": text}
        ) from error


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _texts(element: Element, path: str) -> list[str]:
    return [text for found in element.findall(path) if (text := " ".join((found.text or "").split()))]

"""Bank statements in CAMT.053 as Dutch banks make them, in both versions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal
from xml.sax.saxutils import escape

Version = Literal["02", "08"]
OWN_IBAN: Final = "NL91ABNA0417164300"
DAY: Final = dt.date(2026, 11, 2)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry, or one transaction of a batch."""

    cents: int
    reference: str = ""
    day: dt.date = DAY
    name: str = "Gemeente Lindewaard"
    iban: str = "NL20INGB0001234567"
    text: str = ""
    structured: str = ""
    end_to_end: str = "NOTPROVIDED"
    status: str = "BOOK"
    batch: Sequence["Line"] = ()


def camt(
    *lines: Line,
    version: Version = "02",
    statement_id: str = "2026-211",
    opening_cents: int = 1_000_000,
    off_by: int = 0,
    iban: str = OWN_IBAN,
    currency: str = "EUR",
) -> bytes:
    """A file with one statement; with `off_by` cents its closing balance is wrong."""
    closing = opening_cents + sum(line.cents for line in lines if line.status == "BOOK") + off_by
    days = [line.day for line in lines] or [DAY]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-03T06:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{statement_id}</Id><ElctrncSeqNb>211</ElctrncSeqNb><CreDtTm>2026-11-03T06:00:00</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
        f"{_balance('OPBD', opening_cents, min(days), currency)}{_balance('CLBD', closing, max(days), currency)}"
        f"{''.join(_entry(line, version, currency) for line in lines)}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _balance(kind: str, cents: int, day: dt.date, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(cents, currency)}"
        f"<Dt><Dt>{day.isoformat()}</Dt></Dt></Bal>"
    )


def _amount(cents: int, currency: str) -> str:
    amount = f"{Decimal(abs(cents)) / 100:.2f}"
    return f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{"CRDT" if cents >= 0 else "DBIT"}</CdtDbtInd>'


def _entry(line: Line, version: Version, currency: str) -> str:
    status = line.status if version == "02" else f"<Cd>{line.status}</Cd>"
    reference = f"<AcctSvcrRef>{line.reference}</AcctSvcrRef>" if line.reference else ""
    details = "".join(_details(part, version, currency, is_part=bool(line.batch)) for part in line.batch or [line])
    return (
        f"<Ntry>{_amount(line.cents, currency)}<Sts>{status}</Sts><BookgDt><Dt>{line.day.isoformat()}</Dt></BookgDt>"
        f"<ValDt><Dt>{line.day.isoformat()}</Dt></ValDt>{reference}"
        f"<BkTxCd><Prtry><Cd>658</Cd></Prtry></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _details(line: Line, version: Version, currency: str, *, is_part: bool) -> str:
    side = "Dbtr" if line.cents > 0 else "Cdtr"
    name = f"<Nm>{escape(line.name)}</Nm>"
    party = name if version == "02" else f"<Pty>{name}</Pty>"
    amount = ""
    if is_part and version == "02":
        amount = f'<AmtDtls><TxAmt><Amt Ccy="{currency}">{Decimal(abs(line.cents)) / 100:.2f}</Amt></TxAmt></AmtDtls>'
    elif is_part:
        amount = _amount(line.cents, currency)
    own = f"<AcctSvcrRef>{line.reference}</AcctSvcrRef>" if is_part and line.reference else ""
    text = f"<Ustrd>{escape(line.text)}</Ustrd>" if line.text else ""
    structured = (
        f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{line.structured}</Ref></CdtrRefInf></Strd>"
        if line.structured
        else ""
    )
    return (
        f"<TxDtls><Refs>{own}<EndToEndId>{line.end_to_end}</EndToEndId></Refs>{amount}"
        f"<RltdPties><{side}>{party}</{side}><{side}Acct><Id><IBAN>{line.iban}</IBAN></Id></{side}Acct></RltdPties>"
        f"<RmtInf>{text}{structured}</RmtInf></TxDtls>"
    )

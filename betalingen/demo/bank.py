"""A statement of the bank for the demo, taken in as finance does: what is certain, what is likely and what nobody knows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from betalingen.actions.import_balance import import_balance
from betalingen.actions.import_statement import import_statement
from betalingen.actions.issue_invoice import issue_invoice
from betalingen.models import Order
from betalingen.queries.subsidy_claims import paying_claims
from betalingen.sandbox import Sandbox
from cms.api import AcademySettings

OPENING_CENTS = 4_250_000
"""What was on the account before; any amount will do."""


@dataclass(frozen=True)
class _Credit:
    """Money that came in; `text` is what the payer wrote."""

    cents: int
    name: str
    iban: str
    text: str
    structured: str = ""


def load_bank(sandbox: Sandbox, *, quoted: str, unquoted: str, today: dt.date) -> None:
    """Stripe pays out, a funder pays, and two customers pay their invoice: one with its reference, one without.

    `quoted` and `unquoted` are references of orders. What is certain a job books when the worker starts.
    """
    paid_out = sandbox.make_payout()
    import_balance(provider="stripe")
    exact, likely = (Order.objects.get(reference=reference) for reference in (quoted, unquoted))
    invoice = issue_invoice(order=exact.pk)
    issue_invoice(order=likely.pk)
    claims: Any = paying_claims()
    credits = [
        _Credit(paid_out["amount"], "Stripe Technology Europe Ltd", "IE29AIBK93115212345678", "STRIPE PAYOUT"),
        _Credit(exact.total_cents, exact.customer_name, "NL20INGB0001234567", "", invoice.facts.payment_reference),
        _Credit(likely.total_cents, likely.customer_name, "NL02RABO0123456789", "cursus team personeel"),
        *(_Credit(claim.due, claim.funder.name, "NL39RABO0300065264", "Toekenning") for claim in claims),
        _Credit(3_500, "Boekhandel De Passage", "NL69INGB0123456789", "creditnota 8812"),
    ]
    iban = AcademySettings.objects.get(site__is_default_site=True).iban
    import_statement(content=_camt(credits, iban="".join(iban.split()), day=today))


def _camt(credits: Sequence[_Credit], *, iban: str, day: dt.date) -> bytes:
    closing = OPENING_CENTS + sum(credit.cents for credit in credits)
    entries = "".join(_entry(number, credit, day) for number, credit in enumerate(credits, 1))
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<Stmt><Id>{day:%Y-%j}</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{_balance('OPBD', OPENING_CENTS, day)}{_balance('CLBD', closing, day)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _balance(kind: str, cents: int, day: dt.date) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _entry(number: int, credit: _Credit, day: dt.date) -> str:
    quoted = f"<Strd><CdtrRefInf><Ref>{credit.structured}</Ref></CdtrRefInf></Strd>" if credit.structured else ""
    return (
        f"<Ntry>{_amount(credit.cents)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<AcctSvcrRef>{day:%Y%m%d}{number:04}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<RltdPties><Dbtr><Pty><Nm>{escape(credit.name)}</Nm></Pty></Dbtr>"
        f"<DbtrAcct><Id><IBAN>{credit.iban}</IBAN></Id></DbtrAcct></RltdPties>"
        f"<RmtInf><Ustrd>{escape(credit.text)}</Ustrd>{quoted}</RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def _amount(cents: int) -> str:
    return f'<Amt Ccy="EUR">{cents // 100}.{cents % 100:02}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'

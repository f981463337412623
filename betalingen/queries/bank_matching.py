"""What lines of a bank statement are for, as far as can be told: a fixed number of queries, however many lines."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from betalingen.bank_references import Mentioned, mentioned
from betalingen.lifecycles import BankLineState, ClaimState, OrderStatus, RefundStatus
from betalingen.models import (
    Account,
    BankLine,
    Instalment,
    Invoice,
    JournalEntry,
    JournalLine,
    Order,
    Refund,
    SubsidyClaim,
)
from betalingen.models.payments import BANK_TRANSFER
from betalingen.queries.instalments import instalments_with_money, open_instalments
from betalingen.queries.order_lists import orders_for_finance
from betalingen.queries.subsidy_claims import claims_for_finance

PAYOUT_KEY: Final = "payout:"
"""How the journal's entries of what a payment service paid out begin."""
PAYOUT_WORDS: Final = ("STRIPE",)
NEAR: Final = dt.timedelta(days=7)
"""The bank may book some days after or before a payment service, or a person, says so."""
GRANTED: Final = (ClaimState.GRANTED, ClaimState.PARTLY_GRANTED, ClaimState.RECEIVED)
"""Of these claims money comes, or came already and was booked by hand."""
_NO_NAME: Final = frozenset(
    {
        "gemeente",
        "stichting",
        "vereniging",
        "provincie",
        "ministerie",
        "bv",
        "nv",
        "de",
        "het",
        "van",
        "en",
        "voor",
        "den",
        "der",
    }
)

T = TypeVar("T")
Match = BankLine.Match


@dataclass(frozen=True)
class Proposal:
    """What a line seems to be for; `state` says whether that is certain."""

    state: BankLineState = BankLineState.OPEN
    match: str = ""
    order: int | None = None
    instalment: int | None = None
    refund: int | None = None
    claim: int | None = None


NOTHING: Final = Proposal()


@dataclass(frozen=True)
class _Debt:
    """What a line may pay: an order (of orders_for_finance()), or an instalment (of instalments_with_money())."""

    order: Order
    instalment: Instalment | None = None

    @property
    def due_cents(self) -> int:
        if self.instalment is None:
            return due_cents(self.order)
        return max(self.instalment.due, 0) if due_cents(self.order) else 0  # type: ignore[attr-defined]  # annotated

    @property
    def payer_name(self) -> str:
        return (self.instalment or self.order).customer_name

    @property
    def keys(self) -> dict[str, int | None]:
        return {"order": self.order.pk, "instalment": self.instalment.pk if self.instalment else None}


@dataclass
class _Known:
    """What the books say that these lines may be about."""

    debts: Mapping[str, _Debt] = field(default_factory=dict)
    open_by_amount: Mapping[int, Sequence[_Debt]] = field(default_factory=dict)
    refunds: Mapping[int, Sequence[Refund]] = field(default_factory=dict)
    entries: Mapping[int, Sequence[JournalLine]] = field(default_factory=dict)
    customers: Mapping[str, Collection[str]] = field(default_factory=dict)
    claims: Sequence[SubsidyClaim] = ()


def proposals(lines: Sequence[BankLine]) -> list[Proposal]:
    """For each line, in their order."""
    mentions = [mentioned(line.structured_reference, f"{line.text} {line.end_to_end_id}") for line in lines]
    known = _known(lines, mentions)
    return [_proposal(line, mention, known) for line, mention in zip(lines, mentions, strict=True)]


def due_cents(order: Order) -> int:
    """What an order of orders_for_finance() still asks; nothing when it asks no money any more."""
    if order.status not in {OrderStatus.OPEN, OrderStatus.WRITTEN_OFF}:
        return 0
    kept: int = order.received - order.returned  # type: ignore[attr-defined]  # annotated
    return max(order.owed_cents - kept, 0)


def still_open() -> QuerySet[Order, Order]:
    """Orders that ask money, with `due` cents, and what orders_for_finance() adds."""
    asking = Q(status=OrderStatus.OPEN, is_held=False) | Q(status=OrderStatus.WRITTEN_OFF)
    due = F("total_cents") - F("waived_cents") - F("received") + F("returned")
    return orders_for_finance().filter(asking).annotate(due=due).filter(due__gt=0)


def unlinked_entries() -> QuerySet[JournalLine, JournalLine]:
    """The lines on the account of the bank that no line of a statement tells of yet."""
    return (
        JournalLine.objects.filter(account=Account.BANK, entry__bank_line__isnull=True)
        .exclude(entry__key__startswith="bank:")
        .select_related("entry")
    )


def _known(lines: Sequence[BankLine], mentions: Sequence[Mentioned]) -> _Known:
    amounts = {line.amount_cents for line in lines}
    numbers = {number for mention in mentions for number in mention.all}
    debts = {order.number: _Debt(order) for order in orders_for_finance().filter(number__in=numbers)}
    invoices = {
        number: (order, instalment)
        for number, order, instalment in Invoice.objects.filter(
            number__in=numbers, kind=Invoice.Kind.INVOICE
        ).values_list("number", "order_id", "instalment_id")
    }
    by_pk = orders_for_finance().in_bulk({order for order, _instalment in invoices.values()})
    # Only where no number tells: this looks at all open orders.
    untold = {
        line.amount_cents
        for line, mention in zip(lines, mentions, strict=True)
        if line.amount_cents > 0 and not (debts.keys() | invoices.keys()) & (mention.exact | mention.likely)
    }
    due = [_Debt(order) for order in still_open().filter(Q(due__in=untold), instalments__isnull=True)]
    named = {instalment for _order, instalment in invoices.values() if instalment}
    rows = {
        row.pk: row
        for row in instalments_with_money()
        .filter(Q(pk__in=named) | Q(pk__in=open_instalments().filter(Q(due__in=untold)).values("pk")))
        .select_related("order")
    }
    of_rows = orders_for_finance().in_bulk({row.order_id for row in rows.values()})
    due += [_Debt(of_rows[row.order_id], row) for row in rows.values()]
    debts |= {
        number: _Debt(by_pk[order], rows[instalment] if instalment else None)
        for number, (order, instalment) in invoices.items()
    }
    refunds = Refund.objects.filter(
        attempt__method=BANK_TRANSFER,
        status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED],
        amount_cents__in=[-cents for cents in amounts if cents < 0],
    ).select_related("attempt__order", "attempt__instalment")
    ibans = {line.counterparty_iban for line in lines} - {""}
    customers: dict[str, set[str]] = defaultdict(set)
    paid_before = BankLine.objects.filter(
        counterparty_iban__in=ibans, state=BankLineState.BOOKED, order__isnull=False
    ).values_list("counterparty_iban", Coalesce("instalment__customer_name", "order__customer_name"))
    for iban, name in paid_before.distinct().order_by():
        customers[iban].add(name)
    return _Known(
        debts=debts,
        open_by_amount=_grouped((debt.due_cents, debt) for debt in due if debt.due_cents),
        refunds=_grouped((-refund.amount_cents, refund) for refund in refunds.order_by("created_at")),
        entries=_grouped(
            (line.amount_cents, line) for line in unlinked_entries().filter(amount_cents__in=amounts).order_by("pk")
        ),
        customers=customers,
        claims=list(claims_for_finance().filter(state__in=GRANTED).order_by("decided_on", "pk"))
        if any(line.amount_cents > 0 for line in lines)
        else (),
    )


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _proposal(line: BankLine, mention: Mentioned, known: _Known) -> Proposal:
    if payout := _payout(line, known):
        return payout
    debt, likeness = _debt(line, mention, known)
    if debt is None and (known_claim := _claim_by_hand(line, known)):
        return known_claim
    if debt and _entry_of(debt.order, line, known):
        return Proposal(BankLineState.PROPOSED, Match.KNOWN, **debt.keys)
    if line.amount_cents < 0:
        return _refund(line, debt.order if debt else None, known)
    if debt is None:
        debt, likeness = _customer(line, known), Match.CUSTOMER
    if debt is None:
        return _claim(line, mention, known)
    is_certain = likeness == Match.EXACT
    state = BankLineState.MATCHED if is_certain else BankLineState.PROPOSED
    return Proposal(state, likeness, **debt.keys)


def claim_key(claim: SubsidyClaim) -> str:
    """How the journal's entries of what came of a claim begin."""
    return f"claim:{claim.public_id}:received:"


def _claim_by_hand(line: BankLine, known: _Known) -> Proposal | None:
    entries = known.entries.get(line.amount_cents, [])
    near = {found.entry.key for found in entries if abs(found.entry.occurred_on - line.booked_on) <= NEAR}
    for claim in known.claims:
        if any(key.startswith(claim_key(claim)) for key in near):
            return Proposal(BankLineState.PROPOSED, Match.KNOWN, claim=claim.pk)
    return None


def _claim(line: BankLine, mention: Mentioned, known: _Known) -> Proposal:
    """What a funder pays: by our number or its own, else by its name with exactly what must still come."""
    waiting = [(claim, due) for claim in known.claims if (due := claim_due_cents(claim)) >= line.amount_cents]
    found = [claim for claim, _due in waiting if _mentions(line, mention, claim)] or [
        claim for claim, due in waiting if due == line.amount_cents and _is_funder(line, claim)
    ]
    return Proposal(BankLineState.PROPOSED, Match.CLAIM, claim=found[0].pk) if len(found) == 1 else NOTHING


def claim_due_cents(claim: SubsidyClaim) -> int:
    """What a funder still pays of a claim of claims_for_finance()."""
    received: int = claim.received  # type: ignore[attr-defined]  # annotated
    return (claim.granted_cents or 0) - received


def _mentions(line: BankLine, mention: Mentioned, claim: SubsidyClaim) -> bool:
    theirs = claim.funder_reference.upper()
    is_theirs = bool(theirs) and re.search(rf"(?<![\w-]){re.escape(theirs)}(?![\w-])", _said(line)) is not None
    return is_theirs or claim.number in mention.exact | mention.likely


def _is_funder(line: BankLine, claim: SubsidyClaim) -> bool:
    wanted = _words(claim.funder.name)
    return bool(wanted) and wanted <= _words(line.counterparty_name)


def payout_entry(line: BankLine) -> JournalEntry | None:
    """Where a payment service's own word about this line stands in the journal, when it told of it."""
    return _payout_entry(line, unlinked_entries().filter(amount_cents=line.amount_cents).order_by("pk"))


def _payout_entry(line: BankLine, entries: Iterable[JournalLine]) -> JournalEntry | None:
    """By amount, day, and its reference; else by amount, day and the name of the service."""
    near = [
        found.entry
        for found in entries
        if found.entry.key.startswith(PAYOUT_KEY) and abs(found.entry.occurred_on - line.booked_on) <= NEAR
    ]
    named = [entry for entry in near if entry.document and entry.document.upper() in _said(line)]
    return next(iter(named or (near if _is_of_service(line) else [])), None)


def _said(line: BankLine) -> str:
    return f"{line.counterparty_name} {line.text} {line.structured_reference} {line.end_to_end_id}".upper()


def _is_of_service(line: BankLine) -> bool:
    return any(word in _said(line) for word in PAYOUT_WORDS)


def _payout(line: BankLine, known: _Known) -> Proposal | None:
    if _payout_entry(line, known.entries.get(line.amount_cents, [])):
        return Proposal(BankLineState.MATCHED, Match.PAYOUT)
    return Proposal(match=Match.PAYOUT) if _is_of_service(line) else None


def _debt(line: BankLine, mention: Mentioned, known: _Known) -> tuple[_Debt | None, str]:
    exact = _found(mention.exact, known)
    if exact:
        fits = len(exact) == 1 and exact[0].due_cents == line.amount_cents
        return exact[0], Match.EXACT if fits else Match.REFERENCE
    likely = _found(mention.likely, known) or [
        debt for debt in _found(mention.perhaps, known) if debt.due_cents == line.amount_cents
    ]
    return (likely[0], Match.NUMBER) if likely else (None, "")


def _found(numbers: Collection[str], known: _Known) -> list[_Debt]:
    found = [known.debts[number] for number in sorted(numbers) if number in known.debts]
    return list({tuple(debt.keys.values()): debt for debt in found}.values())


def _entry_of(order: Order, line: BankLine, known: _Known) -> bool:
    return any(
        found.entry.order_id == order.pk and abs(found.entry.occurred_on - line.booked_on) <= NEAR
        for found in known.entries.get(line.amount_cents, [])
    )


def _refund(line: BankLine, order: Order | None, known: _Known) -> Proposal:
    waiting = known.refunds.get(line.amount_cents, [])
    found = [
        refund
        for refund in waiting
        if (order and refund.attempt.order_id == order.pk)
        or _is_customer(line, refund.attempt.payer.customer_name, known)
    ]
    if not found:
        return NOTHING
    return Proposal(BankLineState.PROPOSED, Match.REFUND, order=found[0].attempt.order_id, refund=found[0].pk)


def _customer(line: BankLine, known: _Known) -> _Debt | None:
    """The one order or instalment of this customer that asks exactly this; two would be a guess."""
    debts = known.open_by_amount.get(line.amount_cents, [])
    found = [debt for debt in debts if _is_customer(line, debt.payer_name, known)]
    return found[0] if len(found) == 1 else None


def _is_customer(line: BankLine, name: str, known: _Known) -> bool:
    if name in known.customers.get(line.counterparty_iban, ()):
        return True
    wanted = _words(name)
    return bool(wanted) and wanted <= _words(line.counterparty_name)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _NO_NAME

"""What lines of a bank statement are for, as far as can be told: a fixed number of queries, however many lines."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from django.db.models import F, Q, QuerySet

from betalingen.bank_references import Mentioned, mentioned
from betalingen.lifecycles import BankLineState, ClaimState, OrderStatus, RefundStatus
from betalingen.models import Account, BankLine, Invoice, JournalEntry, JournalLine, Order, Refund, SubsidyClaim
from betalingen.models.payments import BANK_TRANSFER
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
    refund: int | None = None
    claim: int | None = None


NOTHING: Final = Proposal()


@dataclass
class _Known:
    """What the books say that these lines may be about."""

    orders: Mapping[str, Order] = field(default_factory=dict)
    open_by_amount: Mapping[int, Sequence[Order]] = field(default_factory=dict)
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
    orders: dict[str, Order] = {order.number: order for order in orders_for_finance().filter(number__in=numbers)}
    invoices = dict(
        Invoice.objects.filter(number__in=numbers, kind=Invoice.Kind.INVOICE).values_list("number", "order_id")
    )
    by_pk = {order.pk: order for order in orders_for_finance().filter(pk__in=invoices.values())}
    orders |= {number: by_pk[pk] for number, pk in invoices.items()}
    # Only where no number tells: this looks at all open orders.
    untold = {
        line.amount_cents
        for line, mention in zip(lines, mentions, strict=True)
        if line.amount_cents > 0 and not orders.keys() & (mention.exact | mention.likely)
    }
    due = still_open().filter(Q(due__in=untold))
    refunds = Refund.objects.filter(
        attempt__method=BANK_TRANSFER,
        status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED],
        amount_cents__in=[-cents for cents in amounts if cents < 0],
    ).select_related("attempt__order")
    ibans = {line.counterparty_iban for line in lines} - {""}
    customers: dict[str, set[str]] = defaultdict(set)
    paid_before = BankLine.objects.filter(
        counterparty_iban__in=ibans, state=BankLineState.BOOKED, order__isnull=False
    ).values_list("counterparty_iban", "order__customer_name")
    for iban, name in paid_before.distinct().order_by():
        customers[iban].add(name)
    return _Known(
        orders=orders,
        open_by_amount=_grouped((order.due, order) for order in due),  # type: ignore[attr-defined]  # annotated
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
    order, likeness = _order(line, mention, known)
    if order is None and (known_claim := _claim_by_hand(line, known)):
        return known_claim
    if order and _entry_of(order, line, known):
        return Proposal(BankLineState.PROPOSED, Match.KNOWN, order=order.pk)
    if line.amount_cents < 0:
        return _refund(line, order, known)
    if order is None:
        order, likeness = _customer(line, known), Match.CUSTOMER
    if order is None:
        return _claim(line, mention, known)
    is_certain = likeness == Match.EXACT
    state = BankLineState.MATCHED if is_certain else BankLineState.PROPOSED
    return Proposal(state, likeness, order=order.pk)


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


def _order(line: BankLine, mention: Mentioned, known: _Known) -> tuple[Order | None, str]:
    exact = _found(mention.exact, known)
    if exact:
        fits = len(exact) == 1 and due_cents(exact[0]) == line.amount_cents
        return exact[0], Match.EXACT if fits else Match.REFERENCE
    likely = _found(mention.likely, known) or [
        order for order in _found(mention.perhaps, known) if due_cents(order) == line.amount_cents
    ]
    return (likely[0], Match.NUMBER) if likely else (None, "")


def _found(numbers: Collection[str], known: _Known) -> list[Order]:
    found = {known.orders[number].pk: known.orders[number] for number in sorted(numbers) if number in known.orders}
    return list(found.values())


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
        if (order and refund.attempt.order_id == order.pk) or _is_customer(line, refund.attempt.order, known)
    ]
    if not found:
        return NOTHING
    return Proposal(BankLineState.PROPOSED, Match.REFUND, order=found[0].attempt.order_id, refund=found[0].pk)


def _customer(line: BankLine, known: _Known) -> Order | None:
    """The one order of this customer that asks exactly this; two would be a guess."""
    found = [order for order in known.open_by_amount.get(line.amount_cents, []) if _is_customer(line, order, known)]
    return found[0] if len(found) == 1 else None


def _is_customer(line: BankLine, order: Order, known: _Known) -> bool:
    if order.customer_name in known.customers.get(line.counterparty_iban, ()):
        return True
    wanted = _words(order.customer_name)
    return bool(wanted) and wanted <= _words(line.counterparty_name)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _NO_NAME

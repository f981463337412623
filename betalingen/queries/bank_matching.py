"""What lines of a bank statement are for, as far as can be told: a fixed number of queries, however many lines."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypedDict, TypeVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
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

K = TypeVar("K")
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
    debts: Sequence["Debt"] = ()
    """Of a line that seems to be for several."""


NOTHING: Final = Proposal()


@dataclass(frozen=True)
class Debt:
    """What a line may pay: an order (of orders_for_finance()), or an instalment (of instalments_with_money()), with the number
    by which it is asked."""

    number: str
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
    def keys(self) -> "_Keys":
        return {"order": self.order.pk, "instalment": self.instalment.pk if self.instalment else None}


class _Keys(TypedDict):
    order: int
    instalment: int | None


class _Open(NamedTuple):
    """An order, or an instalment of one, that asks money; `number` is that of its invoice, "" when there is none yet."""

    payer: str
    due: int
    number: str
    order: int
    instalment: int | None


@dataclass
class _Known:
    """What the books say that these lines may be about."""

    debts: Mapping[str, Sequence[Debt]] = field(default_factory=dict)
    open_by_amount: Mapping[int, Sequence[Debt]] = field(default_factory=dict)
    open_by_payer: Mapping[str, Sequence[Debt]] = field(default_factory=dict)
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
        JournalLine.objects.filter(
            account=Account.BANK, entry__bank_line__isnull=True, entry__bank_line_part__isnull=True
        )
        .exclude(entry__key__startswith="bank:")
        .select_related("entry")
    )


def debts_of(numbers: Collection[str]) -> dict[str, Sequence[Debt]]:
    """What each number of an order or an invoice stands for; five queries. An order in instalments stands for those that were
    invoiced."""
    orders = dict(Order.objects.filter(number__in=numbers).values_list("number", "pk"))
    invoices = {
        number: (order, instalment)
        for number, order, instalment in Invoice.objects.filter(
            number__in=numbers, kind=Invoice.Kind.INVOICE
        ).values_list("number", "order_id", "instalment_id")
    }
    by_pk = orders_for_finance().in_bulk({*orders.values(), *(order for order, _instalment in invoices.values())})
    rows: dict[int, list[Debt]] = defaultdict(list)
    for row in instalments_with_money().filter(order__in=by_pk).annotate(asked_by=_asked_by("instalment")):
        rows[row.order_id].append(Debt(row.asked_by, by_pk[row.order_id], row))
    debts: dict[str, Sequence[Debt]] = {}
    for number, (order, instalment) in invoices.items() | {(number, (pk, None)) for number, pk in orders.items()}:
        if instalment is not None:
            debts[number] = [debt for debt in rows[order] if debt.keys["instalment"] == instalment]
        else:
            debts[number] = [debt for debt in rows[order] if debt.number] or [Debt(number, by_pk[order])]
    return debts


def _asked_by(about: str) -> Coalesce:
    """The number of the invoice of an order, or of an instalment."""
    invoice = Invoice.objects.filter(**{about: OuterRef("pk")}, kind=Invoice.Kind.INVOICE).order_by("-pk")
    return Coalesce(Subquery(invoice.values("number")[:1]), Value(""))


def _open() -> Iterator[_Open]:
    """All that is open; two queries."""
    orders = still_open().filter(instalments__isnull=True).annotate(asked_by=_asked_by("order"))
    for name, due, number, order in orders.order_by("pk").values_list("customer_name", "due", "asked_by", "pk"):
        yield _Open(name, due, number, order, None)
    rows = open_instalments().annotate(asked_by=_asked_by("instalment"))
    for each in rows.order_by("pk").values_list("customer_name", "due", "asked_by", "order", "pk"):
        yield _Open(*each)


def _debts(found: Sequence[_Open]) -> list[Debt]:
    """Two queries."""
    orders = orders_for_finance().in_bulk({each.order for each in found})
    rows = instalments_with_money().in_bulk({each.instalment for each in found if each.instalment})
    return [Debt(each.number, orders[each.order], rows[each.instalment] if each.instalment else None) for each in found]


def open_debts_of_payer(line: BankLine) -> list[Debt]:
    """What whoever paid seems to have been invoiced and not to have paid yet, the oldest first."""
    known = _Known(customers=_customers([line]))
    return _debts([each for each in _open() if each.number and _is_customer(line, each.payer, known)])


def _known(lines: Sequence[BankLine], mentions: Sequence[Mentioned]) -> _Known:
    amounts = {line.amount_cents for line in lines}
    debts = debts_of({number for mention in mentions for number in mention.all})
    # Only where no number tells: this looks at all open orders.
    untold = {
        line.amount_cents
        for line, mention in zip(lines, mentions, strict=True)
        if line.amount_cents > 0 and not debts.keys() & (mention.exact | mention.likely)
    }
    everything = list(_open()) if untold else []
    totals: dict[str, int] = defaultdict(int)
    for each in everything:
        totals[each.payer] += each.due if each.number else 0
    may_be_meant = [each for each in everything if each.due in untold or (each.number and totals[each.payer] in untold)]
    open_debts = _debts(may_be_meant)
    refunds = Refund.objects.filter(
        attempt__method=BANK_TRANSFER,
        status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED],
        amount_cents__in=[-cents for cents in amounts if cents < 0],
    ).select_related("attempt__order", "attempt__instalment")
    return _Known(
        debts=debts,
        open_by_amount=_grouped((debt.due_cents, debt) for debt in open_debts),
        open_by_payer=_grouped(
            (debt.payer_name, debt) for debt in open_debts if debt.number and totals[debt.payer_name] in untold
        ),
        refunds=_grouped((-refund.amount_cents, refund) for refund in refunds.order_by("created_at")),
        entries=_grouped(
            (line.amount_cents, line) for line in unlinked_entries().filter(amount_cents__in=amounts).order_by("pk")
        ),
        customers=_customers(lines),
        claims=list(claims_for_finance().filter(state__in=GRANTED).order_by("decided_on", "pk"))
        if any(line.amount_cents > 0 for line in lines)
        else (),
    )


def _customers(lines: Sequence[BankLine]) -> dict[str, set[str]]:
    """Whose invoices the accounts of these lines paid before."""
    ibans = {line.counterparty_iban for line in lines} - {""}
    name = Coalesce(
        *("instalment__customer_name", "order__customer_name"),
        *("parts__instalment__customer_name", "parts__order__customer_name"),
    )
    customers: dict[str, set[str]] = defaultdict(set)
    paid_before = BankLine.objects.filter(counterparty_iban__in=ibans, state=BankLineState.BOOKED)
    for iban, named in (
        paid_before.annotate(payer=name)
        .filter(payer__isnull=False)
        .values_list("counterparty_iban", "payer")
        .distinct()
        .order_by()
    ):
        customers[iban].add(named)
    return customers


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
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
    if likeness != Match.EXACT and (debts := _several(line, mention, known)):
        return Proposal(BankLineState.PROPOSED, Match.SEVERAL, debts=debts)
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


def _debt(line: BankLine, mention: Mentioned, known: _Known) -> tuple[Debt | None, str]:
    exact = _found(mention.exact, known)
    if exact:
        fits = len(exact) == 1 and exact[0].due_cents == line.amount_cents
        return _first(exact, line), Match.EXACT if fits else Match.REFERENCE
    likely = _found(mention.likely, known) or [
        debt for debt in _found(mention.perhaps, known) if debt.due_cents == line.amount_cents
    ]
    return (_first(likely, line), Match.NUMBER) if likely else (None, "")


def _found(numbers: Collection[str], known: _Known) -> list[Debt]:
    found = [debt for number in sorted(numbers) for debt in known.debts.get(number, ())]
    return list({tuple(debt.keys.values()): debt for debt in found}.values())


def _first(debts: Sequence[Debt], line: BankLine) -> Debt:
    """The one that asks exactly this, else one that asks anything."""
    return max(debts, key=lambda debt: (debt.due_cents == line.amount_cents, debt.due_cents > 0))


def _several(line: BankLine, mention: Mentioned, known: _Known) -> Sequence[Debt]:
    """What the payer names, when that is more than one and none is exactly this; else all that one customer was invoiced, when
    that is exactly this."""
    named = [debt for debt in _found(mention.exact | mention.likely, known) if debt.due_cents]
    if named:
        is_one = len(named) == 1 or any(debt.due_cents == line.amount_cents for debt in named)
        return () if is_one else named
    found = [
        debts
        for name, debts in known.open_by_payer.items()
        if len(debts) > 1
        and sum(debt.due_cents for debt in debts) == line.amount_cents
        and _is_customer(line, name, known)
    ]
    return found[0] if len(found) == 1 else ()


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


def _customer(line: BankLine, known: _Known) -> Debt | None:
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

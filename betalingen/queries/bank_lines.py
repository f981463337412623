"""Statements of the bank and their lines as finance's screens need them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from betalingen.bank_references import mentioned
from betalingen.lifecycles import BankLineState, RefundStatus
from betalingen.models import BankLine, BankLinePart, BankStatement, Instalment, Invoice, Order, Refund, SubsidyClaim
from betalingen.models.payments import BANK_TRANSFER
from betalingen.queries.bank_matching import Debt, claim_due_cents, due_cents, proposals, still_open
from betalingen.queries.instalments import instalments_with_money, open_instalments
from betalingen.queries.order_lists import orders_for_finance
from betalingen.queries.subsidy_claims import claims_for_finance, paying_claims

TO_DECIDE = (BankLineState.OPEN, BankLineState.PROPOSED)
_ORDER = (
    BankLineState.PROPOSED,
    BankLineState.OPEN,
    BankLineState.MATCHED,
    BankLineState.SUSPENSE,
    BankLineState.BOOKED,
    BankLineState.IGNORED,
)


@dataclass(frozen=True)
class ShownLine:
    """A line, and by how much its amount is more (above zero) or less than the order asks, or than must still come of the claim,
    in cents; None when that says nothing. `debts` are what a line seems to be for that is to be divided."""

    line: BankLine
    more_cents: int | None
    debts: Sequence[Debt] = ()

    @property
    def less_cents(self) -> int:
        """How much is missing; 0 when nothing is."""
        return max(-(self.more_cents or 0), 0)


def statements_for_finance() -> QuerySet[BankStatement, BankStatement]:
    """Statements with `to_decide`, the number of lines that wait for a person."""
    return BankStatement.objects.annotate(to_decide=Count("lines", filter=Q(lines__state__in=TO_DECIDE)))


def lines_to_decide() -> int:
    """How many lines of all statements wait for a person."""
    return BankLine.objects.filter(state__in=TO_DECIDE).count()


def lines_for_finance(*, text: str = "", statement: int | None = None, state: str = "") -> QuerySet[BankLine, BankLine]:
    """Lines, those that wait for a person first; `text` is part of any reference, name, account, or text."""
    rank = Case(
        *(When(state=each, then=Value(place)) for place, each in enumerate(_ORDER)), output_field=IntegerField()
    )
    lines = BankLine.objects.select_related(
        "statement", "order", "instalment", "refund", "claim__funder", "user"
    ).order_by(rank, "-booked_on", "statement_id", "position")
    lines = lines.prefetch_related(Prefetch("parts", BankLinePart.objects.select_related("order", "instalment")))
    if statement is not None:
        lines = lines.filter(statement=statement)
    if state:
        lines = lines.filter(state=state)
    return lines.filter(_about(text)) if text.strip() else lines


def _about(text: str) -> Q:
    bare = "".join(text.split())
    numbers = mentioned(text, text).all
    return (
        Q(reference__icontains=text)
        | Q(structured_reference__icontains=text)
        | Q(structured_reference__icontains=bare)
        | Q(end_to_end_id__icontains=text)
        | Q(counterparty_iban__icontains=bare)
        | Q(counterparty_name__icontains=text)
        | Q(text__icontains=text)
        | Q(note__icontains=text)
        | Q(order__number__icontains=text)
        | Q(order__number__in=numbers)
        | Q(order__in=Order.objects.filter(invoices__number__in=numbers))
        | Q(order__customer_name__icontains=text)
        | Q(pk__in=_parts_about(text, numbers).values("line"))
        | Q(claim__number__icontains=text)
        | Q(claim__funder__name__icontains=text)
    )


def _parts_about(text: str, numbers: Collection[str]) -> QuerySet[BankLinePart, BankLinePart]:
    return BankLinePart.objects.filter(
        Q(order__number__icontains=text)
        | Q(order__number__in=numbers)
        | Q(order__in=Order.objects.filter(invoices__number__in=numbers))
        | Q(order__customer_name__icontains=text)
        | Q(instalment__customer_name__icontains=text)
    )


def line_sums(lines: QuerySet[BankLine, BankLine]) -> dict[str, int]:
    """`count`, `came`, `went` and `to_decide` of lines, in cents but for the counts."""
    found = BankLine.objects.filter(pk__in=lines.order_by().values("pk")).aggregate(
        count=Count("pk"),
        came=Coalesce(Sum("amount_cents", filter=Q(amount_cents__gt=0)), 0),
        went=Coalesce(Sum("amount_cents", filter=Q(amount_cents__lt=0)), 0),
        to_decide=Count("pk", filter=Q(state__in=TO_DECIDE)),
    )
    return dict(found)


def shown_lines(lines: Iterable[BankLine]) -> list[ShownLine]:
    """Lines of one page, with what their proposed orders, instalments and claims still ask: a query for each kind there is."""
    page = list(lines)
    proposed = [line for line in page if line.state == BankLineState.PROPOSED]
    orders = orders_for_finance().in_bulk({line.order_id for line in proposed if line.order_id})
    rows = instalments_with_money().in_bulk({line.instalment_id for line in proposed if line.instalment_id})
    claims = claims_for_finance().in_bulk({line.claim_id for line in proposed if line.claim_id})
    several = [line for line in proposed if line.match == BankLine.Match.SEVERAL]
    debts = {line.pk: proposal.debts for line, proposal in zip(several, proposals(several), strict=True)}
    return [
        ShownLine(
            line,
            _more(
                line, orders.get(line.order_id or 0), rows.get(line.instalment_id or 0), claims.get(line.claim_id or 0)
            ),
        )
        if not debts.get(line.pk)
        else ShownLine(line, line.amount_cents - sum(debt.due_cents for debt in debts[line.pk]), debts[line.pk])
        for line in page
    ]


def _more(line: BankLine, order: Order | None, row: Instalment | None, claim: SubsidyClaim | None) -> int | None:
    if line.amount_cents < 0 or line.match == BankLine.Match.KNOWN:
        return None
    if claim is not None:
        return line.amount_cents - claim_due_cents(claim)
    if order is None:
        return None
    return line.amount_cents - (max(row.due, 0) if row else due_cents(order))  # type: ignore[attr-defined]  # annotated


def suggested_orders(line: BankLine) -> Sequence[Order]:
    """Orders that ask exactly what came, or that wait for exactly what went to be given back; the oldest first."""
    if line.amount_cents > 0:
        rows = open_instalments().filter(Q(due=line.amount_cents)).values("order")
        return list(still_open().filter(Q(due=line.amount_cents) | Q(pk__in=rows)).order_by("created_at")[:10])
    return list(
        Order.objects.filter(attempts__refunds__in=_refunds().filter(amount_cents=-line.amount_cents))
        .distinct()
        .order_by("created_at")[:10]
    )


def suggested_claims(line: BankLine) -> Sequence[SubsidyClaim]:
    """Claims of which at least what came must still come; the oldest first."""
    return list(paying_claims().filter(Q(due__gte=line.amount_cents))[:10]) if line.amount_cents > 0 else []


def claim_of_number(text: str) -> SubsidyClaim | None:
    """The claim that a person means by its number."""
    return SubsidyClaim.objects.filter(number__in=mentioned(text, text).all).first()


def order_of_number(text: str) -> tuple[Order, int | None] | None:
    """The order, and the pk of its instalment, that a person means by the number of an order or an invoice, or by a reference."""
    numbers = mentioned(text, text).all
    found = Order.objects.filter(number__in=numbers).first()
    if found:
        return found, None
    invoice = Invoice.objects.select_related("order").filter(number__in=numbers, kind=Invoice.Kind.INVOICE).first()
    return (invoice.order, invoice.instalment_id) if invoice else None


def waiting_refund(order: Order, cents: int) -> Refund | None:
    """The refund of exactly this that finance has to transfer, the oldest first."""
    return _refunds().filter(attempt__order=order, amount_cents=cents).order_by("created_at").first()


def _refunds() -> QuerySet[Refund, Refund]:
    return Refund.objects.filter(
        attempt__method=BANK_TRANSFER, status__in=[RefundStatus.REQUESTED, RefundStatus.SUBMITTED]
    )

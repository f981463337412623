"""What can be claimed of funders, and what was."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from betalingen.lifecycles import ClaimState
from betalingen.models import ClaimLine, ClaimReceipt, Invoice, Order, OrderLine, SubsidyClaim, SubsidyScheme
from betalingen.pricing import half_up, shared_out
from betalingen.queries.play_money import real
from cms.api import Organisation


@dataclass(frozen=True)
class Owed:
    """What a document says that a fund owes for a line of an order, in cents: below zero on a credit note."""

    document: Invoice
    line: OrderLine
    cents: int


def owed_by_funds(document: Invoice, lines: Sequence[OrderLine]) -> list[Owed]:
    """The subsidy of a document, line by line; `lines` are all of its order. They add up to the document, to the cent."""
    weights = [line.fund_cents for line in lines]
    whole = sum(weights)
    if not whole:
        return []
    sign = 1 if document.kind == Invoice.Kind.INVOICE else -1
    shares = shared_out(
        document.subsidy_cents, [Decimal(document.subsidy_cents) * weight / whole for weight in weights]
    )
    return [Owed(document, line, sign * cents) for line, cents in zip(lines, shares, strict=True) if cents]


def claimable(*, funder: int, year: int) -> Iterator[Owed]:
    """What a funder (its pk) owes and was not asked: invoiced, and delivered by the end of the year, or by now.

    A credit note comes with its invoice, or in the claim after it.
    """
    until = min(dt.date(year, 12, 31), timezone.localdate())
    lines = OrderLine.objects.filter(order=OuterRef("order"), subsidy_scheme__funder=funder)
    asked = ClaimLine.objects.filter(document=OuterRef(OuterRef("pk")), order_line=OuterRef("pk"))
    documents = (
        Invoice.objects.filter(
            Q(order__supplied_until__isnull=True) | Q(order__supplied_until__lte=until),
            real("order"),
            Exists(lines.filter(~Exists(asked))),
            subsidy_cents__gt=0,
            issued_on__lte=until,
        )
        .select_related("order")
        .prefetch_related("order__lines__subsidy_scheme", "claim_lines")
        .order_by("issued_on", "pk")
    )
    for document in documents:
        claimed = {line.order_line_id for line in document.claim_lines.all()}
        for owed in owed_by_funds(document, list(document.order.lines.all())):
            scheme = owed.line.subsidy_scheme
            if scheme and scheme.funder_id == funder and owed.line.pk not in claimed:
                yield owed


def vat_not_due(claim: SubsidyClaim, *, lost_cents: int) -> list[tuple[Order, int]]:
    """The VAT in what a funder does not pay of a claim, per order; below zero for what was credited. They add up to the cent.

    Only a subsidy that belongs to the price has VAT in it. What is not paid of such a price is seen as VAT included, so the
    academy owes no VAT over it (article 29 Wet OB).
    """
    exact: dict[int, Decimal] = defaultdict(Decimal)
    orders: dict[int, Order] = {}
    claimed_cents = 0
    for line in claim.lines.select_related("order_line__order").order_by("pk"):
        sold = line.order_line
        claimed_cents += line.amount_cents
        if sold.is_paid_by_fund:
            exact[sold.order_id] += Decimal(line.amount_cents * sold.vat_cents) / (sold.vat_base_cents + sold.vat_cents)
            orders[sold.order_id] = sold.order
    until, told, found = Decimal(0), 0, []
    for pk, cents in exact.items():
        until += cents * lost_cents / claimed_cents
        part = half_up(until) - told
        told += part
        if part:
            found.append((orders[pk], part))
    return found


def claims_for_finance() -> QuerySet[SubsidyClaim, SubsidyClaim]:
    """Claims with `claimed`, `received`, `outstanding` (not yet received nor given up) in cents, and `line_count`."""
    lines = ClaimLine.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
    receipts = ClaimReceipt.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
    return (
        SubsidyClaim.objects.select_related("funder")
        .annotate(
            claimed=_number(lines.annotate(found=Sum("amount_cents"))),
            received=_number(receipts.annotate(found=Sum("amount_cents"))),
            line_count=_number(lines.annotate(found=Count("pk"))),
        )
        .annotate(outstanding=F("claimed") - F("received") - F("written_off_cents"))
    )


def open_claim(*, funder: int, year: int) -> SubsidyClaim | None:
    """The one of a funder (its pk) and a year to which can be added."""
    return SubsidyClaim.objects.filter(funder=funder, year=year, state=ClaimState.OPEN).first()


def paying_claims() -> QuerySet[SubsidyClaim, SubsidyClaim]:
    """Claims of which money still has to come, with `due` cents and what claims_for_finance() adds; the oldest first."""
    granted = claims_for_finance().filter(state__in=[ClaimState.GRANTED, ClaimState.PARTLY_GRANTED])
    return granted.annotate(due=F("granted_cents") - F("received")).filter(Q(due__gt=0)).order_by("decided_on", "pk")


def claim_totals(claims: QuerySet[SubsidyClaim, SubsidyClaim]) -> dict[str, int]:
    """`count`, and in cents `asked`, `came`, `lost` and `open`, of a filtered list."""
    found: dict[str, int] = claims.order_by().aggregate(
        count=Count("pk"),
        asked=Sum("claimed", default=0),
        came=Sum("received", default=0),
        lost=Sum("written_off_cents", default=0),
        open=Sum("outstanding", default=0),
    )
    return found


def unclaimed_cents() -> int:
    """What funders owe by all documents and were not asked yet, delivered or not."""
    owed: int = Invoice.objects.aggregate(
        cents=Sum("subsidy_cents", filter=Q(kind=Invoice.Kind.INVOICE), default=0)
        - Sum("subsidy_cents", filter=Q(kind=Invoice.Kind.CREDIT_NOTE), default=0)
    )["cents"]
    asked: int = ClaimLine.objects.aggregate(cents=Sum("amount_cents", default=0))["cents"]
    return owed - asked


def funders() -> QuerySet[Organisation]:
    """Organisations that pay by a scheme."""
    found: QuerySet[Organisation] = Organisation.objects.filter(
        pk__in=SubsidyScheme.objects.order_by().values("funder")
    ).order_by("name")
    return found


def lines_of(claim: SubsidyClaim) -> QuerySet[ClaimLine, ClaimLine]:
    """With the document, the customer and what it was for; sliceable, for pages."""
    return claim.lines.select_related("document__order", "order_line__subsidy_scheme").order_by(
        "document__issued_on", "pk"
    )


def by_title(claim: SubsidyClaim) -> Sequence[Any]:
    """`title`, `organisations`, `places` and `cents` of a claim for each programme, the most first."""
    found = claim.lines.order_by().values(title=F("document__order__title"))
    # The same places stand on every instalment.
    is_first = Q(document__instalment=None) | Q(document__instalment__number=1)
    invoiced = Q(document__kind=Invoice.Kind.INVOICE) & is_first
    sums = found.annotate(
        organisations=Count("document__order__customer_name", distinct=True),
        places=Sum("order_line__quantity", filter=invoiced, default=0),
        cents=Sum("amount_cents"),
    )
    return list(sums.order_by("-cents", "title"))


def _number(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows.values("found"), output_field=BigIntegerField()), 0)

"""A document about a part of what another says: an instalment of an order, a credit note of some of an invoice."""

from collections.abc import Sequence
from dataclasses import replace

from betalingen.documents.content import DocumentLine, InvoiceContent, VatLine
from betalingen.pricing import Share, VatTerms


def with_sums(whole: InvoiceContent, vat: Sequence[VatLine], *, description: str) -> InvoiceContent:
    """The same document, but with these sums, one line for each."""
    net_cents = sum(line.base_cents for line in vat)
    vat_cents = sum(line.vat_cents for line in vat)
    return replace(
        whole,
        is_part=True,
        lines=[
            DocumentLine(
                description=description,
                quantity=1,
                unit_cents=line.base_cents,
                subsidy_cents=0,
                subsidy_reason="",
                net_cents=line.base_cents,
                vat=line.vat,
            )
            for line in vat
        ],
        vat=vat,
        net_cents=net_cents,
        vat_cents=vat_cents,
        total_cents=net_cents + vat_cents,
    )


def part_of(
    whole: InvoiceContent, part: Share, *, amount_cents: int, fund_cents: int, description: str
) -> InvoiceContent:
    """A part of which the customer has `amount_cents` and a fund `fund_cents`; it takes its share of each VAT rate, such that
    all parts together are the whole, to the cent."""
    vat_cents = [part.of(line.vat_cents) for line in whole.vat]
    net_cents = amount_cents + fund_cents - sum(vat_cents)
    bases = _shared(net_cents, [_net_under(line.vat, whole.lines) for line in whole.vat])
    vat = [
        VatLine(vat=line.vat, base_cents=base, vat_cents=cents)
        for line, base, cents in zip(whole.vat, bases, vat_cents, strict=True)
    ]
    return with_sums(whole, vat, description=description)


def _net_under(vat: VatTerms, lines: Sequence[DocumentLine]) -> int:
    return sum(line.net_cents for line in lines if line.vat == vat)


def _shared(total_cents: int, weights: Sequence[int]) -> list[int]:
    """`total_cents` by weight; what rounding leaves is the last one's."""
    done, shares = 0, []
    for weight in weights:
        shares.append(Share(done, done + weight, sum(weights)).of(total_cents))
        done += weight
    return shares

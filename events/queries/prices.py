"""Prices as sums that a visitor can follow: gross, subsidy with its funder, VAT or exemption, what one pays."""

from django.utils.translation import gettext as _

from betalingen.api import OrderSum, Price, SubsidyTreatment, VatCategory, order_sum, vat_label, vat_wording
from cms.api import PriceLine, notation
from events.queries.wording import language


def price_lines(price: Price, *, included: str = "") -> list[PriceLine]:
    """The price of one place."""
    return [
        PriceLine(_("Volle prijs"), price.gross_cents, included),
        *_subsidy(price, 1),
        *_total(order_sum([(1, price)]), price, _("U betaalt")),
    ]


def booking_lines(price: Price, count: int) -> list[PriceLine]:
    """The price of `count` places, exactly as the order will be."""
    each = notation.euro_table(price.gross_cents, language())
    return [
        PriceLine(_("%(count)s × %(price)s") % {"count": count, "price": each}, price.gross_cents * count),
        *_subsidy(price, count),
        *_total(order_sum([(count, price)]), price, _("Samen")),
    ]


def price_note(price: Price) -> str:
    """Under the amount: "per persoon, exclusief btw, na subsidie"."""
    parts = [_("per persoon")]
    parts.append(_("vrijgesteld van btw") if price.vat.category is VatCategory.EXEMPT else _("exclusief btw"))
    if price.subsidy and price.asked_cents < price.gross_cents:
        parts.append(_("na subsidie"))
    return ", ".join(parts)


def price_then(price: Price) -> str:
    """Under the sum: why there is no VAT, or what a fund pays afterwards."""
    reason = vat_wording(price.vat)
    sentences = [reason] if reason else []
    if price.subsidy and price.subsidy.treatment is SubsidyTreatment.EMPLOYER:
        amount = notation.euro(price.subsidy_cents, language())
        sentences.append(
            _("%(funder)s betaalt daarvan %(amount)s aan uw werkgever.")
            % {"funder": price.subsidy.funder, "amount": amount}
        )
    return " ".join(sentences)


def _subsidy(price: Price, count: int) -> list[PriceLine]:
    if not price.subsidy or price.asked_cents == price.gross_cents:
        return []
    share = price.subsidy.percentage
    label = _("%(share)s subsidie") % {"share": notation.percentage(share, language())} if share else _("Subsidie")
    return [PriceLine(label, -price.subsidy_cents * count, _("van %(funder)s") % {"funder": price.subsidy.funder})]


def _total(summed: OrderSum, price: Price, label: str) -> list[PriceLine]:
    is_linked = price.subsidy is not None and price.subsidy.treatment is SubsidyTreatment.LINKED
    note = _("over de volle prijs") if is_linked and summed.vat_cents else ""
    return [
        PriceLine(_("Prijs zonder btw"), summed.asked_cents, kind="sum"),
        PriceLine(vat_label(price.vat), summed.vat_cents, note),
        PriceLine(label, summed.total_cents, kind="total"),
    ]

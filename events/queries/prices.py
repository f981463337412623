"""Prices as sums that a visitor can follow: gross, subsidy with its funder, VAT or exemption, what one pays."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betalingen.api import (
    Charge,
    NoSubsidy,
    OrderSum,
    Price,
    SubsidyOffer,
    SubsidyTreatment,
    VatCategory,
    order_sum,
    vat_label,
    vat_wording,
)
from cms.api import Organisation, PriceLine, notation
from events.queries.wording import language


def price_lines(price: Price, *, included: str = "") -> list[PriceLine]:
    """The price of one place."""
    return [
        PriceLine(_("Volle prijs"), price.gross_cents, included),
        *_discounts(price, 1),
        *_subsidy(price, 1),
        *_total(order_sum([(1, price)]), price, _("U betaalt")),
    ]


def booking_lines(price: Price, count: int) -> list[PriceLine]:
    """The price of `count` places, exactly as the order will be."""
    each = notation.euro_table(price.gross_cents, language())
    return [
        PriceLine(_("%(count)s × %(price)s") % {"count": count, "price": each}, price.gross_cents * count),
        *_discounts(price, count),
        *_subsidy(price, count),
        *_total(order_sum([(count, price)]), price, _("Samen")),
    ]


def price_note(price: Price) -> str:
    """Under the amount: "per persoon, exclusief btw, na subsidie"."""
    parts = [_("per persoon")]
    parts.append(_("vrijgesteld van btw") if price.vat.category is VatCategory.EXEMPT else _("exclusief btw"))
    match bool(price.discounts), price.asked_cents < price.charged_cents:
        case True, True:
            parts.append(_("na korting en subsidie"))
        case True, False:
            parts.append(_("na korting"))
        case False, True:
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


def subsidy_terms(charge: Charge) -> str:
    """Under the price: for whom the subsidy is, until when, how many can still have it, and what it costs others."""
    offer = charge.fare.offer
    if offer is None:
        return ""
    sentences = []
    if offer.kinds:
        sentences.append(_("De subsidie is voor deze soorten organisaties: %(kinds)s.") % {"kinds": _kinds(offer)})
    elif offer.declaration:
        sentences.append(_("De subsidie is voor wie dit verklaart: “%(words)s”") % {"words": offer.declaration})
    if offer.valid_until:
        sentences.append(
            _("U krijgt de subsidie als u zich aanmeldt tot en met %(day)s.") % {"day": _day(offer.valid_until)}
        )
    if charge.places_left is not None:
        words = ngettext(
            "Er is nog subsidie voor %(count)s deelnemer.",
            "Er is nog subsidie voor %(count)s deelnemers.",
            charge.places_left,
        )
        sentences.append(words % {"count": notation.number(charge.places_left, language())})
    if sentences:
        amount = notation.euro(charge.full.asked_cents, language())
        sentences.append(_("Zonder subsidie is de prijs %(amount)s zonder btw.") % {"amount": amount})
    return " ".join(sentences)


def discount_terms(charge: Charge) -> str:
    """Under the price: which discounts others, or more people together, have."""
    sentences = []
    for discount in charge.out_of_reach:
        amount = (
            notation.euro(discount.amount_cents, language())
            if discount.amount_cents is not None
            else notation.percentage(discount.percentage or Decimal(0), language())
        )
        conditions = [str(discount.whom)]
        if discount.least_places > 1:
            conditions.append(_("vanaf %(count)s deelnemers tegelijk") % {"count": discount.least_places})
        conditions.append(_until(discount.valid_until))
        named = {"label": discount.label, "amount": amount, "conditions": " ".join(filter(None, conditions))}
        sentences.append(_("%(label)s van %(amount)s per persoon: %(conditions)s.") % named)
    return " ".join(sentences)


def no_subsidy(charge: Charge) -> str:
    """Why these places cost the full price; "" when they do not."""
    offer, reason, count = charge.fare.offer, charge.refusal, charge.count
    if offer is None or reason is None:
        return ""
    name = {"funder": offer.terms.funder}
    match reason:
        case NoSubsidy.EARLY:
            words = _("De subsidie van %(funder)s geldt pas vanaf %(day)s.") % (name | {"day": _day(offer.valid_from)})
        case NoSubsidy.LATE:
            last = offer.valid_until or offer.valid_from
            words = _("De subsidie van %(funder)s gold tot en met %(day)s.") % (name | {"day": _day(last)})
        case NoSubsidy.USED_UP:
            words = _("De subsidie van %(funder)s is op.") % name
        case NoSubsidy.TOO_MANY:
            left = charge.places_left or 0
            words = ngettext(
                "Er is nog subsidie van %(funder)s voor %(left)s deelnemer, en u meldt er %(count)s aan.",
                "Er is nog subsidie van %(funder)s voor %(left)s deelnemers, en u meldt er %(count)s aan.",
                left,
            ) % (name | {"left": left, "count": count})
            words += " " + _("Meldt u zich in kleinere groepen aan, dan krijgt een deel de subsidie wel.")
        case NoSubsidy.OTHER_KIND:
            words = _(
                "De subsidie van %(funder)s is voor deze soorten organisaties: %(kinds)s. “%(organisation)s” staat bij ons "
                "als %(kind)s. Klopt dat niet? Mail of bel ons voordat u zich aanmeldt."
            ) % (
                name
                | {
                    "kinds": _kinds(offer),
                    "organisation": charge.buyer.name,
                    "kind": Organisation.Kind(charge.buyer.kind).label,
                }
            )
        case NoSubsidy.UNDECLARED:
            words = _("U verklaart niet dat de subsidie van %(funder)s voor u is.") % name
    return words + " " + _("U betaalt de volle prijs.")


def _day(day: dt.date) -> str:
    return notation.day(day, language())


def _until(day: dt.date | None) -> str:
    return _("tot en met %(day)s") % {"day": _day(day)} if day else ""


def _kinds(offer: SubsidyOffer) -> str:
    """In the order of the register."""
    return ", ".join(str(kind.label) for kind in Organisation.Kind if kind.value in offer.kinds)


def _discounts(price: Price, count: int) -> list[PriceLine]:
    return [PriceLine(each.label, -each.cents * count, _until(each.until)) for each in price.discounts]


def _subsidy(price: Price, count: int) -> list[PriceLine]:
    if not price.subsidy or price.asked_cents == price.charged_cents:
        return []
    share = price.subsidy.percentage
    label = _("%(share)s subsidie") % {"share": notation.percentage(share, language())} if share else _("Subsidie")
    return [PriceLine(label, -price.subsidy_cents * count, _("van %(funder)s") % {"funder": price.subsidy.funder})]


def _total(summed: OrderSum, price: Price, label: str) -> list[PriceLine]:
    is_linked = price.subsidy is not None and price.subsidy.treatment is SubsidyTreatment.LINKED
    over = _("over de prijs vóór subsidie") if price.discounts else _("over de volle prijs")
    note = over if is_linked and summed.vat_cents else ""
    return [
        PriceLine(_("Prijs zonder btw"), summed.asked_cents, kind="sum"),
        PriceLine(vat_label(price.vat), summed.vat_cents, note),
        PriceLine(label, summed.total_cents, kind="total"),
    ]

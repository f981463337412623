"""A sound way to give discounts, and ways with one mistake each."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from betalingen.api import Article, Buyer, Discount
from betalingen.models import Order


def sound(article: Article) -> Sequence[Discount]:
    """Passes everything: an amount until a day, and a share for some organisations."""
    return [
        Discount(key="early", label=_("Subsidie"), amount_cents=article.gross_cents // 4, valid_until=LAST_DAY),
        Discount(key="members", label=_("Subsidie"), percentage=Decimal(5), is_for=_is_member, whom=_("gemeente")),
    ]


LAST_DAY = dt.date(2026, 9, 1)


def _is_member(buyer: Buyer) -> bool:
    return buyer.kind == "municipality"


def no_key(article: Article) -> Sequence[Discount]:  # the hook's signature
    return [Discount(key="", label=_("Subsidie"), amount_cents=1)]


def one_language(article: Article) -> Sequence[Discount]:
    return [Discount(key="early", label="Vroegboekkorting", amount_cents=1)]


def for_nobody_named(article: Article) -> Sequence[Discount]:
    return [Discount(key="members", label=_("Subsidie"), amount_cents=1, is_for=_is_member)]


def by_the_clock(article: Article) -> Sequence[Discount]:
    cents = 100 if dt.datetime.now(tz=dt.UTC).date() <= LAST_DAY else 0
    return [Discount(key="early", label=_("Subsidie"), amount_cents=cents)]


def another_key_each_time(article: Article) -> Sequence[Discount]:
    return [Discount(key=f"k{uuid4().hex[:8]}", label=_("Subsidie"), amount_cents=1)]


def asks_for_each_buyer(article: Article) -> Sequence[Discount]:
    def is_known(buyer: Buyer) -> bool:
        return Order.objects.filter(kvk_number=buyer.kvk_number).exists()

    return [Discount(key="known", label=_("Subsidie"), amount_cents=1, is_for=is_known, whom=_("gemeente"))]

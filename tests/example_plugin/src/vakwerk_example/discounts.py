"""Something off the price: for who is early, and for who comes with more people."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from betalingen.api import Article, Discount

EARLY = dt.timedelta(weeks=6)


def discounts_on(article: Article) -> list[Discount]:
    """€ 100,- until six weeks before the first day, and 10 % for three people or more."""
    found = [Discount(key="group", label=_("Groepskorting"), percentage=Decimal(10), least_places=3)]
    if article.supply:
        until = article.supply.first_day - EARLY
        found.insert(0, Discount(key="early-bird", label=_("Vroegboekkorting"), amount_cents=10_000, valid_until=until))
    return found

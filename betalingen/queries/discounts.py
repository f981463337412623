"""The discounts that plugins give."""

from dataclasses import replace

from betalingen import hooks
from betalingen.contracts import Article
from betalingen.fares import Fare


def with_discounts(fare: Fare, article: Article) -> Fare:
    """The fare of this article, with what plugins take off it."""
    return replace(fare, discounts=tuple(hooks.discounts(article)))

"""Keep to the ceilings of subsidy schemes while an order is placed; called in its transaction."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from betalingen.contracts import LineRequest
from betalingen.locking import locked_scheme
from betalingen.queries.subsidy_use import Use, uses
from cms.api import NotAllowed


class SubsidyGone(NotAllowed):
    """There is not enough left of a subsidy for what is asked."""


def take_subsidy(lines: Sequence[LineRequest]) -> None:
    """Lock the schemes with a ceiling, so that nobody else takes of them, and raise SubsidyGone when one is exceeded."""
    wanted: Counter[int] = Counter()
    places: Counter[int] = Counter()
    for line in lines:
        if line.price.subsidy and line.subsidy_scheme_id is not None:
            wanted[line.subsidy_scheme_id] += line.quantity * line.price.subsidy_cents
            places[line.subsidy_scheme_id] += line.quantity
    for pk in sorted(wanted):  # always in the same order
        offer = locked_scheme(pk).offer
        if not offer.has_ceiling:
            continue
        used = uses([pk]).get(pk, Use())
        left = replace(offer, used_places=used.places, used_cents=used.cents)
        is_over = left.most_places is not None and left.used_places + places[pk] > left.most_places
        if is_over or (left.most_cents is not None and left.used_cents + wanted[pk] > left.most_cents):
            raise SubsidyGone(
                _("De subsidie “%(scheme)s” is intussen op. Er is niets vastgelegd.") % {"scheme": offer.terms.name}
            )

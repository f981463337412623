"""The variant of a programme that is made for an organisation of this size."""

from dataclasses import dataclass

from wagtail.models import Page

from cms.api import ProgrammePage, organisation_called
from events.queries.editions import EditionCard, editions_of
from events.queries.offerings import live_offerings


@dataclass(frozen=True)
class Proposal:
    """Another variant than the one that somebody is registering for; `card` is None while it takes no registrations."""

    organisation_name: str
    inhabitants: int
    page: ProgrammePage
    card: EditionCard | None


def better_variant(page: Page, organisation_name: str) -> Proposal | None:
    """None when this page fits, when we do not know the size, or when there is no variant that fits better.

    No query for a programme without variants.
    """
    if not isinstance(page, ProgrammePage) or page.variant is None or not organisation_name:
        return None
    known = organisation_called(organisation_name)
    inhabitants = known.inhabitants if known else None
    if known is None or inhabitants is None or page.is_for(inhabitants):
        return None
    key = page.variant.translation_key
    variant = live_offerings([key]).get(key)
    if not isinstance(variant, ProgrammePage) or not variant.is_for(inhabitants):
        return None
    card = next((card for card in editions_of([variant])[key] if card.availability.is_open), None)
    return Proposal(known.name, inhabitants, variant, card)

"""The card of something to sign up for, within a text."""

from wagtail.models import Locale, Page

from cms.queries.linked_pages import linked_page
from cms.queries.listings import ListedPage, listed, specific


def offering_card(page: Page, locale: Locale) -> ListedPage | None:
    """What this page says about itself today, in the reader's language; None when it is not for everybody.

    The cards of all pages that were loaded together are made at once.
    """
    linked = linked_page(page, locale)
    if linked is None:
        return None
    if not hasattr(page, "card"):
        together = getattr(page, "loaded_with", [page])
        targets = {one.linked_as.pk: one.linked_as for one in together if one.linked_as}
        cards = {card.page.pk: card for card in listed(specific(targets.values()))}
        for one in together:
            one.card = cards.get(one.linked_as.pk) if one.linked_as else None
    card: ListedPage | None = page.card
    return card

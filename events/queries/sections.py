"""What editions add to the pages of the site."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.api import Fact, HomePage, OfferingSummary, PageSection, PriceLine, ProgrammePage, notation
from events.models import AgendaPage, WebinarPage
from events.queries.editions import (
    EditionCard,
    editions_of,
    highlights,
    latest_edition_of,
    past_editions_of,
    upcoming_count,
)
from events.queries.offerings import live_offerings
from events.queries.prices import discount_terms, no_subsidy, price_lines, price_note, price_then, subsidy_terms
from events.queries.session_people import PeopleOfSessions, days_of
from events.queries.wording import day, language, times, until

ROWS_ON_HOME = 4


@dataclass(frozen=True)
class PricePanel:
    """What one place costs, for components/price.html."""

    amount: int
    note: str
    lines: Sequence[PriceLine]
    then: str
    not_included: str
    cancellation: Sequence[str]


def home_sections(page: HomePage) -> list[PageSection]:
    """The next webinar and the featured programme in the wall, and what comes soon below it."""
    soon = highlights(ROWS_ON_HOME, page.featured and page.featured.translation_key)
    webinar = next((card for card in soon if card.kind_key == "webinar" and card.availability.is_open), None)
    sections = [PageSection("events.next_webinar", "facade", "events/sections/home_next.html", {"card": webinar}, 10)]
    featured = _featured(page, soon)
    if featured:
        sections.append(PageSection("events.featured", "facade", "events/sections/home_feature.html", featured, 20))
    if soon:
        context = {"cards": soon[:ROWS_ON_HOME], "count": upcoming_count(), "agenda": _agenda(page)}
        sections.append(PageSection("events.soon", "after", "events/sections/home_soon.html", context, 10))
    return sections


def programme_sections(
    page: ProgrammePage, cards: Sequence[EditionCard], people: Callable[[], PeopleOfSessions]
) -> list[PageSection]:
    """Buttons, days, editions with their seats, the price, the choice between open and in-company; without a place to take
    the form of whoever wants to hear of the next dates. `people` is asked only when the days are not remembered."""
    first = next((card for card in cards if card.availability.is_open), cards[0] if cards else None)
    context = {"card": first, "cards": cards, "page": page}
    sections = [
        PageSection("events.buttons", "title", "events/sections/programme_buttons.html", context, 10),
        PageSection(
            "events.editions", "aside", "events/sections/programme_editions.html", context, 10, facts=_facts(first)
        ),
    ]
    if first and first.view.sessions:
        days = {"days": lambda: days_of(first, people())}
        sections.append(PageSection("events.days", "main", "events/sections/programme_days.html", context | days, 10))
    if first and first.price and not first.view.is_free:
        price = {"price": price_panel(first, page)}
        sections.append(PageSection("events.price", "aside", "events/sections/programme_price.html", price, 20))
    if not any(card.availability.is_open for card in cards):
        sections.append(PageSection("events.interest", "aside", "cms/leads/interest.html", {"page": page}, 15))
    if page.in_company:
        sections.append(PageSection("events.choice", "after", "events/sections/programme_choice.html", context, 10))
    return sections


def article_sections(offering: Page | None) -> list[PageSection]:
    """The card to sign up, in an article about an offering."""
    if offering is None:
        return []
    page = live_offerings([offering.translation_key]).get(offering.translation_key)
    if page is None:
        return []
    cards = editions_of([page])[page.translation_key]
    is_open = any(card.availability.is_open for card in cards)
    shown = [card for card in cards if card.availability.is_open or (not is_open and card.availability.kind == "wait")]
    card = next(iter(shown or cards), None) or latest_edition_of(page)
    asks_interest = isinstance(page, ProgrammePage) and not is_open
    context: dict[str, Any] = {"offering": page, "card": card, "asks_interest": asks_interest}
    return [PageSection("events.offering", "main", "events/sections/article_offering.html", context, 10)]


def summaries(pages: Sequence[Page]) -> list[OfferingSummary]:
    """A line, a status and a price for each page that has an edition to come, and for each webinar that has been."""
    if not pages:
        return []
    found = editions_of(pages)
    been = [page for page in pages if isinstance(page, WebinarPage) and not found[page.translation_key]]
    found |= past_editions_of(been)
    return [_summary(str(key), cards) for key, cards in found.items() if cards]


def price_panel(card: EditionCard, page: Page) -> PricePanel | None:
    """The sum of one place of this edition; None when it is free."""
    fare = card.fare
    if fare is None or card.price is None or card.view.is_free:
        return None
    charge = fare.charge(on=timezone.localdate())
    conditions = [no_subsidy(charge) or subsidy_terms(charge), discount_terms(charge), price_then(card.price)]
    return PricePanel(
        amount=card.price.asked_cents,
        note=price_note(card.price),
        lines=price_lines(card.price, included=getattr(page, "included", "")),
        then=" ".join(filter(None, conditions)),
        not_included=getattr(page, "not_included", ""),
        cancellation=card.cancellation,
    )


def _summary(key: str, cards: Sequence[EditionCard]) -> OfferingSummary:
    card = next((each for each in cards if each.availability.is_open), cards[0])
    if not card.view.sessions:
        note = _("de data volgen")
    elif card.kind_key == "webinar":
        note = f"{day(card.view.sessions[0].starts_at)}, {times(card.view.sessions[0])}"
    else:
        note = f"{card.duration} · {card.period}"
    return OfferingSummary(key, note, card.availability.status, card.cost)


def _facts(card: EditionCard | None) -> list[Fact]:
    """What an edition adds to the key facts of its programme."""
    if card is None or not card.view.sessions:
        return []
    facts = [
        Fact(_("Duur"), card.duration, card.half_days),
        Fact(_("Wanneer"), card.period),
        Fact(_("Groep"), _group(card)),
    ]
    if card.terms.closes_at and card.availability.is_open:
        facts.append(Fact(_("Aanmelden"), until(card.terms.closes_at)))
    return facts


def _group(card: EditionCard) -> str:
    if card.view.minimum > 1:
        return _("%(minimum)s tot %(maximum)s deelnemers") % {
            "minimum": card.view.minimum,
            "maximum": notation.number(card.view.capacity, language()),
        }
    return _("hooguit %(maximum)s deelnemers") % {"maximum": notation.number(card.view.capacity, language())}


def _featured(page: HomePage, soon: Sequence[EditionCard]) -> dict[str, Any] | None:
    if page.featured is None:
        return None
    key = page.featured.translation_key
    card = next((each for each in soon if each.view.offering_key == key), None)
    offering = card.page if card else live_offerings([key]).get(key)
    return {"card": card, "offering": offering} if offering else None


def _agenda(page: Page) -> Page | None:
    return AgendaPage.objects.child_of(page).live().first() if page.pk else None

"""Editions as search engines read them: only what every visitor sees, never the link or the address of a meeting."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from cms.api import EventData, OfferData, Person, PersonData, remembered_of
from events.queries.editions import EditionCard
from events.queries.session_people import PeopleOfSessions, everybody
from events.queries.wording import local


def programme_runs(cards: Sequence[EditionCard], people: PeopleOfSessions, request: HttpRequest) -> list[EventData]:
    """The editions of a programme, each with its workload, the hours of all its sessions, and with who is at those beside
    whom the page names."""
    return [_programme_run(card, people, request) for card in cards]


def _programme_run(card: EditionCard, people: PeopleOfSessions, request: HttpRequest) -> EventData:
    hours = sum((session.ends_at - session.starts_at for session in card.view.sessions), dt.timedelta())
    there = [_person(person) for person in everybody(people, card.view.sessions)]
    everyone = tuple(dict.fromkeys([*_people(card.page, "people"), *there]))
    return _event(card, request, people=everyone, workload=hours or None)


def webinar_event(card: EditionCard, request: HttpRequest) -> EventData:
    """The one edition of a webinar."""
    return _event(card, request, people=_people(card.page, "speakers"))


def _event(
    card: EditionCard, request: HttpRequest, *, people: tuple[PersonData, ...], workload: dt.timedelta | None = None
) -> EventData:
    view = card.view
    url = card.page.get_full_url(request) or ""
    first = view.sessions[0] if view.sessions else None
    is_online = any(session.mode in {"online", "hybrid"} for session in view.sessions)
    on_site = [session.place for session in view.sessions if session.mode != "online" and session.place]
    return EventData(
        key=str(view.public_id),
        url=url,
        title=f"{card.title} ({card.label})" if workload and card.label else card.title,
        description=str(card.page.lead),
        starts_at=_local(view.starts_at),
        ends_at=_local(view.ends_at),
        language=card.page.locale.language_code,
        doors_at=_local(first.walk_in_at) if first else None,
        is_cancelled=card.availability.kind == "off",
        places=tuple(dict.fromkeys(on_site)),
        online_url=url if is_online else "",
        people=people,
        offer=_offer(card, url),
        capacity=view.capacity,
        left=card.availability.left if card.tells_seats else None,
        workload=workload,
    )


def _offer(card: EditionCard, url: str) -> OfferData | None:
    """None when nobody can sign up any more."""
    kind = card.availability.kind
    if not (card.availability.is_open or kind == "wait"):
        return None
    cents = 0 if card.view.is_free or card.price is None else card.price.payable_cents
    closes_at = _local(card.terms.closes_at or card.view.starts_at)
    if kind == "wait":
        return OfferData(url, cents, "SoldOut", closes_at)
    return OfferData(url, cents, "LimitedAvailability" if kind == "few" else "InStock", closes_at)


def _people(page: Any, field: str) -> tuple[PersonData, ...]:
    """Who is in a StreamField of people, the same for every edition."""

    def find() -> tuple[PersonData, ...]:
        chosen = (block.value["person"] for block in getattr(page, field))
        return tuple(_person(person) for person in chosen if person is not None)

    return remembered_of(page, f"{field} as data", find)


def _person(person: Person) -> PersonData:
    return PersonData(person.name, person.function_text, person.organisation.name if person.organisation else "")


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    return local(moment) if moment else None

"""The agenda for calendar programs, readers of feeds, and other sites. The filters of the address apply; nobody's
personal data and no meeting link ever passes here."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.api import public_view
from events.calendar import agenda_calendar
from events.mails import organiser
from events.queries.agenda import agenda_feed, agenda_page
from events.queries.editions import EditionCard
from events.queries.wording import day


@public_view()
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """ICS: everything to come; to download or to subscribe to."""
    cards = agenda_feed(request.GET)
    content = agenda_calendar(
        [(card.view, _url(card, request)) for card in cards],
        name=_("Agenda van de academie"),
        organiser=organiser(),
        stamp=timezone.now(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return response


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """RSS 2.0: an item for each edition, with date, place and status in words."""
    feed = Rss201rev2Feed(
        title=_("Agenda van de academie"),
        link=_home(request),
        description=_("Webinars en programma’s die nog komen."),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for card in agenda_feed(request.GET):
        feed.add_item(
            title=card.title,
            link=_url(card, request),
            description=_text(card),
            unique_id=f"urn:uuid:{card.public_id}",
            unique_id_is_permalink=False,
            categories=[card.kind],
        )
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


@require_safe
def json_feed(request: HttpRequest) -> JsonResponse:
    """JSON Feed 1.1; `_agenda` of an item holds the facts for programs."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _("Agenda van de academie"),
        "home_page_url": _home(request),
        "feed_url": request.build_absolute_uri(),
        "language": get_language(),
        "items": [_item(card, request) for card in agenda_feed(request.GET)],
    }
    return JsonResponse(
        content, content_type="application/feed+json; charset=utf-8", json_dumps_params={"ensure_ascii": False}
    )


def _home(request: HttpRequest) -> str:
    """The page for people that the feed goes with."""
    agenda = agenda_page()
    return request.build_absolute_uri(agenda.get_url(request) if agenda else "/")


def _item(card: EditionCard, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{card.public_id}",
        "url": _url(card, request),
        "title": card.title,
        "content_text": _text(card),
        "tags": [card.kind],
        "_agenda": {
            "kind": card.kind_key,
            "status": card.availability.kind,
            "has_free_seats": card.availability.is_open,
            "is_free_of_charge": card.view.is_free,
            "sessions": [
                {
                    "starts_at": session.starts_at.isoformat(),
                    "ends_at": session.ends_at.isoformat(),
                    "mode": session.mode,
                    "place": session.place,
                }
                for session in card.view.sessions
            ],
        },
    }


def _text(card: EditionCard) -> str:
    starts_at = card.view.starts_at
    parts = [card.kind, day(starts_at) if starts_at else "", card.details, card.availability.word]
    return " · ".join(part for part in parts if part)


def _url(card: EditionCard, request: HttpRequest) -> str:
    return card.page.get_full_url(request) or ""

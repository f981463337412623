"""The agenda for calendar programs."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.api import public_view
from events.calendar import agenda_calendar
from events.mails import organiser
from events.queries.editions import upcoming


@public_view()
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Everything to come, without meeting links; to download or to subscribe to."""
    cards = [card for card in upcoming() if card.availability.kind != "off"]
    content = agenda_calendar(
        [(card.view, card.page.get_full_url(request) or "") for card in cards],
        name=_("Agenda van de academie"),
        organiser=organiser(),
        stamp=timezone.now(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return response

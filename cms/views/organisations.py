"""Suggestions while somebody types the name of an organisation."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from cms.form_guard import client_address
from cms.queries.organisations import suggestions
from cms.rate_limit import Limit, within

# Whole town halls share one address, and one name is a few requests.
PER_ADDRESS: Final = Limit("organisations-address", 600, dt.timedelta(minutes=10))
DEMO_PER_ADDRESS: Final = Limit("organisations-address", 60_000, dt.timedelta(minutes=10))
LONGEST: Final = 100


@require_safe
def organisations(request: HttpRequest) -> JsonResponse:
    """What fits ?q=, as a list of {name, place, kvk_number, oin}; empty for whoever asks too much."""
    per_address = DEMO_PER_ADDRESS if settings.DEMO else PER_ADDRESS
    if not within({per_address: client_address(request)}):
        return JsonResponse([], safe=False, status=429)
    response = JsonResponse(suggestions(request.GET.get("q", "")[:LONGEST]), safe=False)
    response["Cache-Control"] = "private, max-age=60"
    response["X-Robots-Tag"] = "noindex"
    return response

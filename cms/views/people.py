"""The public page of a person of the register."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.queries.people import person_screen


def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who this is, what they wrote and what they give; 404 for somebody without a page."""
    screen = person_screen(public_id)
    if screen is None:
        raise Http404
    return render(request, "cms/person.html", {"screen": screen, "breadcrumbs": [(screen.person.name, "")]})

"""In-company: where employees choose one of the editions of their organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.queries.contracts import choice_behind
from events.views.responses import personal


@require_safe
@personal
def choose(request: HttpRequest, employees_key: str) -> HttpResponse:
    """The dates with free seats, each with its own form."""
    found = choice_behind(employees_key)
    if found is None:
        raise Http404
    context = {"choice": found, "breadcrumbs": [(_("Kies uw datum"), "")]}
    return render(request, "events/choose_edition.html", context)

"""Saying who comes, behind the personal links: names that were to follow, and a colleague in somebody's place."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.api import TOO_FAST, ErrorLink, NotAllowed, error_links, refuse_other_sites, within_pace
from events.actions.name_participant import name_participant
from events.actions.substitute_participant import substitute_participant
from events.forms.participants import ParticipantForm, name_form, refuse_twice, successor_form
from events.forms.uploads import typed_with_files
from events.models import Registration
from events.queries.personal_pages import BookingPage, booking_page, registration_page
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def substitute_me(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """A participant gives the place to a colleague."""
    found = registration_page(access_key)
    if found is None:
        raise Http404
    back = reverse("events:registration", args=[access_key])
    if not found.may_substitute:
        return HttpResponseRedirect(back)
    registration = Registration.objects.select_related("booking").get(access_key=access_key)
    context = {"card": found.card, "back": back, "breadcrumbs": [(_("Mijn inschrijving"), back), (_("Vervangen"), "")]}
    return _substitute(request, registration, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def substitute(request: HttpRequest, access_key: str, public_id: uuid.UUID) -> HttpResponseBase:
    """Whoever booked lets a colleague come in a participant's place."""
    found = _booking(access_key)
    back = reverse("events:booking", args=[access_key])
    registration = next((each for each, _status in found.registrations if each.public_id == public_id), None)
    if registration is None:
        raise Http404
    if registration.pk not in found.changeable or not registration.is_named:
        return HttpResponseRedirect(back)
    context = {"card": found.card, "back": back, "breadcrumbs": [(_("Uw aanmelding"), back), (_("Vervangen"), "")]}
    return _substitute(request, registration, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def name_seats(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Whoever booked says who comes on the seats without a name; those left blank can wait."""
    found = _booking(access_key)
    back = reverse("events:booking", args=[access_key])
    seats = found.unnamed
    if not seats:
        return HttpResponseRedirect(back)
    form_class = name_form(found.card.view)
    data: Any = typed_with_files(request, found.card.view) if request.method == "POST" else None
    forms = [
        form_class(data, prefix=f"p{number}", empty_permitted=True, use_required_attribute=False)
        for number in range(len(seats))
    ]
    mistakes: list[ErrorLink] = []
    if request.method == "POST":
        refuse_other_sites(request)
        refuse_twice(forms)
        mistakes = error_links(*forms)
        if not mistakes:
            mistakes = _name(request, seats, forms)
        if not mistakes:
            return HttpResponseRedirect(back)
    context = {"card": found.card, "shown": found, "forms": forms, "mistakes": mistakes, "back": back}
    context["breadcrumbs"] = [(_("Uw aanmelding"), back), (_("Namen"), "")]
    return render(request, "events/name_seats.html", context)


def _name(request: HttpRequest, seats: Sequence[Registration], forms: Sequence[ParticipantForm]) -> list[ErrorLink]:
    """Name the seats that were filled in; what one of them meets does not undo the others."""
    mistakes = []
    for seat, form in zip(seats, forms, strict=True):
        if form.is_blank:
            continue
        refused = _refusal(request, name_participant, seat, form)
        if refused:
            form.add_error(None, refused)
            mistakes += error_links(form)
    return mistakes


def _substitute(request: HttpRequest, registration: Registration, context: dict[str, Any]) -> HttpResponse:
    form_class = successor_form(context["card"].view)
    data: Any = typed_with_files(request, context["card"].view) if request.method == "POST" else None
    form = form_class(data, prefix="p0")
    if request.method == "POST":
        refuse_other_sites(request)
        if form.is_valid():
            refused = _refusal(request, substitute_participant, registration, form)
            if not refused:
                return HttpResponseRedirect(context["back"])
            form.add_error(None, refused)
    mistakes = error_links(form)
    context |= {"form": form, "mistakes": mistakes, "registration": registration}
    return render(request, "events/substitute.html", context)


def _refusal(request: HttpRequest, action: Any, registration: Registration, form: ParticipantForm) -> str:
    """Call the action; "" when it went well, else why not. Each name sends a mail, so the pace is limited."""
    participant = form.to_participant()
    if not within_pace(request, participant.email):
        return str(TOO_FAST)
    try:
        action(registration_id=registration.pk, participant=participant)
    except NotAllowed as refusal:
        return str(refusal.reason)
    return ""


def _booking(access_key: str) -> BookingPage:
    found = booking_page(access_key)
    if found is None:
        raise Http404
    return found

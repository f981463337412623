"""The pages behind a personal link. The key in the address is the only authority, so no form here needs another."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.api import NotAllowed, refuse_other_sites
from events import hooks
from events.actions.cancel_registration import CostsChanged, cancel_registration
from events.actions.enter_meeting import enter_meeting
from events.calendar import Method, registration_calendar
from events.lifecycles import RegistrationStatus
from events.mails import organiser
from events.models import Registration, Session
from events.queries.interview_pages import interview_page
from events.queries.leaving import leaving
from events.queries.my_registrations import registrations_of
from events.queries.personal_pages import RegistrationPage, booking_page, registration_page
from events.queries.rooms import join_address
from events.views.responses import personal


@require_safe
@personal
def registration(request: HttpRequest, access_key: str) -> HttpResponse:
    """How a registration stands, and what can be done with it."""
    found = _found(access_key)
    context = {
        "shown": found,
        "access_key": access_key,
        "breadcrumbs": [(_("Mijn inschrijving"), "")],
        "sections": hooks.portal_sections(found.view) if found.view.is_named else [],
    }
    if found.view.status == RegistrationStatus.INTAKE:
        context["interview"] = interview_page(access_key)
    return render(request, "events/registration.html", context)


@require_safe
@personal
def join(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Through the door, once it is open: to the address of the meeting, which no page and no mail holds."""
    found = _found(access_key)
    url = ""
    if found.door and found.door.is_open and found.door.is_online:
        session = found.door.session
        url = join_address(session, found.view)
        if not url:
            messages.info(
                request, _("De vergaderkamer is nog niet klaar. Probeer het over een paar minuten weer, of bel ons.")
            )
            return HttpResponseRedirect(reverse("events:registration", args=[access_key]))
        if request.method == "GET":
            url = url if _enters(access_key, session.public_id) else ""
    if not url:
        messages.info(request, _("De deur is nu niet open."))
        return HttpResponseRedirect(reverse("events:registration", args=[access_key]))
    return HttpResponseRedirect(url)


@require_safe
@personal
def calendar(request: HttpRequest, access_key: str) -> HttpResponse:  # noqa: ARG001  # the key says it all
    """The calendar file, to download."""
    found = _found(access_key)
    method = Method.PUBLISH if found.has_seat else Method.CANCEL
    content = registration_calendar(found.view, method=method, organiser=organiser(), stamp=timezone.now())
    response = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method.value}")
    response["Content-Disposition"] = 'attachment; filename="vakwerk.ics"'
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def cancel(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Ask, and on the second click give the place back."""
    found = _found(access_key)
    back = reverse("events:registration", args=[access_key])
    if request.method != "POST" and not found.may_cancel:
        return HttpResponseRedirect(back)
    context = {
        "card": found.card,
        "order": found.order,
        "question": _("Wilt u zich afmelden?"),
        "agree": _("Ja, meld mij af"),
        "back": back,
        "breadcrumbs": [(_("Mijn inschrijving"), back), (_("Afmelden"), "")],
    }
    registration = Registration.objects.select_related("booking", "edition").get(access_key=access_key)
    return _cancel(request, registration, context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def cancel_seat(request: HttpRequest, access_key: str, public_id: UUID) -> HttpResponseBase:
    """The same for one seat of a booking, also without a name, by whoever booked."""
    found = booking_page(access_key)
    registration = found and next((each for each, _status in found.registrations if each.public_id == public_id), None)
    if not found or not registration:
        raise Http404
    back = reverse("events:booking", args=[access_key])
    if request.method != "POST" and registration.pk not in found.cancellable:
        return HttpResponseRedirect(back)
    registration.booking = found.booking
    question = _("Wilt u %(name)s afmelden?") % {"name": registration.name}
    context = {
        "card": found.card,
        "order": found.order,
        "question": question if registration.is_named else _("Wilt u deze plaats teruggeven?"),
        "agree": _("Ja, geef de plaats terug"),
        "back": back,
        "breadcrumbs": [(_("Uw aanmelding"), back), (_("Afmelden"), "")],
    }
    return _cancel(request, registration, context)


def _cancel(request: HttpRequest, registration: Registration, context: dict[str, Any]) -> HttpResponseBase:
    if request.method != "POST":
        context |= {"registration": registration, "leaving": leaving(registration)}
        return render(request, "events/cancel_registration.html", context)
    refuse_other_sites(request)
    try:
        cancel_registration(registration_id=registration.pk, agreed_cents=_agreed(request.POST.get("costs", "")))
    except CostsChanged as refusal:
        messages.error(request, str(refusal.reason))
        return HttpResponseRedirect(request.path)
    except NotAllowed as refusal:
        messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(context["back"])


@require_safe
@personal
def booking(request: HttpRequest, access_key: str) -> HttpResponse:
    """A whole booking: who takes part, what it costs, how it is paid."""
    found = booking_page(access_key)
    if found is None:
        raise Http404
    context = {"shown": found, "breadcrumbs": [(_("Uw aanmelding"), "")]}
    return render(request, "events/booking.html", context)


@require_safe
@login_required(login_url="account_request_login_code")
@personal
def mine(request: HttpRequest) -> HttpResponse:
    """Everything registered with an address that this user has proved to be theirs; who is nobody yet asks for a code."""
    proved = EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True)
    context = {"mine": registrations_of(proved), "breadcrumbs": [(_("Mijn inschrijvingen"), "")]}
    return render(request, "events/my_registrations.html", context)


def _agreed(text: str) -> int:
    """What somebody read that leaving costs, in cents; nothing when the page asked nothing."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _enters(access_key: str, session: UUID) -> bool:
    """Count the participant; False when the door was shut or the place given back at this very moment."""
    try:
        enter_meeting(
            registration_id=Registration.objects.values_list("pk", flat=True).get(access_key=access_key),
            session=session,
        )
    except (NotAllowed, Session.DoesNotExist):
        return False
    return True


def _found(access_key: str) -> RegistrationPage:
    found = registration_page(access_key)
    if found is None:
        raise Http404
    return found

"""The waiting list: on the page of a webinar or on one of its own, and behind the personal link.

As with signing up, everybody gets the same receipt, also who waits or is registered already.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.api import NotAllowed, refuse_other_sites
from events.actions.ask_fewer_seats import ask_fewer_seats
from events.actions.join_waiting_list import AlreadyWaiting, join_waiting_list
from events.actions.leave_waiting_list import leave_waiting_list
from events.actions.place_booking import Booker, place_booking
from events.actions.resend_waiting_mail import resend_waiting_mail
from events.contracts import Participant
from events.forms.waiting_list import WaitingForm, WaitingForSeatsForm
from events.models import WebinarPage
from events.queries.editions import EditionCard, card, public_edition_with_page
from events.queries.offerings import language_code
from events.queries.waiting_pages import WaitingPage, waiting_page
from events.views.receipts import to_receipt, typed_before
from events.views.register import begin_with_offer
from events.views.responses import personal
from events.views.sign_up import mail_again


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The form, and taking it; with a mistake it comes back with what was typed."""
    found = _edition(public_id)
    is_webinar = isinstance(found.page, WebinarPage)
    form_class = WaitingForm if is_webinar else WaitingForSeatsForm
    if request.method != "POST":
        if is_webinar:
            return HttpResponseRedirect(f"{found.page.get_url(request)}#aanmelden")
        return _form(request, found, form_class())
    refuse_other_sites(request)
    form = form_class(request.POST)
    if not form.is_valid():
        return _form(request, found, form)
    if not form.check_pace(request, form.cleaned_data["email"]):
        return _form(request, found, form, 429)
    # Whoever has the place already needs no other; their confirmation comes again.
    if not (is_webinar and mail_again(found.public_id, form.cleaned_data["email"])):
        try:
            _join(found, form)
        except AlreadyWaiting as refusal:
            resend_waiting_mail(entry_id=refusal.entry.pk)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
            return _form(request, _edition(public_id), form)
    return to_receipt(request, reverse("events:joined_waiting_list", args=[public_id]), form)


@require_safe
@personal
def joined(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The receipt: the same for whoever was on the list, or registered, already."""
    found = _edition(public_id)
    crumbs = [(found.title, found.page.get_url(request)), (_("Wachtlijst"), "")]
    context = {
        "card": found,
        "email": typed_before(request).get("email", ""),
        "breadcrumbs": crumbs,
    }
    return render(request, "events/joined_waiting_list.html", context)


@require_safe
@personal
def waiting(request: HttpRequest, access_key: str) -> HttpResponse:
    """Where somebody stands in the queue, or what is offered to them and until when."""
    return _waiting(request, access_key, _found(access_key))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def accept(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Say yes: for a webinar that asks nothing more that is all; else it opens the registration, with the seats held
    meanwhile."""
    found = _found(access_key)
    back = reverse("events:waiting", args=[access_key])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    refuse_other_sites(request)
    if found.can_accept and not found.takes_at_once:
        return begin_with_offer(request, found)
    try:
        return HttpResponseRedirect(_take(found))
    except NotAllowed as refusal:
        messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(back)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def leave(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Ask, and on the second click leave the list or let the offered place go."""
    found = _found(access_key)
    back = reverse("events:waiting", args=[access_key])
    if request.method != "POST":
        if not (found.is_waiting or found.can_accept):
            return HttpResponseRedirect(back)
        context = {"shown": found, "back": back, "breadcrumbs": [(_("Wachtlijst"), back), (_("Ik wil niet meer"), "")]}
        return render(request, "events/leave_waiting_list.html", context)
    refuse_other_sites(request)
    leave_waiting_list(entry_id=found.entry.pk)
    return HttpResponseRedirect(back)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def fewer(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Wait for fewer seats, and with luck be served at once."""
    found = _found(access_key)
    if request.method == "POST":
        refuse_other_sites(request)
        wanted = request.POST.get("seats", "")
        try:
            ask_fewer_seats(entry_id=found.entry.pk, seats=int(wanted) if wanted.isdecimal() else 0)
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
        else:
            messages.success(request, _("U vraagt nu minder plaatsen. Uw plek in de rij blijft dezelfde."))
    return HttpResponseRedirect(reverse("events:waiting", args=[access_key]))


def _join(found: EditionCard, form: WaitingForm) -> None:
    data = form.cleaned_data
    join_waiting_list(
        edition=found.public_id,
        form_key=data["form_key"] or uuid.uuid4(),
        name=data["name"],
        email=data["email"],
        organisation_name=data["organisation_name"],
        seats=form.seats,
        language=language_code(),
    )


def _take(found: WaitingPage) -> str:
    """Book the offered place of a webinar; returns the personal page of the participant."""
    entry = found.entry
    placed = place_booking(
        edition=entry.edition,
        form_key=entry.public_id,  # clicked twice is once
        participants=[Participant(entry.name, entry.email)],
        booker=Booker(name=entry.name, email=entry.email, organisation_name=entry.organisation_name),
        language=entry.language,
        offer=entry.pk,
    )
    return reverse("events:registration", args=[placed.registrations[0].access_key])


def _form(request: HttpRequest, found: EditionCard, form: WaitingForm, status: int = 200) -> HttpResponseBase:
    if isinstance(found.page, WebinarPage):
        page_context: dict[str, Any] = found.page.get_context(request)
        page_context["waiting_form"] = form
        return TemplateResponse(request, found.page.get_template(request), page_context, status=status)
    crumbs = [(found.title, found.page.get_url(request)), (_("Wachtlijst"), "")]
    context = {"card": found, "form": form, "breadcrumbs": crumbs}
    return render(request, "events/join_waiting_list.html", context, status=status)


def _waiting(request: HttpRequest, access_key: str, found: WaitingPage) -> HttpResponse:
    context = {"shown": found, "access_key": access_key, "breadcrumbs": [(_("Wachtlijst"), "")]}
    return render(request, "events/waiting.html", context)


def _edition(public_id: uuid.UUID) -> EditionCard:
    found = public_edition_with_page(public_id)
    if found is None:
        raise Http404
    return card(*found)


def _found(access_key: str) -> WaitingPage:
    found = waiting_page(access_key)
    if found is None:
        raise Http404
    return found

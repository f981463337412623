"""Guests of participants: signing up by the link that a participant passed on, and withdrawing by one's own.

As with signing up for a webinar everybody gets the same receipt, and the personal link only by mail: nobody learns from the form who
comes.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.api import NotAllowed, refuse_other_sites
from events.actions.resend_guest_mail import resend_guest_mail
from events.actions.sign_up_guest import AlreadyGuest, sign_up_guest
from events.actions.withdraw_guest import withdraw_guest
from events.forms.guests import GuestForm
from events.queries.guests import GuestInvitation, guest_page, invitation_of
from events.queries.offerings import language_code
from events.views.receipts import to_receipt, typed_before
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def invite(request: HttpRequest, key: str) -> HttpResponseBase:
    """What it is, and signing up; with a mistake the form comes back with what was typed."""
    found = _found(key)
    if request.method != "POST":
        return _form(request, found, GuestForm())
    refuse_other_sites(request)
    form = GuestForm(request.POST)
    if not form.is_valid():
        return _form(request, found, form)
    if not form.check_pace(request, form.cleaned_data["email"]):
        return _form(request, found, form, 429)
    name, email = form.cleaned_data["name"], form.cleaned_data["email"]
    try:
        sign_up_guest(registration_id=found.registration.pk, name=name, email=email, language=language_code())
    except AlreadyGuest:
        resend_guest_mail(guest_list_id=found.guest_list.pk, email=email)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.reason))
        return _form(request, found, form)
    return to_receipt(request, reverse("events:guest_signed_up", args=[key]), form)


@require_safe
@personal
def signed_up(request: HttpRequest, key: str) -> HttpResponse:
    """The receipt: the same for whoever comes already."""
    found = _found(key)
    context = {"found": found, "typed": typed_before(request), "breadcrumbs": [(_("Aangemeld"), "")]}
    return render(request, "events/guest_signed_up.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def guest(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """When and where, for one guest, with a button to withdraw."""
    found = guest_page(access_key)
    if found is None:
        raise Http404
    if request.method == "POST":
        refuse_other_sites(request)
        try:
            withdraw_guest(guest_id=found.guest.pk)
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
        return HttpResponseRedirect(request.path)
    return render(request, "events/guest.html", {"shown": found, "breadcrumbs": [(_("Te gast"), "")]})


def _form(request: HttpRequest, found: GuestInvitation, form: GuestForm, status: int = 200) -> HttpResponse:
    context = {"found": found, "form": form, "breadcrumbs": [(_("Uitnodiging"), "")]}
    return render(request, "events/invite_guest.html", context, status=status)


def _found(key: str) -> GuestInvitation:
    found = invitation_of(key)
    if found is None:
        raise Http404
    return found

"""Signing up for a webinar, on its own page.

The page stays in the cache because its form carries no CSRF token and no key; see cms.form_guard. Whoever signs up, also
for the second time, gets the same receipt, and the personal link only by mail: so nobody learns from this form who is
registered, and nobody gets a link by typing somebody else's address.
"""

import uuid
from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.api import NotAllowed, blank, filled, refuse_other_sites, remembered
from events.actions.place_booking import AlreadyRegistered, Booker, place_booking
from events.actions.resend_confirmation import resend_confirmation
from events.forms.sign_up import SignUpForm, sign_up_form
from events.forms.uploads import typed_with_files
from events.lifecycles import RegistrationStatus
from events.models import Edition, Registration
from events.queries.editions import edition_with_page, edition_with_seats
from events.queries.offerings import language_code
from events.queries.snapshots import edition_view
from events.queries.webinar_pages import Appointment, appointment
from events.views.receipts import to_receipt, typed_before
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take the form; with a mistake the page comes back with what was typed."""
    found, edition = appointment(public_id), edition_with_seats(public_id)
    if found is None or edition is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(f"{found.url}#aanmelden")
    refuse_other_sites(request)
    form = _typed(request, edition, found.title)
    if not form.is_valid():
        return _page_again(request, public_id, form)
    if not form.check_pace(request, form.cleaned_data["email"]):
        return _page_again(request, public_id, form, 429)
    try:
        _place(edition, found.title, form)
    except AlreadyRegistered:
        mail_again(edition.public_id, form.cleaned_data["email"])
    except NotAllowed as refusal:
        # Whoever is registered gets the mail also when it is full: the screen says the same to everybody.
        mail_again(edition.public_id, form.cleaned_data["email"])
        form.add_error(None, str(refusal.reason))
        return _page_again(request, public_id, form)
    return to_receipt(request, reverse("events:signed_up", args=[edition.public_id]), form)


@require_safe
@personal
def signed_up(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The receipt: the same for whoever was registered already."""
    found = appointment(public_id)
    if found is None:
        raise Http404
    who = typed_before(request)
    typed = "after typing" if who else "seen later"
    receipt = remembered(
        f"receipt {request.build_absolute_uri(request.path)} {typed}", lambda: _receipt(request, found, who)
    )
    return HttpResponse(filled(receipt, {name: escape(value) for name, value in who.items()}))


def _receipt(request: HttpRequest, found: Appointment, who: Collection[str]) -> str:
    """With blanks where the values of `who` come."""
    context = {
        "appointment": found,
        **{name: blank(name) for name in who},
        "breadcrumbs": [(found.title, found.url), (_("Aangemeld"), "")],
        "messages": [],  # somebody's own, while this is kept for others
    }
    return render_to_string("events/signed_up.html", context, request)


def _typed(request: HttpRequest, edition: Edition, title: str) -> SignUpForm:
    """Three fields, and only where there is more to ask a form made for this edition."""
    if not edition.questions.raw_data and not edition.workgroups.raw_data:
        return SignUpForm(request.POST)
    view = edition_view(edition, language_code(), title=title)
    return sign_up_form(view)(typed_with_files(request, view))


def _place(edition: Edition, title: str, form: SignUpForm) -> None:
    data = form.cleaned_data
    place_booking(
        edition=edition,
        title=title,
        form_key=data["form_key"] or uuid.uuid4(),
        participants=[form.to_participant()],
        booker=Booker(name=data["name"], email=data["email"], organisation_name=data["organisation_name"]),
        answers=form.to_answers(),
        language=language_code(),
    )


def mail_again(edition: uuid.UUID, email: str) -> bool:
    """Send whoever holds a place with this address the confirmation again; False when nobody does."""
    held = Registration.objects.filter(
        edition__public_id=edition, email__iexact=email, status=RegistrationStatus.CONFIRMED
    ).first()
    if held:
        resend_confirmation(registration_id=held.pk)
    return held is not None


def _page_again(request: HttpRequest, public_id: uuid.UUID, form: SignUpForm, status: int = 200) -> HttpResponseBase:
    _edition, page = edition_with_page(public_id) or (None, None)
    if page is None:
        raise Http404
    context: dict[str, Any] = page.get_context(request)
    context["sign_up_form"] = form
    return TemplateResponse(request, page.get_template(request), context, status=status)

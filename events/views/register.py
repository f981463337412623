"""Registering for a programme; the screens themselves are in events.forms.registration."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from betalingen.api import Charge, order_sum, order_view
from cms.api import TOO_FAST, ErrorLink, NotAllowed, refuse_other_sites, within_pace
from events.actions.place_booking import PlacedBooking, place_booking
from events.forms.registration import CHECK, PARTICIPANTS, PAYMENT, Answers, RegistrationScreens, opened
from events.forms.uploads import typed_with_files
from events.lifecycles import RegistrationStatus
from events.models import Edition, WebinarPage
from events.participant_table import text_of
from events.queries.co_providers import co_providers
from events.queries.editions import (
    EditionCard,
    card_to_book,
    closed_edition_with_page,
    edition_with_page,
    public_edition_with_page,
)
from events.queries.offerings import language_code
from events.queries.prices import booking_lines, discount_terms, no_subsidy, price_then, subsidy_terms
from events.queries.registers import terms_url
from events.queries.snapshots import booking_path
from events.queries.variants import better_variant
from events.queries.waiting_pages import WaitingPage, entry_with, with_held_seats
from events.questions import told
from events.steps.details import KEY as DETAILS
from events.workgroups import with_key

LARGEST_LIST = 100_000  # bytes; a list of participants is a few kilobytes


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show a screen, or take one and show the next."""
    return _register(request, *_existing(public_edition_with_page(public_id)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register_invited(request: HttpRequest, access_key: str) -> HttpResponse:
    """The same for a closed edition: whoever has its private link."""
    response = _register(request, *_existing(closed_edition_with_page(access_key)))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _register(request: HttpRequest, edition: Edition, found: EditionCard) -> HttpResponse:
    answers = opened(request.POST.get("draft", ""))
    if isinstance(found.page, WebinarPage) and not answers.offer:
        return HttpResponseRedirect(f"{found.url}#aanmelden")
    if request.method != "POST":
        return _screen(request, found, RegistrationScreens(found.view, Answers(), found.fare), PARTICIPANTS)
    refuse_other_sites(request)
    screens = RegistrationScreens(found.view, answers, found.fare)
    if answers.offer:
        found = with_held_seats(found, answers.offer)
    current = request.POST.get("screen", "")
    if current not in screens.names:
        current = PARTICIPANTS
    screens.take(current, typed_with_files(request, found.view))
    return _go(request, edition, found, screens, current)


def begin_with_offer(request: HttpRequest, shown: WaitingPage) -> HttpResponse:
    """The first screen for somebody from the waiting list, with room for as many people as seats are held.

    The offer travels along in the signed draft, so that no address here holds a key.
    """
    entry = shown.entry
    typed = {"organisation_name": [entry.organisation_name], "contact_name": [entry.name], "email": [entry.email]}
    answers = Answers(
        participants=[{} for _seat in range(entry.seats)],
        screens={DETAILS: typed},
        offer=str(entry.public_id),
        most=entry.seats,
    )
    _edition_now, found = _existing(edition_with_page(shown.card.public_id))
    found = with_held_seats(found, answers.offer)
    return _screen(request, found, RegistrationScreens(found.view, answers, found.fare), PARTICIPANTS)


def _go(
    request: HttpRequest, edition: Edition, found: EditionCard, screens: RegistrationScreens, current: str
) -> HttpResponse:
    verb, _colon, operand = request.POST.get("go", "next").partition(":")
    table = _pasted(request) if current == PARTICIPANTS else ""
    if verb == "paste" or table.strip():
        refused = screens.paste(table)
        mistakes = [ErrorLink("", refused, "#table")] if refused else []
        return _screen(request, found, screens, PARTICIPANTS, mistakes=mistakes, table=table if refused else "")
    match verb:
        case "add":
            screens.add_participant()
            return _screen(request, found, screens, PARTICIPANTS)
        case "remove" if operand.isdecimal():
            screens.remove_participant(int(operand))
            return _screen(request, found, screens, PARTICIPANTS)
        case "to" if operand in screens.names[: screens.names.index(current)]:
            return _screen(request, found, screens, operand)
    checked = screens.checked_forms(current)
    mistakes = screens.mistakes(current, checked)
    if mistakes:
        return _screen(request, found, screens, current, checked=checked, mistakes=mistakes)
    if current != CHECK:
        return _screen(request, found, screens, screens.names[screens.names.index(current) + 1])
    return _send(request, edition, found, screens)


def _pasted(request: HttpRequest) -> str:
    """A list of participants, pasted or in a file."""
    file = request.FILES.get("table_file")
    if file is None:
        return request.POST.get("table", "")
    return text_of(file.read(LARGEST_LIST))


def _send(request: HttpRequest, edition: Edition, found: EditionCard, screens: RegistrationScreens) -> HttpResponse:
    unfinished = screens.first_unfinished()
    if unfinished != CHECK:
        checked = screens.checked_forms(unfinished)
        mistakes = screens.mistakes(unfinished, checked)
        return _screen(request, found, screens, unfinished, checked=checked, mistakes=mistakes)
    booker = screens.booker()
    reason = str(TOO_FAST)
    if within_pace(request, booker.email):
        try:
            draft = screens.draft()
            placed = place_booking(
                edition=edition,
                title=found.title,
                form_key=uuid.UUID(screens.answers.form_key),
                participants=draft.participants,
                booker=booker,
                answers=draft.answers,
                language=language_code(),
                offer=entry_with(screens.answers.offer),
            )
            return HttpResponseRedirect(_onward(placed))
        except NotAllowed as refusal:
            reason = str(refusal.reason)
    # Seats or the state of the edition may be what changed: show them as they are now.
    _now, found = _existing(edition_with_page(found.public_id))
    if screens.answers.offer:
        found = with_held_seats(found, screens.answers.offer)
    screens.fare = found.fare
    return _screen(request, found, screens, CHECK, mistakes=[ErrorLink("", reason, "")])


def _onward(placed: PlacedBooking) -> str:
    """To the payment when there is one to make now, else to the booking."""
    is_waiting = any(each.status == RegistrationStatus.AWAITING_PAYMENT for each in placed.registrations)
    order = order_view(f"booking:{placed.booking.public_id}") if is_waiting else None
    return order.pay_url if order and order.status == "open" else booking_path(placed.booking)


def _screen(
    request: HttpRequest,
    found: EditionCard,
    screens: RegistrationScreens,
    name: str,
    *,
    checked: Sequence[forms.BaseForm] = (),
    mistakes: Sequence[ErrorLink] = (),
    table: str = "",
) -> HttpResponse:
    place = screens.names.index(name)
    count = len(screens.answers.participants)
    charge = screens.charge
    price = charge.price if charge else None
    screens.answers.shown_cents = order_sum([(count, price)]).total_cents if price and name == CHECK else None
    context = {
        "card": found,
        "screen": name,
        "question": screens.question(name),
        "steps": screens.progress(name),
        "forms": checked or screens.forms_to_show(name),
        "mistakes": mistakes,
        "table": table,
        "proposal": better_variant(found.page, screens.organisation_name),
        "draft": screens.answers.signed(),
        # The first screen of somebody from the waiting list stands at an address that holds a key and starts afresh.
        "action": reverse("events:register", args=[found.public_id]) if screens.answers.offer else "",
        "previous": screens.names[place - 1] if place else "",
        "following": screens.title(screens.names[place + 1]) if name != CHECK else "",
        "together": _together(found, count),
        "has_room": screens.has_room,
        "price_lines": booking_lines(price, count) if price else [],
        "price_then": price_then(price) if price else "",
        "conditions": _conditions(charge) if charge else "",
        "no_subsidy": no_subsidy(charge) if charge else "",
        "breadcrumbs": [(found.title, found.url), (_("Aanmelden"), "")],
    }
    if name == CHECK:
        draft = screens.draft()
        questions = found.view.questions
        people = [
            (each, with_key(found.view.workgroups, each.workgroup), told(map(asdict, each.answers), questions))
            for each in draft.participants
        ]
        context |= {
            "draft_to_check": draft,
            "people_to_check": people,
            "answers_to_check": told(draft.answers.get("questions", {}).get("given", []), questions),
            "payment": _payment(screens),
            "terms_url": terms_url(),
            "co_providers": co_providers(found.page),
        }
        context["budget_holder"] = screens.budget_holder()
    response = render(request, "events/register.html", context)
    # Kept by the browser, so that its back button shows an older screen without asking; by nobody else.
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _conditions(charge: Charge) -> str:
    """For whom the subsidy of these people is, and which discounts they could have."""
    return " ".join(filter(None, ["" if charge.refusal else subsidy_terms(charge), discount_terms(charge)]))


def _together(found: EditionCard, count: int) -> str:
    """What this booking does for an edition that still needs people."""
    if found.availability.kind != "maybe":
        return ""
    total = found.view.taken + count
    if total >= found.view.minimum:
        return _("Met uw aanmelding erbij zijn het er %(total)s. Dan kan het doorgaan.") % {"total": total}
    needed = found.view.minimum - total
    words = ngettext("Daarna is er nog %(count)s nodig.", "Daarna zijn er nog %(count)s nodig.", needed)
    return words % {"count": needed}


def _payment(screens: RegistrationScreens) -> str:
    """The chosen way to pay, in words."""
    if PAYMENT not in screens.names:
        return ""
    form = screens.checked_forms(PAYMENT)[0]
    choices: dict[str, str] = dict(form.fields["provider"].choices)  # type: ignore[attr-defined]
    return str(choices.get(form.cleaned_data.get("provider", ""), "")) if form.is_valid() else ""


def _existing(found: tuple[Edition, Page] | None) -> tuple[Edition, EditionCard]:
    if found is None:
        raise Http404
    edition, page = found
    return edition, card_to_book(edition, page)

"""In-company: asking for an offer, and answering it behind a personal link."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.api import NotAllowed, ProgrammePage, refuse_other_sites
from events.actions.accept_quote import accept_quote
from events.actions.decline_quote import decline_quote
from events.actions.request_quote import request_quote
from events.forms.quotes import AcceptQuoteForm, DeclineQuoteForm, QuoteRequestForm
from events.queries.offerings import language_code, live_offerings
from events.queries.quote_pages import QuotePage, quote_page
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """The form of an organisation that wants a programme for itself. `key` is what a page shares with its translations."""
    page = _programme(key)
    if request.method != "POST":
        return _ask(request, page, QuoteRequestForm())
    refuse_other_sites(request)
    form = QuoteRequestForm(request.POST)
    if not form.is_valid():
        return _ask(request, page, form)
    if not form.check_pace(request, form.cleaned_data["email"]):
        return _ask(request, page, form, 429)
    form_key = form.cleaned_data["form_key"] or uuid.uuid4()
    request_quote(offering=page, form_key=form_key, wish=form.to_wish(), language=language_code())
    return HttpResponseRedirect(reverse("events:quote_requested", args=[key]))


@require_safe
def asked(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Thanks, and what happens next."""
    page = _programme(key)
    context = {"offering": page, "breadcrumbs": [(page.title, page.url), (_("Aanvraag verstuurd"), "")]}
    return render(request, "events/quote_requested.html", context)


@require_safe
@personal
def quote(request: HttpRequest, access_key: str) -> HttpResponse:
    """The offer as it stands."""
    found = _found(access_key)
    return _quote(request, found, AcceptQuoteForm(organisation_name=found.quote.request.organisation_name))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def accept(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Say yes; twice is the same as once."""
    found = _found(access_key)
    back = reverse("events:quote", args=[access_key])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    refuse_other_sites(request)
    form = AcceptQuoteForm(request.POST, organisation_name=found.quote.request.organisation_name)
    if not form.is_valid():
        return _quote(request, found, form)
    data = form.cleaned_data
    try:
        accept_quote(
            quote_id=found.quote.pk,
            name=data["name"],
            function=data["function"],
            purchase_order_number=data["purchase_order_number"],
            orderer=data["orderer"],
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(back)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def decline(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Ask why, and take the no."""
    found = _found(access_key)
    back = reverse("events:quote", args=[access_key])
    if request.method != "POST":
        if not found.can_be_answered:
            return HttpResponseRedirect(back)
        crumbs = [(_("Offerte %(number)s") % {"number": found.quote.number}, back), (_("Niet akkoord"), "")]
        context = {"shown": found, "form": DeclineQuoteForm(), "breadcrumbs": crumbs}
        return render(request, "events/decline_quote.html", context)
    refuse_other_sites(request)
    form = DeclineQuoteForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        decline_quote(quote_id=found.quote.pk, reason=reason)
    except NotAllowed as refusal:
        messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(back)


def _ask(request: HttpRequest, page: ProgrammePage, form: QuoteRequestForm, status: int = 200) -> HttpResponse:
    crumbs = [(page.title, page.url), (_("Offerte aanvragen"), "")]
    return render(
        request, "events/ask_quote.html", {"offering": page, "form": form, "breadcrumbs": crumbs}, status=status
    )


def _quote(request: HttpRequest, found: QuotePage, form: AcceptQuoteForm, status: int = 200) -> HttpResponse:
    crumbs = [(_("Offerte %(number)s") % {"number": found.quote.number}, "")]
    return render(request, "events/quote.html", {"shown": found, "form": form, "breadcrumbs": crumbs}, status=status)


def _programme(key: uuid.UUID) -> ProgrammePage:
    page = live_offerings([key]).get(key)
    if not isinstance(page, ProgrammePage) or not page.in_company:
        raise Http404
    return page


def _found(access_key: str) -> QuotePage:
    found = quote_page(access_key)
    if found is None:
        raise Http404
    return found

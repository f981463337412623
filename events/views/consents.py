"""Agreeing with the costs of a booking, behind the personal link of a budget holder."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.decline_consent import decline_consent
from events.actions.give_consent import give_consent
from events.forms.consents import DeclineConsentForm, GiveConsentForm, proposed
from events.queries.consent_pages import ConsentPage, consent_page
from events.views.answers import take_answer
from events.views.responses import personal


@require_safe
@personal
def consent(request: HttpRequest, access_key: str) -> HttpResponse:
    """Who, what and how much; or what became of it."""
    found = _found(access_key)
    return _consent(request, found, GiveConsentForm(initial=proposed(found.request.booking.payer)))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def give(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Say yes; twice is the same as once."""
    found = _found(access_key)
    back = reverse("events:consent", args=[access_key])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = GiveConsentForm(request.POST)
    return take_answer(
        request,
        form,
        back=back,
        can_answer=found.can_answer,
        act=lambda: give_consent(request_id=found.request.pk, agreement=form.to_agreement()),
        ask_again=lambda: _consent(request, found, form),
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def decline(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Ask why, and take the no."""
    found = _found(access_key)
    back = reverse("events:consent", args=[access_key])
    form = DeclineConsentForm(request.POST if request.method == "POST" else None)
    crumbs = [(_("Akkoord op de kosten"), back), (_("Niet akkoord"), "")]
    context = {"shown": found, "form": form, "back": back, "breadcrumbs": crumbs}
    return take_answer(
        request,
        form,
        back=back,
        can_answer=found.can_answer,
        act=lambda: decline_consent(request_id=found.request.pk, reason=form.cleaned_data["reason"]),
        ask_again=lambda: render(request, "events/decline_consent.html", context),
    )


def _consent(request: HttpRequest, found: ConsentPage, form: GiveConsentForm) -> HttpResponse:
    context = {"shown": found, "form": form, "breadcrumbs": [(_("Akkoord op de kosten"), "")]}
    return render(request, "events/consent.html", context)


def _found(access_key: str) -> ConsentPage:
    found = consent_page(access_key)
    if found is None:
        raise Http404
    return found

"""Receiving a session, behind the personal link of whoever is asked to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.api import NotAllowed, refuse_other_sites
from events.actions.confirm_host import confirm_host
from events.actions.decline_host import decline_host
from events.forms.hosts import ConfirmHostForm, DeclineHostForm
from events.queries.hosts import HostPage, host_page
from events.views.responses import personal


@require_safe
@personal
def host(request: HttpRequest, access_key: str) -> HttpResponse:
    """What is asked and for how many; or what became of it."""
    found = _found(access_key)
    known = {name: getattr(found.session, name) for name in ("place", "address", "directions")}
    return _page(request, found, ConfirmHostForm(initial=known))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def confirm(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Say yes and where; twice is the same as once."""
    found = _found(access_key)
    back = reverse("events:host", args=[access_key])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    refuse_other_sites(request)
    form = ConfirmHostForm(request.POST)
    if found.can_answer and not form.is_valid():
        return _page(request, found, form)
    if form.is_valid():
        try:
            confirm_host(invitation_id=found.invitation.pk, address=form.to_address())
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(back)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def decline(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Ask why, and take the no."""
    found = _found(access_key)
    back = reverse("events:host", args=[access_key])
    if request.method == "POST":
        refuse_other_sites(request)
    form = DeclineHostForm(request.POST if request.method == "POST" else None)
    if found.can_answer and not form.is_valid():
        crumbs = [(_("Ontvangst"), back), (_("Niet ontvangen"), "")]
        return render(
            request, "events/decline_host.html", {"shown": found, "form": form, "back": back, "breadcrumbs": crumbs}
        )
    if form.is_valid():
        try:
            decline_host(invitation_id=found.invitation.pk, reason=form.cleaned_data["reason"])
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
    return HttpResponseRedirect(back)


def _page(request: HttpRequest, found: HostPage, form: ConfirmHostForm) -> HttpResponse:
    context = {"shown": found, "form": form, "breadcrumbs": [(_("Ontvangst"), "")]}
    return render(request, "events/host.html", context)


def _found(access_key: str) -> HostPage:
    found = host_page(access_key)
    if found is None:
        raise Http404
    return found

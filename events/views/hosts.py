"""Receiving a session, behind the personal link of whoever is asked to."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events.actions.confirm_host import confirm_host
from events.actions.correct_host import correct_host
from events.actions.decline_host import decline_host
from events.forms.hosts import ConfirmHostForm, DeclineHostForm
from events.queries.hosts import HostPage, host_page
from events.views.answers import take_answer
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
    return _take_address(request, found, confirm_host, can_answer=found.can_answer)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def correct(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Say after the yes that it is somewhere else."""
    found = _found(access_key)
    return _take_address(request, found, correct_host, can_answer=found.can_correct)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def decline(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Ask why, and take the no."""
    found = _found(access_key)
    back = reverse("events:host", args=[access_key])
    form = DeclineHostForm(request.POST if request.method == "POST" else None)
    crumbs = [(_("Ontvangst"), back), (_("Niet ontvangen"), "")]
    context = {"shown": found, "form": form, "back": back, "breadcrumbs": crumbs}
    return take_answer(
        request,
        form,
        back=back,
        can_answer=found.can_answer,
        act=lambda: decline_host(invitation_id=found.invitation.pk, reason=form.cleaned_data["reason"]),
        ask_again=lambda: render(request, "events/decline_host.html", context),
    )


def _take_address(
    request: HttpRequest, found: HostPage, action: Callable[..., object], *, can_answer: bool
) -> HttpResponseBase:
    back = reverse("events:host", args=[found.invitation.access_key])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = ConfirmHostForm(request.POST)
    return take_answer(
        request,
        form,
        back=back,
        can_answer=can_answer,
        act=lambda: action(invitation_id=found.invitation.pk, address=form.to_address()),
        ask_again=lambda: _page(request, found, form),
    )


def _page(request: HttpRequest, found: HostPage, form: ConfirmHostForm) -> HttpResponse:
    context = {"shown": found, "form": form, "breadcrumbs": [(_("Ontvangst"), "")]}
    return render(request, "events/host.html", context)


def _found(access_key: str) -> HostPage:
    found = host_page(access_key)
    if found is None:
        raise Http404
    return found

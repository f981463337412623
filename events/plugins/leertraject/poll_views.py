"""The page of a date poll under the personal page."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.api import NotAllowed
from events.api import PortalVisit, until
from events.plugins.leertraject.actions.answer_poll import answer_poll
from events.plugins.leertraject.forms import PollForm
from events.plugins.leertraject.models import DatePoll
from events.plugins.leertraject.polls import answers_of, moment_told, poll_of
from events.plugins.leertraject.views import as_uuid


def respond(visit: PortalVisit) -> HttpResponse:
    """`<id>`; the polls themselves stand on the personal page."""
    if not visit.rest:
        return HttpResponseRedirect(f"{visit.back_url}#datumprikkers")
    poll = poll_of(visit.registration, as_uuid(visit.rest))
    if poll is None:
        raise Http404
    return _poll(visit, poll)


def _poll(visit: PortalVisit, poll: DatePoll) -> HttpResponse:
    given = answers_of(poll, visit.registration)
    form = PollForm(visit.request.POST if visit.request.method == "POST" else None, poll=poll, given=given)
    if form.is_bound and form.is_valid():
        try:
            answer_poll(registration=visit.registration, poll=poll.public_id, answers=form.answers())
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(visit.request, _("Uw antwoord is bewaard. U hoort van ons welk moment het wordt."))
            return HttpResponseRedirect(visit.back_url)
    context = {
        "poll": poll,
        "form": form,
        "edition": visit.registration.edition,
        "until": until(poll.closes_at),
        "chosen": moment_told(poll, poll.chosen) if poll.chosen else "",
        "is_answered": bool(given),
        "back": visit.back_url,
        "breadcrumbs": [(_("Mijn inschrijving"), visit.back_url), (_("Datumprikker"), "")],
    }
    return render(visit.request, "leertraject/poll.html", context)

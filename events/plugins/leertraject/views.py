"""The pages under the personal page: one assignment, and the file that was handed in."""

import datetime as dt
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cms.api import TOO_FAST, Limit, NotAllowed, client_address, within
from events.api import ParticipantFile, PortalVisit, participant_file
from events.plugins.leertraject.actions.hand_in import hand_in
from events.plugins.leertraject.actions.take_back import take_back
from events.plugins.leertraject.forms import HandInForm
from events.plugins.leertraject.models import Assignment
from events.plugins.leertraject.queries import Task, task_of

PER_ADDRESS: Final = Limit("leertraject-address", 60, dt.timedelta(minutes=10))


def respond(visit: PortalVisit) -> HttpResponse:
    """`opdracht/<id>` and `opdracht/<id>/bestand`; the list itself stands on the personal page."""
    match visit.rest.split("/"):
        case [""]:
            return HttpResponseRedirect(f"{visit.back_url}#opdrachten")
        case ["opdracht", public_id]:
            return _assignment(visit, _task(visit, public_id))
        case ["opdracht", public_id, "bestand"]:
            return _file(visit, _task(visit, public_id))
    raise Http404


def file_response(file: ParticipantFile) -> HttpResponse:
    """To keep: nothing in it runs on our address."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    return response


def as_uuid(text: str) -> UUID:
    """Raises Http404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _task(visit: PortalVisit, public_id: str) -> Task:
    task = task_of(visit.registration, as_uuid(public_id))
    if task is None:
        raise Http404
    return task


def _assignment(visit: PortalVisit, task: Task) -> HttpResponse:
    request, here = visit.request, f"{visit.url}{visit.rest}/"
    posted = request.method == "POST"
    form = HandInForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"text": task.work.text if task.work else ""},
    )
    if posted:
        try:
            done = _act(visit, task, form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            if done:
                messages.success(request, done)
                return HttpResponseRedirect(here)
    context = {
        "task": task,
        "form": form,
        "edition": visit.registration.edition,
        "asks_work": task.assignment.handed_in == Assignment.HandedIn.WORK,
        "back": visit.back_url,
        "file_url": f"{here}bestand/",
        "breadcrumbs": [(_("Mijn inschrijving"), visit.back_url), (_("Opdracht"), "")],
    }
    return render(request, "leertraject/assignment.html", context)


def _act(visit: PortalVisit, task: Task, form: HandInForm) -> str:
    """What to say afterwards; "" when the form is not right yet."""
    assignment = task.assignment.public_id
    match visit.request.POST.get("go"):
        case "take_back":
            take_back(registration=visit.registration, assignment=assignment)
            return _("Wat u inleverde, is verwijderd.")
        case "tick" if task.assignment.handed_in == Assignment.HandedIn.TICK:
            hand_in(registration=visit.registration, assignment=assignment)
            return _("Genoteerd dat u dit gedaan heeft.")
    if not form.is_valid():
        return ""
    if form.cleaned_data["file"] and not within({PER_ADDRESS: client_address(visit.request)}):
        raise NotAllowed(TOO_FAST)
    hand_in(
        registration=visit.registration,
        assignment=assignment,
        text=form.cleaned_data["text"],
        file=form.handed_file(),
    )
    return _("Uw werk is ingeleverd.")


def _file(visit: PortalVisit, task: Task) -> HttpResponse:
    file = participant_file(visit.registration.public_id, task.work.file) if task.work and task.work.file else None
    if file is None or visit.request.method == "POST":
        raise Http404
    return file_response(file)

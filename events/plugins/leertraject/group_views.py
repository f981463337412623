"""The page of a group under the personal page: one's own learning wishes, and what the others share."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cms.api import NotAllowed
from events.api import PortalVisit
from events.plugins.leertraject.actions.keep_wish import keep_wish
from events.plugins.leertraject.actions.remove_wish import remove_wish
from events.plugins.leertraject.forms import WishForm
from events.plugins.leertraject.models import LearningGroup, LearningWish
from events.plugins.leertraject.views import as_uuid
from events.plugins.leertraject.wishes import group_of, shared_in, wishes_of


def respond(visit: PortalVisit) -> HttpResponse:
    """The page of the group, and `wens/<id>`, where one changes a wish of one's own."""
    group = group_of(visit.registration)
    if group is None:
        raise Http404
    match visit.rest.split("/"):
        case [""]:
            return _group(visit, group)
        case ["wens", public_id]:
            return _wish(visit, group, as_uuid(public_id))
    raise Http404


def _group(visit: PortalVisit, group: LearningGroup) -> HttpResponse:
    form = WishForm(visit.request.POST if visit.request.method == "POST" else None)
    if form.is_bound and _keep(visit, form):
        return HttpResponseRedirect(f"{visit.url}#uw-wensen")
    context = {
        "form": form,
        "edition": visit.registration.edition,
        "mine": wishes_of(group, visit.registration),
        "shared": shared_in(group, besides=visit.registration),
        "url": visit.url,
        "back": visit.back_url,
        "breadcrumbs": [(_("Mijn inschrijving"), visit.back_url), (_("Uw groep"), "")],
    }
    return render(visit.request, "leertraject/group.html", context)


def _wish(visit: PortalVisit, group: LearningGroup, public_id: UUID) -> HttpResponse:
    wish = group.wishes.filter(registration=visit.registration.public_id, public_id=public_id).first()
    if wish is None:
        raise Http404
    if visit.request.POST.get("go") == "remove":
        return _remove(visit, public_id)
    initial = {"kind": wish.kind, "text": wish.text, "shared": wish.shared}
    form = WishForm(visit.request.POST if visit.request.method == "POST" else None, initial=initial)
    if form.is_bound and _keep(visit, form, public_id):
        return HttpResponseRedirect(f"{visit.url}#uw-wensen")
    context = {
        "form": form,
        "edition": visit.registration.edition,
        "back": visit.url,
        "breadcrumbs": [
            (_("Mijn inschrijving"), visit.back_url),
            (_("Uw groep"), visit.url),
            (_("Leerwens wijzigen"), ""),
        ],
    }
    return render(visit.request, "leertraject/wish.html", context)


def _keep(visit: PortalVisit, form: WishForm, wish: UUID | None = None) -> bool:
    """Whether it is kept; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        kept = keep_wish(registration=visit.registration, facts=form.facts(), wish=wish)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    is_private = kept.shared == LearningWish.Shared.PRIVATE
    told = _("Bewaard. Alleen u leest dit.") if is_private else _("Bewaard en gedeeld met de groep.")
    messages.success(visit.request, told)
    return True


def _remove(visit: PortalVisit, wish: UUID) -> HttpResponse:
    try:
        remove_wish(registration=visit.registration, wish=wish)
    except NotAllowed as refusal:
        messages.error(visit.request, str(refusal.reason))
    else:
        messages.success(visit.request, _("Verwijderd."))
    return HttpResponseRedirect(f"{visit.url}#uw-wensen")

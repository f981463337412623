"""Choosing, and moving, the talk of an intake."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.api import NotAllowed, refuse_other_sites
from events.actions.choose_interview import choose_interview
from events.forms.interviews import ChooseInterviewForm
from events.models import Registration
from events.queries.interview_pages import interview_page
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def interview(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """The moments that are free, and taking one; whoever has nothing to choose goes to their own page."""
    if not Registration.objects.filter(access_key=access_key).exists():
        raise Http404
    back = reverse("events:registration", args=[access_key])
    found = interview_page(access_key)
    if request.method == "POST":
        refuse_other_sites(request)
    if found is None or not found.can_choose:
        messages.info(request, _("Er is nu geen gesprek te kiezen."))
        return HttpResponseRedirect(back)
    form = ChooseInterviewForm(request.POST if request.method == "POST" else None, slots=found.free)
    if form.is_valid():
        try:
            choose_interview(registration_id=found.registration.pk, slot=uuid.UUID(form.cleaned_data["slot"]))
        except NotAllowed as refusal:
            messages.error(request, str(refusal.reason))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Uw gesprek staat vast. U krijgt een mail met een agenda-item."))
        return HttpResponseRedirect(back)
    crumbs = [(_("Mijn inschrijving"), back), (_("Kies een gesprek"), "")]
    context = {"shown": found, "form": form, "back": back, "breadcrumbs": crumbs}
    return render(request, "events/interview.html", context)

"""A participant chooses a workgroup, by personal link."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.api import AcademyForm, NotAllowed, refuse_other_sites
from events.actions.choose_workgroup import choose_workgroup
from events.forms.workgroups import choosing
from events.models import Registration
from events.queries.personal_pages import registration_page
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def choose(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Show the workgroups with what is left in each, and take the choice."""
    found = registration_page(access_key)
    if found is None:
        raise Http404
    back = reverse("events:registration", args=[access_key])
    if not found.may_choose_workgroup:
        return HttpResponseRedirect(back)
    registration = Registration.objects.only("pk", "workgroup").get(access_key=access_key)
    form_class = choosing(AcademyForm, found.card.view, kept=registration.workgroup)
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        refuse_other_sites(request)
        if form.is_valid():
            try:
                choose_workgroup(registration_id=registration.pk, workgroup=form.cleaned_data["workgroup"])
            except NotAllowed as refusal:
                form.add_error("workgroup", str(refusal.reason))
            else:
                messages.success(request, _("Uw keuze is bewaard."))
                return HttpResponseRedirect(back)
    crumbs = [(_("Mijn inschrijving"), back), (_("Werkgroep"), "")]
    context = {"card": found.card, "form": form, "back": back, "breadcrumbs": crumbs}
    return render(request, "events/choose_workgroup.html", context)

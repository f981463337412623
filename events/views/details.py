"""A participant puts their own details right, by personal link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.api import NotAllowed, refuse_other_sites
from events.actions.correct_details import correct_details
from events.forms.participants import details_form
from events.forms.uploads import typed_with_files
from events.models import Registration
from events.queries.names import was_admitted
from events.queries.personal_pages import registration_page
from events.questions import Scope
from events.steps.questions import typed_before
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def correct(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Show name, function and answers as they are, and take what is changed."""
    found = registration_page(access_key)
    if found is None:
        raise Http404
    back = reverse("events:registration", args=[access_key])
    if not found.may_correct:
        return HttpResponseRedirect(back)
    registration = Registration.objects.select_related("intake").get(access_key=access_key)
    edition = found.card.view
    form_class = details_form(edition)
    first_name, _space, last_name = registration.name.partition(" ")
    initial = {"first_name": first_name, "last_name": last_name, "function": registration.function}
    initial |= typed_before(form_class.questions, registration.answers)
    data: Any = typed_with_files(request, edition) if request.method == "POST" else None
    form = form_class(data, prefix="p0", initial=initial)
    if was_admitted(registration):
        # A colleague in this place would need a talk of their own.
        form.fields["first_name"].disabled = form.fields["last_name"].disabled = True
    if request.method == "POST":
        refuse_other_sites(request)
        if form.is_valid():
            try:
                correct_details(
                    registration_id=registration.pk,
                    name=form.name,
                    function=form.cleaned_data["function"],
                    answers=form.given(Scope.PERSON),
                )
            except NotAllowed as refusal:
                form.add_error(None, str(refusal.reason))
            else:
                messages.success(request, _("Uw gegevens zijn bewaard."))
                return HttpResponseRedirect(back)
    crumbs = [(_("Mijn inschrijving"), back), (_("Gegevens"), "")]
    context = {"card": found.card, "registration": registration, "form": form, "back": back, "breadcrumbs": crumbs}
    return render(request, "events/details.html", context)

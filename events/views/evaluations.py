"""What people who were there see afterwards, behind their personal links: the evaluation, their quotation, the alumni list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.api import NotAllowed, refuse_other_sites
from events.actions.answer_evaluation import answer_evaluation
from events.actions.join_alumni import join_alumni
from events.actions.leave_alumni import leave_alumni, leave_alumni_altogether
from events.actions.take_back_quote import take_back_quote
from events.forms.evaluation import EvaluationForm, evaluation_form, filled_in_before
from events.models import Registration
from events.queries.evaluations import EvaluationPage, evaluation_page
from events.queries.personal_pages import registration_page
from events.queries.wording import language
from events.views.responses import personal


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def evaluation(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Grade and answers, which may be changed until it closes; the quotation is shown for as long as there is one."""
    found = _found(access_key)
    initial = filled_in_before(found.evaluation, found.questions, is_alumnus=found.is_alumnus)
    form_class = evaluation_form(found.questions)
    if request.method != "POST":
        return _page(request, found, form_class(initial=initial))
    refuse_other_sites(request)
    form = form_class(request.POST, initial=initial)
    if form.is_valid():
        try:
            _answer(found, form)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Dank u wel. Uw antwoorden zijn bewaard."))
            return HttpResponseRedirect(reverse("events:evaluation", args=[access_key]))
    return _page(request, found, form)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def quote_back(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """Take back that we may quote; the button on the evaluation page sends here."""
    found = _found(access_key)
    if request.method == "POST":
        refuse_other_sites(request)
        take_back_quote(evaluation_id=found.evaluation.pk)
        messages.success(request, _("Uw citaat is verwijderd. Het staat nergens meer op onze site."))
    return HttpResponseRedirect(reverse("events:evaluation", args=[access_key]))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def alumni(request: HttpRequest, access_key: str) -> HttpResponseBase:
    """What the alumni list is for; on it with one click, and off it with one."""
    found = registration_page(access_key)
    if found is None:
        raise Http404
    back = reverse("events:registration", args=[access_key])
    if not found.may_join_alumni and not found.is_alumnus:
        return HttpResponseRedirect(back)
    if request.method == "POST":
        refuse_other_sites(request)
        _join_or_leave(request, Registration.objects.values_list("pk", flat=True).get(access_key=access_key))
        return HttpResponseRedirect(reverse("events:alumni", args=[access_key]))
    context = {"shown": found, "back": back, "breadcrumbs": [(_("Mijn inschrijving"), back), (_("Alumnilijst"), "")]}
    return render(request, "events/alumni.html", context)


def _join_or_leave(request: HttpRequest, registration_id: int) -> None:
    if "leave" in request.POST:
        leave_alumni_altogether(registration_id=registration_id)
        messages.success(request, _("U staat niet meer op de alumnilijst."))
        return
    try:
        join_alumni(registration_id=registration_id)
    except NotAllowed as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("U staat op de alumnilijst."))


def _answer(found: EvaluationPage, form: EvaluationForm) -> None:
    registration = found.registration
    given = form.to_given(registration.name if registration else "")
    answer_evaluation(evaluation_id=found.evaluation.pk, given=given, language=language())
    if registration is None or not found.may_join_alumni:
        return
    if form.cleaned_data["alumni"]:
        join_alumni(registration_id=registration.pk)
    else:
        leave_alumni(registration_id=registration.pk)


def _page(request: HttpRequest, found: EvaluationPage, form: EvaluationForm) -> HttpResponse:
    context: dict[str, Any] = {"shown": found, "form": form, "breadcrumbs": [(_("Evaluatie"), "")]}
    return render(request, "events/evaluation.html", context)


def _found(access_key: str) -> EvaluationPage:
    found = evaluation_page(access_key)
    if found is None:
        raise Http404
    return found

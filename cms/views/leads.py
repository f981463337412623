"""What visitors send from a page: a message, the wish to hear more, an application.

The pages stay in the cache because their forms carry no CSRF token; see cms.form_guard. Everybody gets the same answer, so
nobody learns from these forms whom we know.
"""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.actions.apply_to_call import apply_to_call
from cms.actions.receive_lead import receive_lead
from cms.contracts import NotAllowed
from cms.form_guard import refuse_other_sites
from cms.lead_forms import LeadForm, form_of
from cms.models import CallPage, ContactPage, Lead
from cms.queries.leads import contacts_of, form_page

ANCHOR = "formulier"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Take the form of a page; with a mistake the page comes back with what was typed. `key` is shared by its translations."""
    page = _page(key)
    if request.method != "POST":
        return HttpResponseRedirect(f"{page.get_url(request)}#{ANCHOR}")
    refuse_other_sites(request)
    form = form_of(page, request.POST)
    if not form.is_valid():
        return _page_again(request, page, form)
    if not form.check_pace(request, form.cleaned_data["email"]):
        return _page_again(request, page, form, 429)
    try:
        _store(page, form)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal.reason))
        return _page_again(request, page, form)
    return HttpResponseRedirect(reverse("cms:lead_sent", args=[key]))


@require_safe
def sent(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Thanks, and what happens next."""
    page = _page(key)
    context = {
        "sent_from": page,
        "kind": _kind(page).value,
        "contacts": contacts_of(page),
        "breadcrumbs": [(page.title, page.get_url(request)), (_("Verstuurd"), "")],
    }
    return render(request, "cms/lead_sent.html", context)


def _page(key: uuid.UUID) -> Page:
    page = form_page(key)
    if page is None:
        raise Http404
    return page


def _kind(page: Page) -> Lead.Kind:
    match page:
        case ContactPage():
            return Lead.Kind.CONTACT
        case CallPage():
            return Lead.Kind.APPLICATION
        case _:
            return Lead.Kind.INTEREST


def _store(page: Page, form: LeadForm) -> None:
    facts: dict[str, Any] = {
        "page": page,
        "form_key": form.key(page.translation_key),
        "details": form.details(),
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    if isinstance(page, CallPage):
        apply_to_call(place_id=form.cleaned_data["place"], **facts)
    else:
        receive_lead(kind=_kind(page), **facts)


def _page_again(request: HttpRequest, page: Page, form: LeadForm, status: int = 200) -> HttpResponseBase:
    context: dict[str, Any] = page.get_context(request)
    context["lead_form"] = form
    return TemplateResponse(request, page.get_template(request), context, status=status)

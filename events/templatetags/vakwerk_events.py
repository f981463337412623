"""What the templates of this app ask: `{% load vakwerk_events %}`. Each tag is one query function."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from events.contracts import PortalSection
from events.forms import sign_up
from events.forms.sign_up import SignUpForm
from events.forms.waiting_list import WaitingForm
from events.models import AgendaPage, WebinarPage
from events.queries import agenda as agendas
from events.queries import webinar_pages
from events.queries.shown import shown_webinar

register = template.Library()


@register.simple_tag(takes_context=True)
def webinar(context: RequestContext, page: WebinarPage) -> webinar_pages.WebinarScreen:
    """The facts of a webinar; in a preview those that the editor typed."""
    return shown_webinar(page, context["request"])


@register.simple_tag(takes_context=True)
def sign_up_form(context: RequestContext) -> SignUpForm:
    """The form that came back with mistakes, else an empty one."""
    form = context.get("sign_up_form")
    return form if isinstance(form, SignUpForm) else sign_up.sign_up_form(context["card"].view)()


@register.simple_tag(takes_context=True)
def waiting_form(context: RequestContext) -> WaitingForm:
    """The form that came back with mistakes; else an empty one, or with what somebody typed when the last place went."""
    form, lost = context.get("waiting_form"), context.get("sign_up_form")
    if isinstance(form, WaitingForm):
        return form
    return WaitingForm(initial=lost.cleaned_data if isinstance(lost, SignUpForm) else {})


@register.simple_tag(takes_context=True)
def agenda(context: RequestContext, page: AgendaPage) -> agendas.Agenda:  # noqa: ARG001  # there is one agenda a site
    """The agenda as the address asks."""
    return agendas.agenda(context["request"].GET)


@register.simple_tag(takes_context=True)
def agenda_feed_query(context: RequestContext) -> str:
    """The filters of this screen, as they stand behind the address of a feed: "" or "?thema=gezag"."""
    return agendas.feed_query(context["request"].GET)


@register.simple_tag(takes_context=True)
def portal_section(context: RequestContext, section: PortalSection) -> SafeString:
    """A piece of the personal page that a plugin contributes."""
    url = reverse("events:portal_page", args=[context["access_key"], section.key, ""])
    values: dict[Any, Any] = {**context.flatten(), **section.context, "portal_url": url}
    return render_to_string(section.template, values, request=context["request"])

"""What the templates of forms for visitors ask: `{% load vakwerk_leads %}`. Each tag is one query function."""

from collections.abc import Sequence

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.lead_forms import LeadForm, form_of
from cms.models import Person
from cms.queries import leads

register = template.Library()


@register.simple_tag(takes_context=True)
def lead_form(context: RequestContext, page: Page) -> LeadForm:
    """The form that came back with mistakes, else an empty one."""
    form = context.get("lead_form")
    return form if isinstance(form, LeadForm) else form_of(page)


@register.simple_tag
def contact_cards(page: Page) -> Sequence[Person]:
    """Who answers what is sent from this page."""
    return leads.contact_cards(page)


@register.filter
def entities(text: str) -> SafeString:
    """Each character as an entity: browsers read it as it was, the simplest harvesters of addresses do not."""
    return format_html_join("", "&#{};", ((ord(character),) for character in text))

"""What our templates in Wagtail's admin ask: `{% load vakwerk_admin %}`."""

from typing import Any

from django import template
from wagtail.models import Page, Site

from cms.models import AcademySettings
from cms.queries.page_checks import CheckedPage, checked

register = template.Library()


@register.simple_tag(takes_context=True)
def academy_name(context: template.Context) -> str:
    """The short name of the academy, as it stands beside the logo."""
    site = Site.find_for_request(context.get("request"))
    return AcademySettings.for_site(site).short_name if site else AcademySettings().short_name


@register.simple_tag(takes_context=True)
def check_page(context: template.Context, page: Page) -> CheckedPage:
    """What there is to say about the page in the editor; asked once, however often the screen shows it."""
    rendered: Any = context.render_context
    known: dict[int, CheckedPage] = rendered.setdefault("checked_pages", {})
    if id(page) not in known:
        known[id(page)] = checked([page])[0]
    return known[id(page)]

"""What our templates in Wagtail's admin ask: `{% load vakwerk_admin %}`."""

from django import template
from wagtail.models import Site

from cms.models import AcademySettings

register = template.Library()


@register.simple_tag(takes_context=True)
def academy_name(context: template.Context) -> str:
    """The short name of the academy, as it stands beside the logo."""
    site = Site.find_for_request(context.get("request"))
    return AcademySettings.for_site(site).short_name if site else AcademySettings().short_name

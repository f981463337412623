"""The sign-in buttons of the demo: `{% load accounts %}`."""

from collections.abc import Sequence

from django import template
from django.conf import settings

from cms.accounts.demo import COLLEAGUES, DemoColleague

register = template.Library()


@register.simple_tag
def demo_colleagues() -> Sequence[DemoColleague]:
    """Whom a visitor of the demo may sign in as; nobody outside the demo."""
    return COLLEAGUES if settings.DEMO else ()

"""What follows when a page is published, however that happened. Connected in CmsConfig.ready."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from cms.jobs import defer


@receiver(page_published, dispatch_uid="cms.draw_pictures")
def draw_pictures(instance: Page, **kwargs: Any) -> None:
    """Have its pictures drawn before anybody comes."""
    defer("cms.draw_pictures", once=f"draw-pictures-{instance.pk}", page=instance.pk)

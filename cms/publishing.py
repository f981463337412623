"""Wagtail's signals: they come with every way of publishing, also the scheduled one. Connected in CmsConfig.ready."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from cms.actions.set_call_places import set_call_places
from cms.models import CallPage


@receiver(page_published, sender=CallPage, dispatch_uid="cms.set_call_places")
def call_published(instance: CallPage, revision: Revision | None = None, **kwargs: Any) -> None:
    set_call_places(page=instance, user=revision.user if revision else None)

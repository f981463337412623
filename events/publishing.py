"""Wagtail's signals: they come with every way of publishing, also the scheduled one. Connected in EventsConfig.ready."""

import logging
from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from cms.api import NotAllowed
from events.actions.schedule_webinar import close_sign_up, schedule_webinar
from events.models import WebinarPage

logger = logging.getLogger(__name__)


@receiver(page_published, sender=WebinarPage, dispatch_uid="events.schedule_webinar")
def webinar_published(instance: WebinarPage, revision: Revision | None = None, **kwargs: Any) -> None:
    try:
        schedule_webinar(page=instance, user=revision.user if revision else None)
    except NotAllowed as refusal:
        # The editor's form says so beside the field. Whoever comes another way (a schedule that took its time) keeps a
        # published page, and the edition stays as it was: seats that were given are not taken back.
        logger.exception("webinar %s was published but not rescheduled: %s", instance.pk, refusal.reason)


@receiver(page_unpublished, sender=WebinarPage, dispatch_uid="events.close_sign_up")
def webinar_unpublished(instance: WebinarPage, **kwargs: Any) -> None:
    close_sign_up(page=instance)

"""What follows from publishing and deleting pages, whatever the way, also the scheduled one, and from handing out a document:
signals of Wagtail and Django, connected in CmsConfig.ready."""

from typing import Any

from django.db.models import F
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.documents.models import document_served
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.actions.remember_deleted import remember_deleted
from cms.actions.set_call_places import set_call_places
from cms.jobs import defer
from cms.models import AcademyDocument, CallPage


@receiver(page_published, sender=CallPage, dispatch_uid="cms.set_call_places")
def call_published(instance: CallPage, revision: Revision | None = None, **kwargs: Any) -> None:
    set_call_places(page=instance, user=revision.user if revision else None)


@receiver(page_published, dispatch_uid="cms.check_page_links")
def page_was_published(instance: Page, **kwargs: Any) -> None:
    defer("cms.check_page_links", page=instance.pk)
    # Before anybody comes.
    defer("cms.draw_pictures", once=f"draw-pictures-{instance.pk}", page=instance.pk)


@receiver(pre_delete, sender=Page, dispatch_uid="cms.remember_deleted")
def page_is_deleted(instance: Page, **kwargs: Any) -> None:
    remember_deleted(instance)


@receiver(document_served, dispatch_uid="cms.count_download")
def document_is_handed_out(instance: AcademyDocument, **kwargs: Any) -> None:
    """Who asks is not kept."""
    AcademyDocument.objects.filter(pk=instance.pk).update(downloads=F("downloads") + 1)

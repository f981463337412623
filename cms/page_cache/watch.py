"""Tells `changes` about every row that is saved or deleted, unless it is of a kind that no page shows.

The lists name what is left out, and a model says it of itself by `on_kept_pages = False`; so a model nobody thought of,
a plugin's for instance, throws kept pages away too often rather than never. What stands around every page is the other way
round: FRAME_MODELS and the pages nearest to the root are all that `remembered_frame` may read. Connected in CmsConfig.ready.
"""

from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from cms.page_cache.changes import inside_changed, page_changed, pages_changed

# Accounts, the queue, the search index, and the half-done work of editors and translators.
UNSEEN_APPS = frozenset(
    {
        "account",
        "auth",
        "contenttypes",
        "mfa",
        "migrations",
        "procrastinate",
        "sessions",
        "wagtail_localize",
        "wagtailadmin",
        "wagtailembeds",
        "wagtailsearch",
        "wagtailusers",
    }
)
UNSEEN_MODELS = frozenset(
    {
        "cms.academyrendition",  # drawn while a page is made
        "cms.importrecord",
        "cms.lead",
        "cms.message",
        "cms.user",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtailcore.modellogentry",
        "wagtailcore.pagelogentry",
        "wagtailcore.pagesubscription",
        "wagtailcore.referenceindex",
        "wagtailcore.revision",
        "wagtailcore.taskstate",
        "wagtailcore.uploadedfile",
        "wagtailcore.workflowstate",
        "wagtailsearchpromotions.query",
        "wagtailsearchpromotions.querydailyhits",
    }
)
FRAME_MODELS = frozenset({"cms.academysettings", "wagtailcore.locale", "wagtailcore.site"})
# What saving a draft of a page writes on the page itself.
DRAFT_FIELDS = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})


def connect() -> None:
    """From now on."""
    post_save.connect(_saved, dispatch_uid="cms.page_cache.saved")
    post_delete.connect(_changed, dispatch_uid="cms.page_cache.deleted")
    m2m_changed.connect(_related, dispatch_uid="cms.page_cache.related")
    post_page_move.connect(_moved, dispatch_uid="cms.page_cache.moved")


def _saved(sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    is_draft = update_fields and update_fields <= DRAFT_FIELDS and issubclass(sender, Page)
    if not is_draft:
        _changed(sender, instance)


def _related(sender: type[Model], action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and _is_seen(sender):
        inside_changed()


def _moved(**kwargs: Any) -> None:
    pages_changed()


def _changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if not _is_seen(sender):
        return
    if isinstance(instance, Page):
        page_changed(instance.depth, instance.translation_key)
    elif sender._meta.label_lower in FRAME_MODELS:
        pages_changed()
    else:
        inside_changed()


@cache
def _is_seen(model: type[Model]) -> bool:
    # A migration's model of the past: kept pages have an end, and the site is not up.
    if model.__module__ == "__fake__" or not getattr(model, "on_kept_pages", True):
        return False
    return model._meta.app_label not in UNSEEN_APPS and model._meta.label_lower not in UNSEEN_MODELS

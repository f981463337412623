"""Which pages somebody may start, and where."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Length
from django.urls import reverse
from wagtail.models import Page, get_page_models

from cms.components import Text


@dataclass(frozen=True)
class NewPage:
    """A kind of page, and the address of its empty form below the page where such pages live."""

    kind: Text
    description: Text
    url: str


def new_pages(user: AbstractBaseUser | AnonymousUser) -> list[NewPage]:
    """What this user may add of the kinds that are made often; one query for each kind's parent, whatever there is."""
    found = []
    for model in _made_often():
        parents: Any = Page.objects.type(*model.allowed_parent_page_models()).live()
        parent = parents.filter(locale__language_code=settings.LANGUAGE_CODE).order_by(Length("path"), "path").first()
        if parent is None or not parent.permissions_for_user(user).can_add_subpage():
            continue
        address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
        found.append(NewPage(model._meta.verbose_name, model.page_description, address))
    return found


def _made_often() -> list[Any]:
    return [model for model in get_page_models() if getattr(model, "is_made_often", False)]

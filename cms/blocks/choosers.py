"""Choosers that load everything a page chose of one kind at once, however many blocks hold it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page, get_page_models
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.prepared import Among, Given, Prepared


class RegisterChooserBlock(SnippetChooserBlock):
    """Chooses a person or organisation and loads all of a page's at once, with what showing them takes.

    `related` are foreign keys to join; `picture` is the one to an image. Each image knows the others that were
    `loaded_with` it, so that the first to be shown can fetch the sizes of all (cms.queries.pictures).
    """

    def __init__(self, target_model: str, *, related: Sequence[str] = (), picture: str, **kwargs: Any) -> None:
        super().__init__(target_model, **kwargs)
        self._picture = picture
        self._register: Prepared[Model] = Prepared(
            lambda: (
                self.model_class.objects.select_related(picture, *related).filter(Among("pk", Given("pks"))).order_by()
            )
        )

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        chosen = list(values)
        pks = [pk for pk in chosen if pk is not None]
        found = {row.pk: row for row in self._register(pks=pks)} if pks else {}
        introduce(getattr(row, self._picture) for row in found.values())
        return [found.get(pk) if pk is not None else None for pk in chosen]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Stands in migrations as the plain chooser it stores the same value as."""
        positional, keyword = self._constructor_args
        kwargs = {key: value for key, value in keyword.items() if key not in {"related", "picture"}}
        return "wagtail.snippets.blocks.SnippetChooserBlock", list(positional), kwargs


class PictureBlock(ImageBlock):
    """An image with its alternative text; images know the others that were loaded with them."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        images: list[Any] = super().bulk_to_python(values)
        introduce(images)
        return images


def introduce(images: Iterable[Any]) -> None:
    """Tell each image which others were loaded along with it."""
    together = [image for image in images if image]
    for image in together:
        image.loaded_with = together


def offering_types() -> list[type[Page]]:
    """The kinds of pages that people can sign up for, of whatever app; known once all apps are loaded."""
    return [model for model in get_page_models() if getattr(model, "is_offering", False)]


class LinkedPageChooserBlock(blocks.PageChooserBlock):
    """Chooses a page to lead to. Pages know the others that were `loaded_with` them, so that the first to be shown can look
    up the reader's language for all (cms.queries.linked_pages)."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Page | None]:
        chosen = list(values)
        found: dict[int, Page] = Page.objects.in_bulk([pk for pk in chosen if pk is not None])
        together = list(found.values())
        for page in together:
            page.loaded_with = together
        return [found.get(pk) if pk is not None else None for pk in chosen]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Stands in migrations as the plain chooser it stores the same value as."""
        positional, keyword = self._constructor_args
        return "wagtail.blocks.PageChooserBlock", list(positional), dict(keyword)


class OfferingChooserBlock(LinkedPageChooserBlock):
    """Chooses a page that people can sign up for."""

    @cached_property
    def target_models(self) -> list[type[Page]]:
        return offering_types()

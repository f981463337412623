"""A page as the checks of its text read it: every field an editor types in, whatever the page type, without a query."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from cms.blocks import QuoteBlock
from cms.models import AcademyDocument, AcademyImage, ProgrammePage
from cms.notation import Language
from cms.prose import Passage, Picture, Writing, rich_passage

# Of Wagtail's own fields only these are prose.
OF_EVERY_PAGE = {"title", "search_description"}
NO_PROSE = (models.SlugField, models.URLField, models.EmailField)

Part = Passage | Picture


def writing_of(page: Page, language: Language, *, is_offering: bool, undescribed: Container[int] = ()) -> Writing:
    """Everything written on a specific page, also a draft. `undescribed` are the ids of pictures without a description."""
    parts = [part for field in page._meta.concrete_fields for part in _field(page, field, undescribed)]
    return Writing(
        language,
        [part for part in parts if isinstance(part, Passage)],
        [part for part in parts if isinstance(part, Picture)],
        _stated_days(page),
        is_offering=is_offering,
    )


def picture_ids(page: Page) -> list[int]:
    """The pictures that the page itself points to, outside its text."""
    fields = (field for field in page._meta.concrete_fields if field.related_model is AcademyImage)
    return [pk for field in fields if (pk := getattr(page, field.attname))]


def _stated_days(page: Page) -> tuple[int, int] | None:
    if not isinstance(page, ProgrammePage):
        return None
    known = [days for days in (page.days_min, page.days_max) if days]
    return (known[0], known[-1]) if known else None


def _field(page: Page, field: Any, undescribed: Container[int]) -> Iterator[Part]:
    label = capfirst(field.verbose_name)
    if field.model is Page or field.name in {f.name for f in Page._meta.concrete_fields}:
        if field.name in OF_EVERY_PAGE:
            yield Passage(label, getattr(page, field.name))
    elif field.related_model is AcademyImage:
        if pk := getattr(page, field.attname):
            yield Picture(label, pk, is_described=pk not in undescribed)
    elif field.related_model is AcademyDocument:
        if pk := getattr(page, field.attname):
            yield Passage(label, "", documents=[pk])
    elif isinstance(field, StreamField):
        yield from _stream(field.stream_block, getattr(page, field.name).raw_data, label)
    elif isinstance(field, RichTextField):
        yield rich_passage(label, getattr(page, field.name))
    elif isinstance(field, models.CharField | models.TextField) and not field.choices:
        text = getattr(page, field.name)
        if text and not isinstance(field, NO_PROSE):
            yield Passage(label, text, "lead" if field.name == "lead" else "text")


def _stream(block: Any, items: Any, label: str) -> Iterator[Part]:
    for number, item in enumerate(items, start=1):
        child = block.child_blocks.get(item["type"])
        if child is not None:
            where = _("%(field)s, blok %(number)s") % {"field": label, "number": number}
            yield from _block(child, item["value"], where)


def _block(block: Any, value: Any, where: str) -> Iterator[Part]:
    match block:
        case ImageBlock():
            if value and (pk := value.get("image")):
                yield Picture(where, pk, is_described=bool(value.get("alt_text") or value.get("decorative")))
        case blocks.PageChooserBlock():
            if value:
                yield Passage(where, "", pages=[value])
        case DocumentChooserBlock():
            if value:
                yield Passage(where, "", documents=[value])
        case blocks.StructBlock():
            yield from _struct(block, value or {}, where)
        case blocks.StreamBlock():
            yield from _stream(block, value or [], where)
        case blocks.ListBlock():
            for item in value or []:
                yield from _block(block.child_block, item["value"] if _is_list_item(item) else item, where)
        case blocks.RichTextBlock():
            yield rich_passage(where, value or "")
        case blocks.CharBlock() | blocks.TextBlock():
            if value:
                yield Passage(where, value, "heading" if block.name == "heading" else "text")


def _struct(block: Any, value: Mapping[str, Any], where: str) -> Iterator[Part]:
    for name, child in block.child_blocks.items():
        for part in _block(child, value.get(name), where):
            if isinstance(block, QuoteBlock) and isinstance(part, Passage):
                yield Passage(part.where, part.text, "quote")
            else:
                yield part


def _is_list_item(item: Any) -> bool:
    return isinstance(item, dict) and item.keys() >= {"type", "value"}

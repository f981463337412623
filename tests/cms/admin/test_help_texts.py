"""Every field of every page type tells an editor what it is for, in Dutch."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, get_page_models

# Wagtail's own, with its own explanation beside them.
OF_WAGTAIL = {"title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at"}


def fields(panel: Any) -> Iterator[FieldPanel]:
    if isinstance(panel, FieldPanel):
        yield panel
    for child in getattr(panel, "children", []):
        yield from fields(child)


@pytest.mark.parametrize("model", [model for model in get_page_models() if model is not Page])
def test_every_field_has_a_help_text(model: Any) -> None:
    panels = [panel for panel in fields(model.get_edit_handler()) if panel.field_name not in OF_WAGTAIL]
    with translation.override("nl"):
        without = [
            p.field_name for p in panels if not str(p.help_text or model._meta.get_field(p.field_name).help_text)
        ]
    assert without == []
    assert panels


@pytest.mark.parametrize("model", [model for model in get_page_models() if model is not Page])
def test_every_kind_says_what_it_is_for(model: Any) -> None:
    with translation.override("nl"):
        assert model.get_page_description()

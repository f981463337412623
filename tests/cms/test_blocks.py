"""The blocks: what editors see of them before they choose one."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from cms.models import User


def _blocks() -> Iterator[Block]:
    for model in get_page_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField) and model.__module__.startswith(("cms.", "events.")):
                yield from _below(field.stream_block)


def _below(block: StreamBlock) -> Iterator[Block]:
    # A point of a summary is a line of text: it needs no example.
    yield from (child for child in block.child_blocks.values() if child.name != "point")


BLOCKS = {f"{block.name} {block.definition_prefix}": block for block in _blocks()}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))
def test_every_block_has_an_example(block: Block, administrator: User, log_in: Callable[[User], Client]) -> None:
    assert block.is_previewable, block
    assert block.get_description(), block
    assert block.label, block
    assert getattr(block.meta, "help_text", "") or block.field.help_text, block

    response = log_in(administrator).get("/admin/block-preview/", {"id": block.definition_prefix})

    assert response.status_code == 200
    assert "cms/vakwerk.css" in response.content.decode()


def test_roles_keep_what_is_rarely_needed_folded_away() -> None:
    folded = {
        block.name: list(block.meta.form_layout.settings)
        for block in BLOCKS.values()
        if hasattr(block.meta, "form_layout") and block.meta.form_layout
    }

    assert folded["table"] == ["rows_have_headings"]
    assert folded["download"] == ["title"]
    assert folded["person"] == ["function"]
    assert folded["partner"] == ["receives"]

"""The blocks of an article as the blocks of a page (cms.blocks.BodyBlock)."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from cms.actions.import_picture import Pictures
from cms.imports.document import Article, Block, Heading, Picture, Quote, RichText
from cms.imports.html_blocks import LONGEST_HEADING
from cms.imports.markup import link, linked, paragraph

Entry = tuple[str, Any]


def to_stream(article: Article, pictures: Pictures, notes: list[str]) -> list[dict[str, Any]]:
    """Raw data for the body of a page. Ids follow from the article, so that the same text is the same block again."""
    entries: list[Entry] = []
    for block in article.blocks:
        kind, value = _entry(block, pictures, notes)
        if kind == "text" and entries and entries[-1][0] == "text":
            entries[-1] = ("text", entries[-1][1] + value)
        else:
            entries.append((kind, value))
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{article.key}/{number}"))}
        for number, (kind, value) in enumerate(entries)
    ]


def _entry(block: Block, pictures: Pictures, notes: list[str]) -> Entry:
    match block:
        case Heading(text):
            return ("heading", text) if len(text) <= LONGEST_HEADING else ("text", f"<h3>{linked(text)}</h3>")
        case RichText(html):
            return "text", html
        case Quote(text, speaker, function):
            return "quote", {"text": text, "speaker": speaker, "function": function}
        case Picture():
            return _picture(block, pictures, notes)


def _picture(picture: Picture, pictures: Pictures, notes: list[str]) -> Entry:
    image = pictures.image(picture, notes)
    if image is None:
        words = " ".join(filter(None, [picture.alt, picture.caption])) or _("Afbeelding")
        is_address = picture.source.startswith(("http://", "https://"))
        return "text", f"<p>{link(picture.source, linked(words))}</p>" if is_address else paragraph(words)
    shown = {"image": image.pk, "decorative": False, "alt_text": picture.alt}
    return "figure", {"image": shown, "caption": picture.caption}

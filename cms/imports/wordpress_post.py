"""One post or page of a WordPress export to an article."""

import json
from collections.abc import Mapping
from html import escape, unescape
from typing import Final
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from cms.imports.decoding import LARGEST_DOCUMENT, MEGABYTE
from cms.imports.document import Article, Author, Block, Document, Kind, Picture, RichText, Unread, merge_text
from cms.imports.front_matter import LONGEST_LEAD
from cms.imports.html_page import blocks_of, parse, parse_date
from cms.imports.markup import paragraph, shortened, squeezed
from cms.imports.shortcodes import expand, with_paragraphs
from cms.imports.wordpress import Export, child, key_of, meta

_CONTENT: Final = "/content/}encoded"
_EXCERPT: Final = "/excerpt/}encoded"
_UNCATEGORISED: Final = {"uncategorized", "geen categorie", "geen-categorie", "ongecategoriseerd"}
_ABANDONED: Final = {"trash", "auto-draft", "inherit"}


def read_post(item: Element, export: Export) -> Document | Unread:
    """The article of a post, or why it gives none."""
    title = squeezed(unescape(child(item, "title")))
    name = f"{child(item, 'post_type')} {child(item, 'post_id')}: {shortened(title, 60) or _('zonder titel')}"
    status = child(item, "status")
    if status in _ABANDONED:
        return Unread(name, _("Lag in WordPress in de prullenbak of was nooit bewaard."))
    content = _encoded(item, _CONTENT)
    if len(content) > LARGEST_DOCUMENT:
        return Unread(
            name,
            _("De tekst is te groot: meer dan %(largest)d MB lezen we niet.")
            % {"largest": LARGEST_DOCUMENT // MEGABYTE},
        )
    fields = meta(item)
    blocks, remarks = _body(content, fields, export)
    lead, lead_blocks = _lead(_encoded(item, _EXCERPT))
    notes = [*_state(item, status), *remarks]
    if not blocks and not lead:
        notes.append(_("Er staat geen tekst in."))
    if not title:
        notes.append(_("Geen titel gevonden: bedenk er een."))
    return Document(
        name,
        (
            Article(
                key=key_of(item),
                title=title or _invented_title(blocks, name),
                blocks=merge_text([*lead_blocks, *blocks]),
                kind=Kind.PAGE if child(item, "post_type") == "page" else Kind.ARTICLE,
                slug=child(item, "post_name"),
                lead=lead,
                published_on=parse_date(child(item, "post_date")),
                author=_author(item, export),
                categories=_categories(item),
                picture=_thumbnail(fields, export),
                address=child(item, "link").strip() if status in {"publish", "private"} else "",
                parent_key=export.parents.get(child(item, "post_parent"), ""),
                notes=tuple(notes),
            ),
        ),
    )


def _body(content: str, fields: Mapping[str, str], export: Export) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    pictures = {number: attachment.address for number, attachment in export.attachments.items()}
    html, unknown = expand(content, pictures)
    soup = parse(with_paragraphs(html) + _footnotes(fields.get("footnotes", "")))
    blocks, remarks = blocks_of(soup)
    known = {attachment.address: attachment for attachment in export.attachments.values()}
    completed = tuple(
        Picture(block.source, block.alt or known[block.source].alt, block.caption)
        if isinstance(block, Picture) and block.source in known
        else block
        for block in blocks
    )
    return completed, (*unknown, *remarks)


def _footnotes(stored: str) -> str:
    """The notes of the block editor, which stand beside the post."""
    try:
        notes = json.loads(stored) if stored else []
        items = [f'<li id="{escape(note["id"])}">{note["content"]}</li>' for note in notes]
    except (ValueError, TypeError, KeyError):
        return paragraph(stored)
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _lead(excerpt: str) -> tuple[str, list[Block]]:
    text = squeezed(parse(excerpt).get_text(" "))
    return (text, []) if len(text) <= LONGEST_LEAD else ("", [RichText(paragraph(text))])


def _state(item: Element, status: str) -> list[str]:
    notes = []
    states = {
        "draft": _("Was in WordPress een concept."),
        "pending": _("Wachtte in WordPress op beoordeling."),
        "private": _("Was in WordPress alleen voor ingelogde lezers."),
        "future": _("Stond in WordPress klaar om later te verschijnen."),
    }
    if status != "publish":
        notes.append(states.get(status) or _("Had in WordPress de stand “%(status)s”.") % {"status": status})
    if child(item, "post_password"):
        notes.append(_("Was in WordPress met een wachtwoord beschermd."))
    if child(item, "is_sticky") == "1":
        notes.append(_("Stond in WordPress bovenaan; hier staat het op datum."))
    return notes


def _author(item: Element, export: Export) -> Author | None:
    login = child(item, "creator").strip()
    return export.authors.get(login, Author(login)) if login else None


def _categories(item: Element) -> tuple[str, ...]:
    names = [
        squeezed(unescape(found.text or ""))
        for found in item
        if found.tag == "category" and found.get("domain") in {"category", "post_tag"}
    ]
    return tuple(dict.fromkeys(name for name in names if name and name.lower() not in _UNCATEGORISED))


def _thumbnail(fields: Mapping[str, str], export: Export) -> Picture | None:
    attachment = export.attachments.get(fields.get("_thumbnail_id", ""))
    return Picture(attachment.address, attachment.alt, attachment.caption) if attachment else None


def _encoded(item: Element, ending: str) -> str:
    return next((found.text or "" for found in item if found.tag.endswith(ending)), "")


def _invented_title(blocks: tuple[Block, ...], name: str) -> str:
    texts = (parse(block.html).get_text(" ") for block in blocks if isinstance(block, RichText))
    return shortened(squeezed(next(texts, "")), 80) or name

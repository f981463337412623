"""HTML to blocks: walks the tree, and whatever it does not know it walks through, so that no text is lost."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from bs4 import Tag
from bs4.element import PageElement
from django.utils.translation import gettext as _

from cms.imports.document import Block, Heading, Picture, Quote, RichText
from cms.imports.html_lines import EMBEDDED, is_block, lines
from cms.imports.html_lists import items
from cms.imports.html_tables import has_merged_cells, links_in, read_table
from cms.imports.inline_html import DROPPED, address_of, inline, text_of, tidy
from cms.imports.markup import link, linked, squeezed

LONGEST_HEADING: Final = 120
_LONGEST_CAPTION: Final = 255
_HEADINGS: Final = re.compile(r"^h([1-6])$")


class HtmlBlocks:
    """The blocks of one piece of HTML, and notes on what had no block of its own."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self._make: dict[str, Callable[[Tag], None]] = {
            "blockquote": self._quote,
            "figure": self._figure,
            "img": self._image,
            "ol": self._list,
            "ul": self._list,
            "menu": self._list,
            "pre": self._preformatted,
            "table": self._table,
            "hr": lambda _tag: None,
            **{f"h{level}": self._heading for level in range(1, 7)},
            **dict.fromkeys(EMBEDDED, self._embedded),
        }

    def walk(self, nodes: Iterable[PageElement]) -> None:
        """Read these nodes in order; text between blocks becomes a paragraph."""
        loose: list[PageElement] = []
        for node in nodes:
            if not is_block(node):
                loose.append(node)
                continue
            self._paragraph(loose)
            loose = []
            if isinstance(node, Tag):
                self._make.get(node.name, self._through)(node)
        self._paragraph(loose)

    def _through(self, tag: Tag) -> None:
        if tag.name not in DROPPED:
            self.walk(list(tag.children))

    def _paragraph(self, nodes: list[PageElement]) -> None:
        if html := tidy(inline(nodes)):
            self._text(f"<p>{html}</p>")

    def _text(self, html: str) -> None:
        self.blocks.append(RichText(html))

    def _heading(self, tag: Tag) -> None:
        text = text_of(tag)
        if text:
            match = _HEADINGS.match(tag.name)
            is_large = match is not None and int(match[1]) <= 2 and len(text) <= LONGEST_HEADING
            if is_large and not tag.find("a"):
                self.blocks.append(Heading(text))
            else:
                self._text(f"<h3>{tidy(inline(tag))}</h3>")
        for image in tag.find_all("img"):
            self._image(image)

    def _list(self, tag: Tag) -> None:
        name = "ol" if tag.name == "ol" else "ul"
        apart: list[Tag] = []
        if html := items(tag, apart):
            self._text(f"<{name}>{html}</{name}>")
        for piece in apart:
            self.walk([piece])

    def _quote(self, tag: Tag) -> None:
        speaker = tag.find(["cite", "footer"])
        if isinstance(speaker, Tag) and text_of(speaker) and len(text_of(speaker)) <= LONGEST_HEADING:
            name = text_of(speaker).lstrip("—–- ")
            speaker.extract()
            said = ("".join(node.get_text() for node in line) for line in lines(tag))
            text = "\n".join(line for line in map(squeezed, said) if line)
            if text:
                self.blocks.append(Quote(text=text.strip('“”"‘’ '), speaker=name))
                return
        self.walk(list(tag.children))
        self.notes.append(_("Een citaat zonder spreker staat als gewone tekst."))

    def _figure(self, tag: Tag) -> None:
        caption = tag.find("figcaption")
        text = text_of(caption) if isinstance(caption, Tag) else ""
        tables = tag.find_all("table")
        if isinstance(caption, Tag) and len(tables) == 1 and not tables[0].find("caption"):
            caption.name = "caption"
            tables[0].insert(0, caption.extract())
        images = tag.find_all("img")
        # A gallery is a figure of figures, and a table or film may stand in one too.
        if len(images) != 1 or tag.find(["table", "blockquote", "ul", "ol", "p", "figure", *EMBEDDED]):
            self.walk(list(tag.children))
            return
        self._image(images[0], text)

    def _image(self, tag: Tag, caption: str = "") -> None:
        source = str(tag.get("src") or tag.get("data-src") or "").strip()
        alt = str(tag.get("alt", "")).strip()
        if not source:
            if alt or caption:
                self._text(f"<p>{linked(' '.join((alt, caption)).strip())}</p>")
            return
        self.blocks.append(Picture(source, alt, caption if len(caption) <= _LONGEST_CAPTION else ""))
        if len(caption) > _LONGEST_CAPTION:
            self._text(f"<p><i>{linked(caption)}</i></p>")

    def _preformatted(self, tag: Tag) -> None:
        self._text(f"<p>{linked(tag.get_text().strip(chr(10)))}</p>")

    def _table(self, tag: Tag) -> None:
        table = read_table(tag)
        if table is None:
            self.walk(list(tag.children))
            if text_of(tag):
                self.notes.append(_("Een tabel zonder gegevens in rijen en kolommen staat als gewone tekst."))
            return
        self.blocks.append(table)
        if not any(table.headings):
            self.notes.append(_("Een tabel heeft geen kopregel: geef elke kolom een kop."))
        if has_merged_cells(tag):
            self.notes.append(_("In een tabel waren cellen samengevoegd: kijk of alles onder de goede kop staat."))
        if links := links_in(tag):
            self._text(f"<ul>{''.join(f'<li>{html}</li>' for html in links)}</ul>")
            self.notes.append(_("In een tabel kunnen geen links staan: ze staan eronder."))
        for image in tag.find_all("img"):
            self._image(image)

    def _embedded(self, tag: Tag) -> None:
        inner = tag.find(["source", "embed"])
        address = address_of(tag, "src", "data-src", "data")
        if not address and isinstance(inner, Tag):
            address = address_of(inner, "src")
        if address:
            title = str(tag.get("title") or "")
            self._text(f"<p>{link(address, linked(title)) if title else linked(address)}</p>")
            self.notes.append(_("Een film of ander ingebed stuk staat als link: %(address)s.") % {"address": address})
        self.walk(node for node in tag.children if getattr(node, "name", "") not in {"source", "embed", "param"})

"""Tables of HTML: data becomes a table, and what only divided a page is read as the text it holds."""

from collections.abc import Sequence
from typing import Final

from bs4 import BeautifulSoup, Tag

from cms.imports.document import Table
from cms.imports.html_lines import EMBEDDED, flat
from cms.imports.inline_html import inline, text_of, tidy
from cms.imports.markup import link

_NOT_IN_DATA: Final = ["table", "form", "h1", "h2", "h3", "h4", "h5", "h6", *EMBEDDED]
_WIDEST: Final = 50  # columns that merged cells may claim


def read_table(tag: Tag) -> Table | None:
    """The table; nothing for one that holds no data, or whose text is not all in its cells."""
    if tag.get("role") == "presentation" or tag.find(_NOT_IN_DATA) or (tag.find("img") and not tag.find("th")):
        return None
    # A foot may stand above the body, and is shown below it.
    rows = sorted(tag.find_all("tr"), key=lambda row: row.find_parent("tfoot") is not None)
    head = [row for row in rows if row.find_parent("thead")] or [row for row in rows[:1] if not row.find("td")]
    in_head = set(map(id, head))
    body = [row for row in rows if id(row) not in in_head]
    grid = _grid([*head, *body])
    above, below = grid[: len(head)], [row for row in grid[len(head) :] if any(row)]
    headings = tuple(" ".join(filter(None, column)) for column in zip(*above, strict=True))
    width = len(grid[0]) if grid else 0
    is_data = below and (any(headings) or (width > 1 and len(below) > 1))
    caption = tag.find("caption")
    table = Table(
        headings=headings or ("",) * width,
        rows=tuple(below),
        caption=text_of(caption) if isinstance(caption, Tag) else "",
        rows_have_headings=all(_begins_with_heading(row) for row in body),
    )
    return table if is_data and _letters(tag.get_text()) == _letters(_text(table)) else None


def has_merged_cells(tag: Tag) -> bool:
    """Whether a cell takes the place of several."""
    return any(_span(cell, name) > 1 for cell in _cells(tag) for name in ("colspan", "rowspan"))


def links_in(tag: Tag) -> list[str]:
    """The HTML of each link that leads out of the page, once."""
    found = (
        link(str(anchor["href"]), tidy(inline(anchor))) for anchor in tag.find_all("a", href=True) if text_of(anchor)
    )
    return [html for html in dict.fromkeys(found) if html.startswith("<a ") and not html.startswith('<a href="#')]


def _grid(rows: Sequence[Tag]) -> list[tuple[str, ...]]:
    """The text of each cell at the first of the places it takes; the others are empty."""
    grid: list[dict[int, str]] = [{} for _row in rows]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while x in grid[y]:
                x += 1
            for line in grid[y : y + _span(cell, "rowspan")]:
                line.update(dict.fromkeys(range(x, x + _span(cell, "colspan")), ""))
            grid[y][x] = _plain(cell)
    width = max((max(line) + 1 for line in grid if line), default=0)
    return [tuple(line.get(x, "") for x in range(width)) for line in grid]


def _plain(cell: Tag) -> str:
    soup = BeautifulSoup(flat(cell), "html.parser")
    for line_end in soup.find_all("br"):
        line_end.replace_with("\n")
    return soup.get_text()


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return min(max(int(value), 1), _WIDEST) if value.isdecimal() else 1


def _cells(tag: Tag) -> Sequence[Tag]:
    return tag.find_all(["td", "th"])


def _begins_with_heading(row: Tag) -> bool:
    first = row.find(["td", "th"])
    return isinstance(first, Tag) and first.name == "th"


def _text(table: Table) -> str:
    return "".join([table.caption, *table.headings, *("".join(row) for row in table.rows)])


def _letters(text: str) -> list[str]:
    """What a text is made of, in whatever order."""
    return sorted("".join(text.split()))

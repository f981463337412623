"""Draws timber-frame walls and houses from a seed, so that no page is empty and no two pages look the same.

The same seed always gives the same drawing, in every process and Python version. Inside a page the shapes carry the
classes of vakwerk.css and so follow the light and the dark scheme; a standalone document carries its own colours.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]

BAY = 80  # side of a bay in drawing units
BEAM, BRACE, GLAZING, JOINT = 10.0, 7.0, 3.0, 1.0  # stroke widths
COURSE, BRICK = 16, 26  # height and length of a brick
PEG = 2


class Ink(Enum):
    """What a shape is made of; the value is its class in vakwerk.css."""

    LOAM = "f1"
    LIME = "f2"
    BRICKWORK = "f3"
    OCHRE = "f4"
    MOSS = "f5"
    SHUTTER = "f6"
    PANE = "f7"
    BEAM = "bm"
    MORTAR = "jt"
    PEG = "pg"


COLOURS = {
    Ink.LOAM: "#f3eadb",
    Ink.LIME: "#fbf7f0",
    Ink.BRICKWORK: "#8a321c",
    Ink.OCHRE: "#f9e9c5",
    Ink.MOSS: "#e6edd8",
    Ink.SHUTTER: "#3a5526",
    Ink.PANE: "#fffdf9",
    Ink.BEAM: "#3b2a1f",
    Ink.MORTAR: "#ad7060",
    Ink.PEG: "#f3eadb",
}


class Bay(Enum):
    """The vocabulary of one bay; braces are named after the letter they draw."""

    RISING = "/"
    FALLING = "\\"
    CROSS = "X"
    LEFT = "<"
    RIGHT = ">"
    PEAK = "A"
    VALLEY = "V"
    BRICKWORK = "brick"
    WINDOW = "window"
    LIME = "lime"
    OCHRE = "ochre"
    MOSS = "moss"


BRACES = (Bay.RISING, Bay.FALLING, Bay.CROSS, Bay.LEFT, Bay.RIGHT, Bay.PEAK, Bay.VALLEY)
MIRRORED = {Bay.RISING: Bay.FALLING, Bay.FALLING: Bay.RISING, Bay.LEFT: Bay.RIGHT, Bay.RIGHT: Bay.LEFT}
PLASTER = {Bay.LIME: Ink.LIME, Bay.OCHRE: Ink.OCHRE, Bay.MOSS: Ink.MOSS}
# corners of a brace as fractions of the bay
STRUTS: dict[Bay, tuple[tuple[Point, ...], ...]] = {
    Bay.RISING: (((0, 1), (1, 0)),),
    Bay.FALLING: (((0, 0), (1, 1)),),
    Bay.CROSS: (((0, 1), (1, 0)), ((0, 0), (1, 1))),
    Bay.LEFT: (((1, 0), (0, 0.5), (1, 1)),),
    Bay.RIGHT: (((0, 0), (1, 0.5), (0, 1)),),
    Bay.PEAK: (((0, 1), (0.5, 0), (1, 1)),),
    Bay.VALLEY: (((0, 0), (0.5, 1), (1, 0)),),
}


@dataclass(frozen=True)
class Fill:
    """A filled outline."""

    ink: Ink
    outline: tuple[Point, ...]


@dataclass(frozen=True)
class Stroke:
    """One or more lines of the same width."""

    ink: Ink
    width: float
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Pegs:
    """The round pegs where beam meets post."""

    centres: tuple[Point, ...]


Shape = Fill | Stroke | Pegs


@dataclass(frozen=True)
class Drawing:
    """Shapes from back to front on a sheet of `width` by `height` units."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def _numbers(seed: str) -> Iterator[int]:
    """An endless row of numbers 0-255 that belongs to the seed."""
    block = 0
    while True:
        yield from hashlib.sha256(f"{seed}:{block}".encode()).digest()
        block += 1


def choose_bays(seed: str, columns: int, rows: int) -> list[list[Bay]]:
    """Fill a wall the way a carpenter would: braced corners, no two bays of one kind side by side, at least one
    bay of brick and one window."""
    numbers = _numbers(seed)
    menu = (*BRACES, Bay.CROSS, *(Bay.BRICKWORK,) * 4, *(Bay.WINDOW,) * 3, Bay.LIME, Bay.OCHRE, Bay.MOSS)
    wall: list[list[Bay]] = []
    for row in range(rows):
        wall.append([])
        for column in range(columns):
            in_corner = column in (0, columns - 1) and row in (0, rows - 1)
            neighbours = [*wall[row][-1:], *([wall[row - 1][column]] if row else [])]
            allowed = [
                bay for bay in (BRACES[:5] if in_corner else menu) if not any(_alike(bay, n) for n in neighbours)
            ]
            wall[row].append(allowed[next(numbers) % len(allowed)])
    middle = [(row, column) for row in range(rows) for column in range(1, columns - 1)]
    for wanted, other in ((Bay.BRICKWORK, Bay.WINDOW), (Bay.WINDOW, Bay.BRICKWORK)):
        if not any(wanted in line for line in wall):
            free = [(row, column) for row, column in middle if wall[row][column] is not other]
            row, column = free[next(numbers) % len(free)]
            wall[row][column] = wanted
    return wall


def _alike(one: Bay, other: Bay) -> bool:
    return one is other or (one in PLASTER and other in PLASTER)


def wall(seed: str, columns: int = 4, rows: int = 2) -> Drawing:
    """A wall of at least three columns; four by two is the picture of a card, five by three that of an article."""
    bays = choose_bays(seed, columns, rows)
    shapes = [s for r, line in enumerate(bays) for c, bay in enumerate(line) for s in _bay(bay, (c * BAY, r * BAY))]
    return Drawing(columns * BAY, rows * BAY, (*shapes, *_frame(columns, rows, 0)))


def house(seed: str) -> Drawing:
    """The house that stands on the sill under a title: three bays wide, two storeys and a roof."""
    numbers = _numbers(seed)
    upper, lower = BRACES[next(numbers) % 5], BRACES[next(numbers) % 5]
    middle = ((Bay.WINDOW, Bay.BRICKWORK), (Bay.BRICKWORK, Bay.WINDOW), (Bay.WINDOW, Bay.PEAK))[next(numbers) % 3]
    rows = [[brace, centre, MIRRORED.get(brace, brace)] for brace, centre in zip((upper, lower), middle, strict=True)]
    return _house(rows, eaves=100, collar=54)


def small_house() -> Drawing:
    """The house of an empty state: always the same."""
    return _house([[Bay.RISING, Bay.FALLING], [Bay.CROSS, Bay.WINDOW]], eaves=67, collar=37)


def frieze(seed: str) -> Drawing:
    """One beam of five braced bays, for a page that lists things."""
    numbers = _numbers(seed)
    left, half = BRACES[next(numbers) % 5], BRACES[next(numbers) % 5]
    bays = [
        left,
        half,
        (Bay.WINDOW, Bay.BRICKWORK, Bay.CROSS)[next(numbers) % 3],
        MIRRORED.get(half, half),
        MIRRORED.get(left, left),
    ]
    shapes = [shape for column, bay in enumerate(bays) for shape in _bay(bay, (column * BAY, 0))]
    return Drawing(5 * BAY, BAY, (*shapes, *_frame(5, 1, 0)))


def _house(bays: list[list[Bay]], eaves: int, collar: int) -> Drawing:
    columns, rows = len(bays[0]), len(bays)
    width = columns * BAY
    middle, ridge = width / 2, 8
    roof = Fill(Ink.LIME, ((0, eaves), (middle, ridge), (width, eaves)))
    filled = [
        s for r, line in enumerate(bays) for c, bay in enumerate(line) for s in _bay(bay, (c * BAY, eaves + r * BAY))
    ]
    truss: tuple[tuple[Point, ...], ...] = (
        ((2, eaves), (middle, ridge), (width - 2, eaves)),
        ((middle, ridge), (middle, eaves)),
        ((width / 4, eaves), (middle, collar), (width * 3 / 4, eaves)),
    )
    return Drawing(width, eaves + rows * BAY, (roof, *filled, *_frame(columns, rows, eaves, truss)))


def _bay(bay: Bay, corner: Point) -> Iterator[Shape]:
    left, top = corner
    square = _rectangle(left, top, BAY, BAY)
    if bay in STRUTS:
        yield Fill(Ink.LOAM, square)
        struts = tuple(tuple((left + x * BAY, top + y * BAY) for x, y in line) for line in STRUTS[bay])
        yield Stroke(Ink.BEAM, BRACE, struts)
    elif bay is Bay.BRICKWORK:
        yield Fill(Ink.BRICKWORK, square)
        yield Stroke(Ink.MORTAR, JOINT, tuple(_joints(left, top)))
    elif bay is Bay.WINDOW:
        yield Fill(Ink.SHUTTER, square)
        pane = _rectangle(left + 24, top + 16, 32, 50)
        yield Fill(Ink.PANE, pane)
        bars = (((left + 40, top + 16), (left + 40, top + 66)), ((left + 24, top + 34), (left + 56, top + 34)))
        yield Stroke(Ink.BEAM, GLAZING, ((*pane, pane[0]), *bars))
    else:
        yield Fill(PLASTER[bay], square)


def _joints(left: float, top: float) -> Iterator[tuple[Point, Point]]:
    for course in range(BAY // COURSE):
        y = top + course * COURSE
        yield (left, y), (left + BAY, y)
        for brick in range(3):
            x = left + brick * BRICK + (BRICK if course % 2 == 0 else BRICK / 2)
            yield (x, y), (x, y + COURSE)


def _frame(columns: int, rows: int, top: float, truss: tuple[tuple[Point, ...], ...] = ()) -> Iterator[Shape]:
    """Beams, posts and the pegs that hold them, over everything else."""
    width, bottom, half = columns * BAY, top + rows * BAY, BEAM / 2
    heights = [top + half, *(top + row * BAY for row in range(1, rows)), bottom - half]
    posts = [half, *(column * BAY for column in range(1, columns)), width - half]
    beams = (*(((0.0, y), (float(width), y)) for y in heights), *(((x, top), (x, bottom)) for x in posts), *truss)
    yield Stroke(Ink.BEAM, BEAM, beams)
    crossings = tuple((float(x), y) for y in heights[1:-1] for x in posts[1:-1])
    if crossings:
        yield Pegs(crossings)


def _rectangle(left: float, top: float, width: float, height: float) -> tuple[Point, ...]:
    return (left, top), (left + width, top), (left + width, top + height), (left, top + height)


def inline_svg(drawing: Drawing, css_class: Literal["art", "art house"] = "art") -> SafeString:
    """The drawing as part of a page: decoration, so hidden from assistive technology."""
    paths = "".join(f'<path class="{_ink(s).value}"{_width(s)} d="{_path(s)}"/>' for s in drawing.shapes)
    box = f"0 0 {drawing.width:g} {drawing.height:g}"
    # every part is a number or one of our own constants
    return mark_safe(f'<svg class="{css_class}" viewBox="{box}" aria-hidden="true" focusable="false">{paths}</svg>')  # noqa: S308


def standalone_svg(drawing: Drawing) -> str:
    """The drawing as a document of its own with explicit colours, for a file or a social card."""
    parts = []
    for shape in drawing.shapes:
        colour = COLOURS[_ink(shape)]
        paint = (
            f'fill="none" stroke="{colour}" stroke-linejoin="round"'
            if isinstance(shape, Stroke)
            else f'fill="{colour}"'
        )
        parts.append(f'<path {paint}{_width(shape)} d="{_path(shape)}"/>')
    size = f'width="{drawing.width:g}" height="{drawing.height:g}" viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _ink(shape: Shape) -> Ink:
    return Ink.PEG if isinstance(shape, Pegs) else shape.ink


def _width(shape: Shape) -> str:
    return f' stroke-width="{shape.width:g}"' if isinstance(shape, Stroke) else ""


def _path(shape: Shape) -> str:
    if isinstance(shape, Fill):
        return _line(shape.outline) + "z"
    if isinstance(shape, Stroke):
        return "".join(_line(line) for line in shape.lines)
    around = f"a{PEG} {PEG} 0 1 0 {2 * PEG} 0a{PEG} {PEG} 0 1 0-{2 * PEG} 0"
    return "".join(f"M{x - PEG:g} {y:g}{around}" for x, y in shape.centres)


def _line(points: tuple[Point, ...]) -> str:
    """The shortest path text: horizontal and vertical steps have one number."""
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    closed = points[0] == points[-1]
    for (x0, y0), (x1, y1) in pairwise(points[:-1] if closed else points):
        if y0 == y1:
            path += f"H{x1:g}"
        elif x0 == x1:
            path += f"V{y1:g}"
        else:
            path += f"L{x1:g} {y1:g}"
    return path + "z" * closed

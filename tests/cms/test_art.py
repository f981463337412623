import re
import xml.etree.ElementTree as ET

import pytest

from cms import art
from cms.art import BRACES, PLASTER, Bay, Pegs


def test_the_same_seed_draws_the_same_wall() -> None:
    assert art.choose_bays("Leernetwerk HRM", 4, 2) == [
        [Bay.RIGHT, Bay.OCHRE, Bay.WINDOW, Bay.CROSS],
        [Bay.FALLING, Bay.CROSS, Bay.BRICKWORK, Bay.LEFT],
    ]
    assert art.inline_svg(art.wall("a")) == art.inline_svg(art.wall("a"))


def test_another_seed_draws_another_wall() -> None:
    assert len({art.inline_svg(art.wall(str(seed))) for seed in range(200)}) == 200


@pytest.mark.parametrize("seed", range(100))
def test_a_wall_is_built_by_a_carpenter(seed: int) -> None:
    bays = art.choose_bays(str(seed), 5, 3)
    corners = {bays[row][column] for row in (0, -1) for column in (0, -1)}
    everything = [bay for row in bays for bay in row]
    assert corners <= set(BRACES)
    assert Bay.WINDOW in everything
    assert Bay.BRICKWORK in everything
    pairs = [(row[i], row[i + 1]) for row in bays for i in range(4)]
    pairs += [(bays[i][column], bays[i + 1][column]) for i in range(2) for column in range(5)]
    assert [pair for pair in pairs if pair[0] in PLASTER and pair[1] in PLASTER] == []


def test_a_drawing_in_a_page_has_classes_and_no_colours() -> None:
    svg = art.inline_svg(art.house("programma"), "art house")
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert root.attrib == {"class": "art house", "viewBox": "0 0 240 260", "aria-hidden": "true", "focusable": "false"}
    assert {path.get("class") for path in root} <= {ink.value for ink in art.Ink}
    assert "style=" not in svg
    assert "#" not in svg


def test_a_card_costs_little() -> None:
    assert max(len(art.inline_svg(art.wall(str(seed)))) for seed in range(200)) < 2_000


def test_a_standalone_drawing_brings_its_colours() -> None:
    root = ET.fromstring(art.standalone_svg(art.small_house()))  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert (root.get("width"), root.get("height")) == ("160", "227")
    assert all(re.fullmatch("#[0-9a-f]{6}", path.get("stroke") or path.get("fill") or "") for path in root)


@pytest.mark.parametrize(
    ("drawing", "width", "height", "pegs"),
    [
        (art.wall("a"), 320, 160, 3),
        (art.wall("a", 5, 3), 400, 240, 8),
        (art.house("a"), 240, 260, 2),
        (art.small_house(), 160, 227, 1),
        (art.frieze("a"), 400, 80, 0),
    ],
)
def test_sizes_and_pegs(drawing: art.Drawing, width: int, height: int, pegs: int) -> None:
    assert (drawing.width, drawing.height) == (width, height)
    assert sum(len(shape.centres) for shape in drawing.shapes if isinstance(shape, Pegs)) == pegs


def test_a_house_is_symmetrical() -> None:
    upper = {svg for seed in range(40) if (svg := art.inline_svg(art.house(str(seed))))}
    assert len(upper) > 20

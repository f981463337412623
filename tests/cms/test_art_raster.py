import pytest

from cms.art import COLOURS, Ink
from cms.art_raster import draw_wall


def colour(ink: Ink) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(COLOURS[ink][1:])
    return red, green, blue


@pytest.mark.parametrize("size", [(1600, 900), (1200, 630), (300, 300)])
def test_a_wall_fills_the_picture(size: tuple[int, int]) -> None:
    picture = draw_wall("demo", *size)
    assert (picture.size, picture.mode) == (size, "RGB")
    beam = colour(Ink.BEAM)
    width, height = size
    # the top beam and the sill run through
    assert {picture.getpixel((x, 2)) for x in range(width)} == {beam}
    assert {picture.getpixel((x, height - 3)) for x in range(width)} == {beam}
    assert {colour(Ink.BRICKWORK), colour(Ink.PANE)} <= {
        pixel for _count, pixel in picture.getcolors(width * height) or []
    }


def test_the_same_seed_gives_the_same_picture() -> None:
    assert draw_wall("a", 320, 180).tobytes() == draw_wall("a", 320, 180).tobytes()
    assert draw_wall("a", 320, 180).tobytes() != draw_wall("b", 320, 180).tobytes()

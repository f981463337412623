from io import BytesIO

import pytest
from PIL import Image

from cms.art import COLOURS, Ink
from cms.card_raster import HEIGHT, SPLIT, TEXT_WIDTH, WIDTH, CardText, draw_card, lines_of

TEXT = CardText("Een beroepscode voor ambtenaren", "Webinar", "", "Vakwerk Academie", "code")


def opened(card: bytes) -> Image.Image:
    return Image.open(BytesIO(card))


def is_near(picture: Image.Image, place: tuple[int, int], colour: str) -> bool:
    """JPEG does not keep colours to the bit."""
    found = picture.getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, bytes.fromhex(colour[1:]), strict=True))


def test_a_card_has_the_size_that_networks_show_and_a_frame() -> None:
    card = opened(draw_card(TEXT, None))

    assert (card.format, card.size, card.mode) == ("JPEG", (WIDTH, HEIGHT), "RGB")
    for place in ((4, 300), (WIDTH - 4, 300), (600, 4), (600, HEIGHT - 4), (SPLIT, 300)):
        assert is_near(card, place, COLOURS[Ink.BEAM]), place
    assert is_near(card, (30, 30), COLOURS[Ink.LIME])


def test_the_same_facts_give_the_same_card() -> None:
    assert draw_card(TEXT, None) == draw_card(TEXT, None)
    other = CardText(TEXT.title, TEXT.kind, "", TEXT.academy, "iets-anders")
    assert draw_card(TEXT, None) != draw_card(other, None)


def test_a_disclosure_stands_in_a_box() -> None:
    paid = CardText(TEXT.title, TEXT.kind, "Gesponsord", TEXT.academy, TEXT.seed)

    assert is_near(opened(draw_card(paid, None)), (64, 70), COLOURS[Ink.OCHRE])
    assert is_near(opened(draw_card(TEXT, None)), (64, 70), COLOURS[Ink.LIME])


@pytest.mark.parametrize(("centre", "colour"), [((0.0, 0.5), "#aa0000"), ((1.0, 0.5), "#0000aa")])
def test_the_focus_of_a_picture_stays_in_sight(centre: tuple[float, float], colour: str) -> None:
    picture = Image.new("RGB", (2000, 500), "#aa0000")
    picture.paste("#0000aa", (1000, 0, 2000, 500))

    assert is_near(opened(draw_card(TEXT, picture, centre)), (960, 300), colour)


def test_a_picture_with_transparency_is_no_trouble() -> None:
    assert opened(draw_card(TEXT, Image.new("RGBA", (40, 40), "#00aa0080"))).size == (WIDTH, HEIGHT)


def test_a_title_breaks_between_words_and_only_a_giant_within_one() -> None:
    assert lines_of("Een beroepscode voor ambtenaren", 72) == ["Een beroepscode", "voor ambtenaren"]
    broken = lines_of("Organisatieontwikkelingsverantwoordelijkheidsbesef", 72)
    assert [line.endswith("-") for line in broken] == [True, True, False]
    assert "".join(line.rstrip("-") for line in broken) == "Organisatieontwikkelingsverantwoordelijkheidsbesef"


def test_a_title_of_any_length_can_be_drawn() -> None:
    for title in ("", "A", "Woord " * 80, "x" * 300):
        card = draw_card(CardText(title, "", "", "", "s"), None)
        # nothing reaches the post
        assert is_near(opened(card), (SPLIT - 20, 300), COLOURS[Ink.LIME]), title[:20]
    assert TEXT_WIDTH < SPLIT

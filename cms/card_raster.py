"""The picture that stands beside a shared link: a title in a timber frame, next to the page's own picture or a wall."""

from dataclasses import dataclass
from io import BytesIO

from font_source_serif_pro import SourceSerifPro, SourceSerifProSemibold
from PIL import Image, ImageDraw, ImageFont

from cms.art import BAY, COLOURS, Ink, Point, small_house
from cms.art_raster import draw_shapes, draw_wall

WIDTH, HEIGHT = 1200, 630  # what every network shows whole
BEAM = 16
SPLIT = 740  # where the post between text and picture stands
MARGIN = 56
PAPER, OAK, BRICK = COLOURS[Ink.LIME], COLOURS[Ink.BEAM], COLOURS[Ink.BRICKWORK]
TITLE_SIZES = range(72, 34, -4)
LINE = 1.16  # of the size of the letters
TITLE_TOP, TITLE_BOTTOM = 136, 488
TEXT_WIDTH = SPLIT - BEAM // 2 - 2 * MARGIN
HOUSE = 56  # width of the mark


@dataclass(frozen=True)
class CardText:
    """What a card says. `label` is a disclosure ("Gesponsord") and stands in a box; both it and `kind` may be empty."""

    title: str
    kind: str
    label: str
    academy: str
    seed: str


def draw_card(text: CardText, picture: Image.Image | None, centre: Point = (0.5, 0.5)) -> bytes:
    """The card as JPEG. The picture covers the right side; `centre`, in fractions of its size, is what must stay in
    sight. Without a picture a wall is drawn from the seed."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    side = (WIDTH - SPLIT, HEIGHT)
    card.paste(_cover(picture, side, centre) if picture else draw_wall(text.seed, *side), (SPLIT, 0))
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=OAK, width=BEAM)
    pen.rectangle((SPLIT - BEAM // 2, 0, SPLIT + BEAM // 2, HEIGHT), fill=OAK)
    _head(pen, text)
    _title(pen, text.title)
    _academy(card, pen, text.academy)
    stored = BytesIO()
    card.save(stored, "JPEG", quality=88, subsampling=0, optimize=True)
    return stored.getvalue()


def lines_of(title: str, size: int) -> list[str]:
    """The title in lines that fit beside the picture; a word that is too long is broken with a hyphen."""
    font = ImageFont.truetype(SourceSerifProSemibold, size)
    lines = [""]
    for word in title.split():
        wider = f"{lines[-1]} {word}".strip()
        if font.getlength(wider) <= TEXT_WIDTH:
            lines[-1] = wider
            continue
        if not lines[-1]:
            lines.pop()
        *pieces, rest = _pieces(word, font)
        lines += [*pieces, rest]
    return lines


def _pieces(word: str, font: ImageFont.FreeTypeFont) -> list[str]:
    pieces = []
    while font.getlength(word) > TEXT_WIDTH:
        end = next(cut for cut in range(len(word) - 1, 0, -1) if font.getlength(f"{word[:cut]}-") <= TEXT_WIDTH)
        pieces.append(f"{word[:end]}-")
        word = word[end:]
    return [*pieces, word]


def _head(pen: ImageDraw.ImageDraw, text: CardText) -> None:
    font = ImageFont.truetype(SourceSerifProSemibold, 30)
    left = float(MARGIN)
    if text.label:
        width = font.getlength(text.label)
        pen.rectangle((left, 62, left + width + 32, 112), fill=COLOURS[Ink.OCHRE], outline=OAK, width=3)
        pen.text((left + 16, 87), text.label, font=font, fill=OAK, anchor="lm")
        left += width + 56
    pen.text((left, 87), text.kind, font=font, fill=BRICK, anchor="lm")


def _title(pen: ImageDraw.ImageDraw, title: str) -> None:
    room = TITLE_BOTTOM - TITLE_TOP
    size = next((size for size in TITLE_SIZES if _fits(title, size, room)), TITLE_SIZES[-1])
    lines = lines_of(title, size)
    fitting = int(room // (size * LINE))
    if len(lines) > fitting:
        lines = [*lines[: fitting - 1], f"{lines[fitting - 1].rstrip(' .,:;')} …"]
    font = ImageFont.truetype(SourceSerifProSemibold, size)
    for number, line in enumerate(lines):
        pen.text((MARGIN, TITLE_TOP + number * size * LINE), line, font=font, fill=OAK)


def _fits(title: str, size: int, room: int) -> bool:
    """Whether the title fits with its words whole."""
    font = ImageFont.truetype(SourceSerifProSemibold, size)
    is_whole = all(font.getlength(word) <= TEXT_WIDTH for word in title.split())
    return is_whole and len(lines_of(title, size)) * size * LINE <= room


def _academy(card: Image.Image, pen: ImageDraw.ImageDraw, name: str) -> None:
    drawing = small_house()
    scale = HOUSE / (2 * BAY)
    mark = draw_shapes(drawing, scale, background=PAPER)
    card.paste(mark, (MARGIN, HEIGHT - 44 - mark.height))
    font = ImageFont.truetype(SourceSerifPro, 32)
    place: Point = (MARGIN + HOUSE + 20, HEIGHT - 44 - mark.height / 2 + 8)
    pen.text(place, name, font=font, fill=OAK, anchor="lm")


def _cover(picture: Image.Image, size: tuple[int, int], centre: Point) -> Image.Image:
    """The part of the picture round its centre, as large as covers `size`."""
    width, height = size
    scale = max(width / picture.width, height / picture.height)
    large = picture.convert("RGB").resize(
        (max(width, round(picture.width * scale)), max(height, round(picture.height * scale))), Image.Resampling.LANCZOS
    )
    left = min(max(round(centre[0] * large.width - width / 2), 0), large.width - width)
    top = min(max(round(centre[1] * large.height - height / 2), 0), large.height - height)
    return large.crop((left, top, left + width, top + height))

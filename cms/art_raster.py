"""The timber-frame wall as a picture of pixels, for images that must be files: demo content and social cards."""

from PIL import Image, ImageDraw

from cms.art import BAY, COLOURS, PEG, Drawing, Fill, Ink, Point, Stroke, wall

OVERSAMPLING = 3  # Pillow draws without anti-aliasing: draw large, then scale down


def draw_wall(seed: str, width: int, height: int) -> Image.Image:
    """A wall of `width` by `height` pixels: three storeys, as many bays as fit; bays are cut off, never stretched."""
    rows = 3
    scale = height * OVERSAMPLING / (rows * BAY)
    columns = max(3, -(-width * rows // height))  # rounded up: the wall covers the whole width
    image = _draw(wall(seed, columns, rows), scale, COLOURS[Ink.BEAM])
    left = (image.width - width * OVERSAMPLING) // 2
    image = image.crop((left, 0, left + width * OVERSAMPLING, height * OVERSAMPLING))
    return image.reduce(OVERSAMPLING)


def draw_shapes(drawing: Drawing, scale: float, *, background: str) -> Image.Image:
    """A drawing in pixels, `scale` of them to a unit."""
    return _draw(drawing, scale * OVERSAMPLING, background).reduce(OVERSAMPLING)


def _draw(drawing: Drawing, scale: float, background: str) -> Image.Image:
    image = Image.new("RGB", (round(drawing.width * scale), round(drawing.height * scale)), background)
    pen = ImageDraw.Draw(image)

    def at(point: Point) -> Point:
        return point[0] * scale, point[1] * scale

    for shape in drawing.shapes:
        if isinstance(shape, Fill):
            pen.polygon([at(point) for point in shape.outline], fill=COLOURS[shape.ink])
        elif isinstance(shape, Stroke):
            for line in shape.lines:
                overlap = line[1:2] if line[0] == line[-1] else ()  # Pillow joins no first corner
                pen.line(
                    [at(point) for point in (*line, *overlap)],
                    fill=COLOURS[shape.ink],
                    width=max(1, round(shape.width * scale)),
                    joint="curve",
                )
        else:
            for x, y in shape.centres:
                pen.ellipse([at((x - PEG, y - PEG)), at((x + PEG, y + PEG))], fill=COLOURS[Ink.PEG])
    return image

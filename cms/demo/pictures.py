"""Pictures that the demo draws itself."""

import io

from cms.art_raster import draw_wall


def wall_png(seed: str, width: int = 1200, height: int = 720) -> bytes:
    """A timber wall of this many pixels, another one for each seed."""
    picture = io.BytesIO()
    draw_wall(seed, width, height).save(picture, "PNG")
    return picture.getvalue()

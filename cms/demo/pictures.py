"""Pictures that the demo draws itself."""

import io

from cms.art_raster import draw_wall


def wall_png(seed: str) -> bytes:
    """A timber wall of 1200 by 720 pixels, another one for each seed."""
    picture = io.BytesIO()
    draw_wall(seed, 1200, 720).save(picture, "PNG")
    return picture.getvalue()

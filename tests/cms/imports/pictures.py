"""Small pictures, each of its own."""

from io import BytesIO

from PIL import Image


def png(colour: str = "red") -> bytes:
    file = BytesIO()
    Image.new("RGB", (12, 8), colour).save(file, "PNG")
    return file.getvalue()

"""Short notation for the texts of the demo."""

import uuid
from collections.abc import Iterable
from typing import Any


def stream(blocks: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Raw StreamField data from short notation; a quote is a (text, speaker, function) tuple, roles are (pk, role) tuples."""
    shapes = {
        "quote": ("text", "speaker", "function"),
        "person": ("person", "role"),
        "partner": ("organisation", "role", "receives"),
        "button": ("label", "page"),
        "place": ("kind", "label", "places"),
    }
    return [
        {
            "id": str(uuid.uuid4()),
            "type": kind,
            "value": dict(zip(shapes[kind], value, strict=False)) if kind in shapes else value,
        }
        for kind, value in blocks
    ]

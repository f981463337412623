"""Payments as one JSON object per line."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import BinaryIO

from betalingen.api import ExportFormat, PaymentRow


class JsonLines(ExportFormat):
    key = "json-lines"
    label = "JSON, een regel per betaling"
    content_type = "application/x-ndjson"
    extension = "ndjson"

    def write(self, rows: Iterable[PaymentRow], stream: BinaryIO) -> None:
        for row in rows:
            stream.write(json.dumps(asdict(row), default=str).encode() + b"\n")

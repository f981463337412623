"""Any table as one JSON object per line."""

import json
from typing import BinaryIO

from betalingen.api import ExportFormat, Table


class JsonLines(ExportFormat):
    key = "json-lines"
    label = "JSON, een object per regel"
    content_type = "application/x-ndjson"
    extension = "ndjson"

    def write(self, table: Table, stream: BinaryIO) -> None:
        names = [column.key for column in table.columns]
        for row in table.rows:
            stream.write(json.dumps(dict(zip(names, row, strict=True)), default=str).encode() + b"\n")

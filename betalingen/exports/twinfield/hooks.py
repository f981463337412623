"""What this plugin contributes."""

from collections.abc import Sequence

from betalingen.api import ExportFormat
from betalingen.exports.twinfield.writer import Twinfield
from cms.api import hookimpl


@hookimpl
def export_formats() -> Sequence[ExportFormat]:
    return [Twinfield()]

"""What this plugin contributes."""

from collections.abc import Sequence

from betalingen.api import ExportFormat
from betalingen.exports.exact_online.writer import ExactOnline
from cms.api import hookimpl


@hookimpl
def export_formats() -> Sequence[ExportFormat]:
    return [ExactOnline()]

"""What this plugin contributes."""

from collections.abc import Sequence

from betalingen.api import ExportFormat
from betalingen.exports.ubl_zip.writer import UblZip
from cms.api import hookimpl


@hookimpl
def export_formats() -> Sequence[ExportFormat]:
    return [UblZip()]

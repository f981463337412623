"""The file of a run, as a download."""

from django.http import FileResponse

from betalingen import hooks
from betalingen.actions.write_run import write_run
from betalingen.models import ExportRun
from cms.api import User


def run_response(run: ExportRun, user: User) -> FileResponse:
    """Raises NotContributed and NotAllowed as `write_run` does."""
    written, stream = write_run(run=run, user=user)
    export_format = hooks.export_format(written.export_format)
    days = f"{written.first_day:%Y-%m-%d}_{written.last_day:%Y-%m-%d}"
    name = f"{written.dataset}_{days}_{written.number}.{export_format.extension}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=export_format.content_type)

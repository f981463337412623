"""Import old content as drafts: a folder of documents, or a WordPress export."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from cms.actions.import_document import import_document, rehearse_document
from cms.imports.document import Document, Unread
from cms.imports.errors import CannotRead
from cms.imports.fetching import fetch
from cms.imports.left_behind import LeftBehind
from cms.imports.old_files import OldFiles
from cms.imports.outcome import Outcome, Result
from cms.imports.report import Report
from cms.imports.source import open_source
from cms.queries.import_desk import Desk, set_up_desk


class Command(BaseCommand):
    """Leaves with 0 when everything found its place, 2 when something is left to do, 1 when something failed."""

    help = (
        "Imports .txt, .html and .md files or a WordPress export (.xml) as drafts. Importing again changes nothing, "
        "and never what an editor changed. Leaves with 0: all in place, 2: see the report, 1: something failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, a document or a WordPress export")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and change nothing")
        parser.add_argument("--under", default="", help="id or path of the page to put them under, as /nieuws/")
        parser.add_argument("--uploads", type=Path, help="folder with the uploads of WordPress")
        parser.add_argument("--fetch", action="store_true", help="fetch pictures from the web where no file is at hand")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        bring_in = rehearse_document if options["dry_run"] else import_document
        report = Report(self.stdout.write)
        try:
            uploads = _folder(options["uploads"])
            source = open_source(path)
            desk = set_up_desk(options["under"])
            files = OldFiles(source.folder, uploads, fetch if options["fetch"] else None)
            left_behind = LeftBehind(source.downloads, files)
            for document in source.documents:
                if isinstance(document, Unread):
                    report.add_unread(document)
                else:
                    left_behind.see(document)
                    report.add_document(document.name, _outcomes(bring_in, document, files, desk))
        except CannotRead as error:
            raise CommandError(str(error)) from error
        report.add_remarks([*source.notes, *left_behind.remarks()])
        if report.code:
            raise CommandError(report.totals(), returncode=report.code)
        self.stdout.write(report.totals())


def _outcomes(
    bring_in: Callable[[Document, OldFiles, Desk], list[Outcome]],
    document: Document,
    files: OldFiles,
    desk: Desk,
) -> list[Outcome]:
    """A document that fails is taken back whole, and does not stop the others."""
    try:
        return bring_in(document, files, desk)
    except (ValidationError, DatabaseError) as error:
        reason = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error).splitlines()[0]
        return [Outcome(Result.FAILED, article.title, None, (reason,)) for article in document.articles]


def _folder(path: Path | None) -> Path | None:
    if path is not None and not path.is_dir():
        raise CannotRead(_("De map met uploads %(path)s bestaat niet.") % {"path": path})
    return path

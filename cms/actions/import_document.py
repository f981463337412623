"""Import one document: all of its articles or none."""

from django.db import transaction

from cms.actions.enclosures import Enclosures
from cms.actions.import_page import import_page
from cms.imports.document import Document
from cms.imports.old_files import OldFiles
from cms.imports.outcome import Outcome
from cms.queries.import_desk import Desk


def import_document(document: Document, files: OldFiles, desk: Desk) -> list[Outcome]:
    """Make or update the drafts of a document in one transaction."""
    enclosures = Enclosures(files, document.folder)
    try:
        with transaction.atomic():
            return [import_page(article, enclosures, desk) for article in document.articles]
    except BaseException:
        enclosures.discard()
        raise


def rehearse_document(document: Document, files: OldFiles, desk: Desk) -> list[Outcome]:
    """What importing would do: the same, taken back."""
    enclosures = Enclosures(files, document.folder)
    try:
        with transaction.atomic():
            outcomes = [import_page(article, enclosures, desk) for article in document.articles]
            transaction.set_rollback(True)
            return outcomes
    finally:
        enclosures.discard()

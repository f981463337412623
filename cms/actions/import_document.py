"""Import one document: all of its articles or none."""

from django.db import transaction

from cms.actions.import_page import import_page
from cms.actions.import_picture import Pictures
from cms.imports.document import Document
from cms.imports.outcome import Outcome
from cms.imports.picture_files import PictureFiles
from cms.queries.import_desk import Desk


def import_document(document: Document, files: PictureFiles, desk: Desk) -> list[Outcome]:
    """Make or update the drafts of a document in one transaction."""
    pictures = Pictures(files, document.folder)
    try:
        with transaction.atomic():
            return [import_page(article, pictures, desk) for article in document.articles]
    except BaseException:
        pictures.discard()
        raise


def rehearse_document(document: Document, files: PictureFiles, desk: Desk) -> list[Outcome]:
    """What importing would do: the same, taken back."""
    pictures = Pictures(files, document.folder)
    try:
        with transaction.atomic():
            outcomes = [import_page(article, pictures, desk) for article in document.articles]
            transaction.set_rollback(True)
            return outcomes
    finally:
        pictures.discard()

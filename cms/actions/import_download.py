"""Put a file to download among the documents, once."""

import hashlib

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from cms.audit import record_audit
from cms.imports.old_files import OldFile
from cms.models import AcademyDocument


def import_download(file: OldFile, new: "list[FieldFile]") -> AcademyDocument:
    """The document with this file; the file of a new one is added to `new`, for whoever cleans up after a rollback."""
    digest = hashlib.sha1(file.data, usedforsecurity=False).hexdigest()  # what Wagtail finds doubles by
    known: AcademyDocument | None = AcademyDocument.objects.filter(file_hash=digest).order_by("pk").first()
    if known is not None:
        return known
    document = AcademyDocument(
        title=file.name[:255],
        file=ContentFile(file.data, name=file.name),
        file_hash=digest,
        file_size=len(file.data),
    )
    new.append(document.file)
    document.save()
    record_audit(document, "cms.document_imported")
    return document

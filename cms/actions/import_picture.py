"""Put the file of a picture among the images, once."""

import hashlib

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from cms.audit import record_audit
from cms.imports.document import Picture
from cms.imports.markup import shortened
from cms.imports.old_files import OldFile
from cms.models import AcademyImage

_LONGEST = 255


def import_picture(file: OldFile, picture: Picture, new: "list[FieldFile]") -> AcademyImage:
    """The image with this file. A new one has no credit, licence or consent, which an editor must find out; its file is
    added to `new`, for whoever has to clean up after a rollback."""
    digest = hashlib.sha1(file.data, usedforsecurity=False).hexdigest()  # what Wagtail finds doubles by
    known: AcademyImage | None = AcademyImage.objects.filter(file_hash=digest).order_by("pk").first()
    if known is not None:
        return known
    image = AcademyImage(
        title=shortened(picture.alt or picture.caption or file.name, _LONGEST),
        description=shortened(picture.alt, _LONGEST),
        file=ContentFile(file.data, name=file.name),
        file_hash=digest,
        file_size=len(file.data),
    )
    new.append(image.file)
    image.save()
    record_audit(image, "cms.image_imported")
    return image

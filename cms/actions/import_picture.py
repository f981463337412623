"""Put the file of a picture among the images, once."""

import hashlib

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.audit import record_audit
from cms.imports.document import Picture
from cms.imports.errors import CannotRead
from cms.imports.markup import shortened
from cms.imports.picture_files import PictureFile, PictureFiles
from cms.models import AcademyImage

_LONGEST = 255


class Pictures:
    """The pictures of one document; `discard` removes the files that a rollback leaves behind."""

    def __init__(self, files: PictureFiles, folder: str) -> None:
        self._files = files
        self._folder = folder
        self._new: list[AcademyImage] = []

    def image(self, picture: Picture, notes: list[str]) -> AcademyImage | None:
        """The image of a picture; without a file, a note says what is missing."""
        try:
            file = self._files.find(picture.source, self._folder)
        except CannotRead as error:
            facts = {"source": shortened(picture.source, 120), "reason": error}
            notes.append(_("Afbeelding %(source)s is niet overgenomen: %(reason)s.") % facts)
            return None
        image = import_picture(file, picture, self._new)
        if not image.credit:
            notes.append(_("Bij afbeelding %(name)s ontbreekt wie haar maakte.") % {"name": file.name})
        if not picture.alt:
            notes.append(_("Bij afbeelding %(name)s ontbreekt een alternatieve tekst.") % {"name": file.name})
        return image

    def only_image(self, picture: Picture | None, notes: list[str]) -> AcademyImage | None:
        """The image above an article, which has one or none."""
        return self.image(picture, notes) if picture else None

    def discard(self) -> None:
        """Remove the files of new images, whose rows are gone."""
        for image in self._new:
            image.file.delete(save=False)
        self._new.clear()


def import_picture(file: PictureFile, picture: Picture, new: list[AcademyImage]) -> AcademyImage:
    """The image with this file. A new one has no credit, licence or consent, which an editor must find out; it is added
    to `new`, for whoever has to clean up after a rollback."""
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
    new.append(image)
    image.save()
    record_audit(image, "cms.image_imported")
    return image

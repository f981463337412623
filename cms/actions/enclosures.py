"""What a document brings along besides text."""

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from cms.actions.import_download import import_download
from cms.actions.import_picture import import_picture
from cms.imports.document import Picture
from cms.imports.errors import CannotRead
from cms.imports.markup import shortened
from cms.imports.old_files import OldFiles
from cms.models import AcademyDocument, AcademyImage


class Enclosures:
    """The pictures and downloads of one document; `discard` removes the files that a rollback leaves behind."""

    def __init__(self, files: OldFiles, folder: str) -> None:
        self._files = files
        self._folder = folder
        self._new: list[FieldFile] = []

    def image(self, picture: Picture, notes: list[str]) -> AcademyImage | None:
        """The image of a picture; without a file, a note says what is missing."""
        try:
            file = self._files.picture(picture.source, self._folder)
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

    def image_id(self, picture: Picture | None, notes: list[str]) -> int | None:
        """The image above an article, which has one or none."""
        image = self.image(picture, notes) if picture else None
        return image.pk if image else None

    def download(self, address: str) -> AcademyDocument | None:
        """The document that a link leads to, where its file is at hand."""
        try:
            return import_download(self._files.download(address, self._folder), self._new)
        except CannotRead:
            return None

    def discard(self) -> None:
        """Remove the new files, whose rows are gone."""
        for file in self._new:
            file.delete(save=False)
        self._new.clear()

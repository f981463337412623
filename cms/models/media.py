"""Images and documents with the facts an academy must be able to show: who made it, under which licence."""

import uuid
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from cms.pdf import is_readable_aloud


class AcademyImage(AbstractImage):
    """A picture with its credit and licence; `description` is the alternative text that blocks propose."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    credit = models.CharField(
        _("bron"), max_length=255, help_text=_("Wie de foto of tekening maakte, bijvoorbeeld “Foto: Vakwerk Academie”.")
    )
    licence = models.CharField(
        _("licentie"),
        max_length=255,
        blank=True,
        help_text=_("Waarom we dit beeld mogen gebruiken, bijvoorbeeld “eigen werk” of “CC BY 4.0”."),
    )
    portrait_consent = models.BooleanField(
        _("toestemming van wie herkenbaar in beeld is"),
        default=False,
        help_text=_("Vink aan als iedereen die herkenbaar in beeld is toestemming gaf, of als er niemand op staat."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "credit",
        "licence",
        "portrait_consent",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("afbeelding")
        verbose_name_plural = _("afbeeldingen")
        permissions = [("choose_image", "Can choose image")]

    def generate_rendition_file(self, filter: Filter, *, source: "File[bytes] | None" = None) -> "ContentFile[bytes]":
        """The picture in another size. Wagtail leaves the temporary file that it draws in open; this one closes it."""
        with super().generate_rendition_file(filter, source=source) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)


class AcademyRendition(AbstractRendition):
    """One size of a picture, made on demand."""

    image = models.ForeignKey(AcademyImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("formaat van afbeelding")
        verbose_name_plural = _("formaten van afbeeldingen")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]


class AcademyDocument(AbstractDocument):
    """A file that visitors can download."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    downloads = models.PositiveIntegerField(_("keer gedownload"), default=0, editable=False)
    is_readable_aloud = models.BooleanField(
        _("leesbaar met een schermlezer"),
        null=True,
        editable=False,
        help_text="Of a PDF: whether it has tags and a language. None for another file, and where that is not known.",
    )

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documenten")
        permissions = [("choose_document", "Can choose document")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Looks into the file, unless only some fields are saved."""
        if kwargs.get("update_fields") is None and self.file:
            with self.open_file() as file:
                self.is_readable_aloud = is_readable_aloud(file.read())
                file.seek(0)
        super().save(*args, **kwargs)

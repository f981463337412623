"""A file to take along."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadBlock(blocks.StructBlock):
    """A document with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Titel, alleen hier"), required=False, max_length=120, help_text=_("Leeg: de titel van het document.")
    )
    text = blocks.CharBlock(
        label=_("Wat erin staat"),
        required=False,
        max_length=200,
        help_text=_("Zo kiest de lezer of het de moeite loont."),
    )

    class Meta:
        icon = "download"
        label = _("Document om te downloaden")
        description = _("Een document om te downloaden. Soort en grootte komen er vanzelf bij.")
        help_text = _("Gebruik liefst een toegankelijke pdf: met koppen, een taal en tekst die voorgelezen kan worden.")
        template = "cms/blocks/download.html"
        form_layout = blocks.BlockGroup(children=["document", "text"], settings=["title"])
        preview_template = "cms/blocks/preview_download.html"
        preview_value = {
            "title": _("Verslag van de leerkring"),
            "text": _("De lessen van zes gemeenten, op acht pagina’s."),
        }

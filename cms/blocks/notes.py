"""Notes and literature under a text. In the text `[1]` refers to the first one (cms.footnotes)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.components import Footnote


class SourceValue(blocks.StructValue):
    """A publication as a list of references shows it."""

    @property
    def stop(self) -> str:
        """What ends the title: a title that asks or calls needs no full stop."""
        return "" if self["title"].endswith(("?", "!", ".")) else "."


class SourceBlock(blocks.StructBlock):
    """A publication that the text leans on; the site sets the punctuation."""

    author = blocks.CharBlock(
        label=_("Auteur"), max_length=200, help_text=_("Zoals in een literatuurlijst: “Smit, M.”.")
    )
    year = blocks.CharBlock(label=_("Jaar"), required=False, max_length=10)
    title = blocks.CharBlock(label=_("Titel"), max_length=300)
    place = blocks.CharBlock(label=_("Plaats"), required=False, max_length=80)
    publisher = blocks.CharBlock(label=_("Uitgever of tijdschrift"), required=False, max_length=150)
    url = blocks.URLBlock(label=_("Adres op het web"), required=False, max_length=500)

    class Meta:
        icon = "doc-full"
        label = _("Literatuur")
        description = _("Een boek, artikel of rapport; de site zet de punten en komma’s.")
        template = "cms/blocks/source.html"
        value_class = SourceValue


class NotesBlock(blocks.StreamBlock):
    """The notes of a page, numbered in this order."""

    note = blocks.RichTextBlock(label=_("Noot"), icon="edit", features=["bold", "italic", "link", "document-link"])
    source = SourceBlock()

    class Meta:
        icon = "superscript"
        label = _("Noten en literatuur")
        description = _("Noten onder de tekst, met een link heen en terug.")
        help_text = _("De eerste is noot 1. Zet in de tekst [1] waar u ernaar verwijst; de site maakt er een link van.")
        template = "cms/blocks/notes.html"
        preview_value = [
            (
                "source",
                {
                    "author": "Smit, M.",
                    "year": "2025",
                    "title": _("Ruimte voor het vak"),
                    "place": "Merwestein",
                    "publisher": "Hogeschool De Brink",
                    "url": "",
                },
            ),
            ("note", _("<p>Meer over leren op de werkplek staat in het verslag van de leerkring.</p>")),
        ]

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Adds `notes`; `referenced` in the context of the page tells which ones the text refers to."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        referenced = context.get("referenced", ())
        context["notes"] = [
            Footnote(number, note.render_as_block(context), number in referenced)
            for number, note in enumerate(value, start=1)
        ]
        return context

"""The running text of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.downloads import DownloadBlock
from cms.blocks.figures import KeyFiguresBlock
from cms.blocks.links import RelatedLinksBlock
from cms.blocks.lists import NumberedThemesBlock, OrganisationsBlock
from cms.blocks.notes import NotesBlock
from cms.blocks.offering import OfferingBlock
from cms.blocks.quotations import ParticipantQuoteBlock
from cms.blocks.tables import TableBlock
from cms.blocks.text import FigureBlock, QuoteBlock

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class BodyBlock(blocks.StreamBlock):
    """Running text of a page. A number between square brackets in it refers to a note (cms.footnotes)."""

    heading = blocks.CharBlock(
        label=_("Tussenkop"),
        icon="title",
        max_length=120,
        template="cms/blocks/heading.html",
        description=_("Een kop boven een deel van de tekst."),
        help_text=_("Kort; de lezer loopt ze langs om te zien wat er staat."),
        preview_value=_("Te gast bij elkaar"),
    )
    text = blocks.RichTextBlock(
        label=_("Tekst"),
        features=RICH_TEXT_FEATURES,
        template="cms/blocks/text.html",
        description=_("Alinea’s, opsommingen en links."),
        help_text=_("Verwijs naar een noot met haar nummer tussen haken: [1]."),
        preview_value=_(
            "<p>De groep komt niet steeds op dezelfde plek. Deelnemers ontvangen elkaar in hun eigen organisatie.</p>"
            "<ul><li>Zo ziet u hoe het er elders aan toegaat.</li><li>En wat daar wél kan.</li></ul>"
        ),
    )
    figure = FigureBlock()
    quote = QuoteBlock()
    participant_quote = ParticipantQuoteBlock()
    key_figures = KeyFiguresBlock()
    themes = NumberedThemesBlock()
    table = TableBlock()
    organisations = OrganisationsBlock()
    offering = OfferingBlock()
    download = DownloadBlock()
    links = RelatedLinksBlock()
    notes = NotesBlock()

    class Meta:
        required = False
        block_counts = {"notes": {"max_num": 1}}

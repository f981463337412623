"""A picture and a quotation: what running text alternates with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choosers import PictureBlock


class FigureBlock(blocks.StructBlock):
    """A picture with its caption; the credit comes from the image itself."""

    image = PictureBlock(label=_("Afbeelding"))
    caption = blocks.CharBlock(
        label=_("Bijschrift"),
        required=False,
        max_length=255,
        help_text=_("Wat de lezer ziet of moet weten. Wie het maakte staat al bij de afbeelding."),
    )

    class Meta:
        icon = "image"
        label = _("Afbeelding")
        description = _("Een afbeelding met bijschrift. De bron komt er vanzelf bij.")
        help_text = _("De alternatieve tekst is voor wie de afbeelding niet ziet: zeg wat erop staat en ertoe doet.")
        template = "cms/blocks/figure.html"
        preview_template = "cms/blocks/preview_figure.html"
        preview_value = {"caption": _("De eerste bijeenkomst van het leernetwerk.")}


class QuoteBlock(blocks.StructBlock):
    """A quotation with its speaker."""

    text = blocks.TextBlock(label=_("Citaat"), help_text=_("Zonder aanhalingstekens: die zet de site erbij."))
    speaker = blocks.CharBlock(label=_("Wie zegt dit"), max_length=120)
    function = blocks.CharBlock(
        label=_("Functie"),
        required=False,
        max_length=120,
        help_text=_("Bijvoorbeeld “beleidsadviseur bij de gemeente Lindewaard”."),
    )

    class Meta:
        icon = "openquote"
        label = _("Citaat")
        description = _("Een uitspraak, met wie het zei.")
        help_text = _("Alleen met toestemming van wie u aanhaalt. “Een deelnemer” mag ook.")
        template = "cms/blocks/quote.html"
        preview_value = {
            "text": _("Vakmanschap groeit pas als iemand er ruimte voor maakt."),
            "speaker": "Kees Mulder",
            "function": _("leerbegeleider"),
        }

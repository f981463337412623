"""A card of something to sign up for. Only the page is chosen; what there is to know of it comes from data."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choosers import OfferingChooserBlock


class OfferingBlock(blocks.StructBlock):
    """A programme or webinar with its dates, price and places as they are now."""

    shows_counts = True  # places, and a status that goes by the clock

    page = OfferingChooserBlock(label=_("Programma of webinar"))

    class Meta:
        icon = "date"
        label = _("Kaart van een programma of webinar")
        description = _("Titel, datum, plaatsen en prijs van een programma of webinar.")
        help_text = _("Verandert de datum of raakt het vol, dan verandert deze kaart mee.")
        template = "cms/blocks/offering.html"
        preview_template = "cms/blocks/preview_offering.html"
        preview_value: ClassVar[dict[str, Any]] = {}

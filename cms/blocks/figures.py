"""Figures that carry an argument."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class KeyFigureBlock(blocks.StructBlock):
    """One figure with what it counts and where it comes from."""

    figure = blocks.CharBlock(
        label=_("Getal"), max_length=20, help_text=_("Met zijn eenheid: “60 %”, “1 op de 4”, “1.200”.")
    )
    text = blocks.CharBlock(label=_("Wat het telt"), max_length=120, help_text=_("“deelnemers sinds 2019”."))
    source = blocks.CharBlock(
        label=_("Bron en datum"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld “enquête onder deelnemers, mei 2026”."),
    )

    class Meta:
        icon = "order"
        label = _("Getal")


class KeyFiguresBlock(blocks.StructBlock):
    """Some figures beside each other."""

    figures = blocks.ListBlock(KeyFigureBlock(), label=_("Getallen"), min_num=1, max_num=4)

    class Meta:
        icon = "order"
        label = _("Kerngetallen")
        description = _("Eén tot vier getallen, groot, met hun bron.")
        help_text = _(
            "Zet er altijd bij waar een getal vandaan komt. Datums en prijzen horen hier niet: die staan bij het aanbod."
        )
        template = "cms/blocks/key_figures.html"
        preview_value = {
            "figures": [
                {
                    "figure": "60",
                    "text": _("deelnemers aan de eerste leerkring"),
                    "source": _("presentielijst, oktober 2026"),
                },
                {
                    "figure": "9 op 10",
                    "text": _("raadt het een collega aan"),
                    "source": _("enquête onder deelnemers, mei 2026"),
                },
            ]
        }

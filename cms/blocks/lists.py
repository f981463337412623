"""Lists: themes with their number, and organisations of the register."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choosers import RegisterChooserBlock


class NumberedThemeBlock(blocks.StructBlock):
    """One theme with what it is about."""

    title = blocks.CharBlock(
        label=_("Thema"), max_length=120, help_text=_("Een paar woorden; het nummer komt er vanzelf bij.")
    )
    text = blocks.TextBlock(label=_("Waar het over gaat"), required=False, help_text=_("Eén of twee zinnen."))

    class Meta:
        icon = "tag"
        label = _("Thema")


class NumberedThemesBlock(blocks.StructBlock):
    """Themes in their order, numbered."""

    themes = blocks.ListBlock(NumberedThemeBlock(), label=_("Thema’s"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Genummerde thema’s")
        description = _("Thema’s of vragen in volgorde, elk met een nummer en een korte uitleg.")
        help_text = _("Waaronder bezoekers de pagina vinden kiest u bij “Vindbaar onder”, niet hier.")
        template = "cms/blocks/themes.html"
        preview_value = {
            "themes": [
                {"title": _("Macht en gezag"), "text": _("Wat is het verschil, en wat heeft u?")},
                {"title": _("Waar gezag op rust"), "text": _("Op kennis, op de functie, of op wie u bent.")},
            ]
        }


class OrganisationsBlock(blocks.StructBlock):
    """Organisations of the register, by name."""

    heading = blocks.CharBlock(
        label=_("Kop"), required=False, max_length=120, help_text=_("Bijvoorbeeld “Deze gemeenten deden mee”.")
    )
    organisations = blocks.ListBlock(
        RegisterChooserBlock("cms.Organisation", label=_("Organisatie"), picture="logo"),
        label=_("Organisaties"),
        min_num=1,
    )
    with_about = blocks.BooleanBlock(
        label=_("Met de tekst “Over deze organisatie”"),
        required=False,
        help_text=_("De alinea uit het register, op elke pagina dezelfde."),
    )

    class Meta:
        icon = "group"
        label = _("Lijst van organisaties")
        description = _("Organisaties uit het register, met hun logo en een link naar hun site.")
        help_text = _("Naam, logo en website komen uit het register: daar past u ze op één plek aan.")
        template = "cms/blocks/organisations.html"
        form_layout = blocks.BlockGroup(children=["heading", "organisations"], settings=["with_about"])
        preview_template = "cms/blocks/preview_organisations.html"
        preview_value = {"heading": _("Deze organisaties deden mee")}

"""People and organisations of the register, with what they do on this page; and the buttons of a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choosers import RegisterChooserBlock


def role_line(person: Any, role: str, function: str = "") -> str:
    """What a person of the register does somewhere, with `function` instead of their own, and their organisation."""
    function = function or person.function_text
    if function == role:
        function = ""
    if function and person.organisation:
        function = _("%(function)s bij %(organisation)s") % {
            "function": function,
            "organisation": person.organisation.name,
        }
    parts = [role, function or (person.organisation and person.organisation.name)]
    return ", ".join(str(part) for part in parts if part)


class PersonRoleValue(blocks.StructValue):
    """A person as this page shows them."""

    @property
    def line(self) -> str:
        """Role, function and organisation: "gespreksleider, lector bij Hogeschool De Brink"."""
        return role_line(self["person"], self["role"], self["function"])


class PersonRoleBlock(blocks.StructBlock):
    """A person with what they do here."""

    person = RegisterChooserBlock("cms.Person", label=_("Persoon"), related=["organisation"], picture="photo")
    role = blocks.CharBlock(
        label=_("Rol"), max_length=80, help_text=_("Wat deze persoon hier doet: gespreksleider, te gast, kerndocent.")
    )
    function = blocks.CharBlock(
        label=_("Functie, alleen hier"),
        required=False,
        max_length=120,
        help_text=_("Leeg: de functie uit het register."),
    )

    class Meta:
        icon = "user"
        label = _("Persoon")
        description = _("Iemand uit het register van personen, met de rol op deze pagina.")
        help_text = _("Naam, titels, foto en wie dit is komen uit het register: daar past u ze op één plek aan.")
        template = "cms/blocks/person.html"
        value_class = PersonRoleValue
        form_layout = blocks.BlockGroup(children=["person", "role"], settings=["function"])
        preview_template = "cms/blocks/preview_person.html"
        preview_value = {"role": _("leerbegeleider")}


class PartnerRoleBlock(blocks.StructBlock):
    """An organisation with the part it plays here."""

    organisation = RegisterChooserBlock("cms.Organisation", label=_("Organisatie"), picture="logo")
    role = blocks.CharBlock(
        label=_("Rol"),
        max_length=80,
        help_text=_("Bijvoorbeeld organisator, mede-organisator, kernpartner of financier."),
    )
    receives = blocks.CharBlock(
        label=_("Ontvangt welke gegevens"),
        required=False,
        max_length=120,
        help_text=_("Bijvoorbeeld “naam en organisatie”. Leeg: ontvangt niets. Bezoekers zien dit bij het aanmelden."),
    )

    class Meta:
        icon = "group"
        label = _("Organisatie")
        description = _("Een organisatie uit het register, met haar rol op deze pagina.")
        help_text = _("Naam, logo en website komen uit het register: daar past u ze op één plek aan.")
        template = "cms/blocks/partner.html"
        form_layout = blocks.BlockGroup(children=["organisation", "role"], settings=["receives"])
        preview_template = "cms/blocks/preview_partner.html"
        preview_value = {"role": _("kernpartner")}


class ButtonBlock(blocks.StructBlock):
    """A button that leads to a page of the site."""

    label = blocks.CharBlock(label=_("Tekst op de knop"), max_length=40)
    page = blocks.PageChooserBlock(label=_("Leidt naar"))

    class Meta:
        icon = "link"
        label = _("Knop")
        description = _("Een knop naar een pagina. De eerste knop valt het meest op.")
        help_text = _("Zeg wat er gebeurt: “Bekijk de agenda”, niet “Klik hier”.")
        template = "cms/blocks/button.html"
        preview_template = "cms/blocks/preview_button.html"
        preview_value = {"label": _("Bekijk de agenda")}

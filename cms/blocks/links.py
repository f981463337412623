"""Links to read on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choosers import LinkedPageChooserBlock


class RelatedLinkBlock(blocks.StructBlock):
    """One link: to a page of the site, or to another site."""

    page = LinkedPageChooserBlock(label=_("Pagina van deze site"), required=False)
    url = blocks.URLBlock(label=_("of adres van een andere site"), required=False, max_length=500)
    label = blocks.CharBlock(
        label=_("Tekst van de link"),
        required=False,
        max_length=150,
        help_text=_("Wat de lezer daar vindt, niet “klik hier”. Leeg bij een pagina van deze site: haar titel."),
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: Any) -> Any:
        """One target, and words for one that has no title of its own."""
        cleaned = super().clean(value)
        mistakes = {}
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            mistakes["url"] = ValidationError(_("Kies een pagina of vul een adres in, één van beide."))
        elif cleaned["url"] and not cleaned["label"]:
            mistakes["label"] = ValidationError(_("Schrijf op wat de lezer daar vindt."))
        if mistakes:
            raise blocks.StructBlockValidationError(block_errors=mistakes)
        return cleaned


class RelatedLinksBlock(blocks.StructBlock):
    """Links with a heading."""

    heading = blocks.CharBlock(label=_("Kop"), required=False, max_length=80, help_text=_("Leeg: “Lees verder”."))
    links = blocks.ListBlock(RelatedLinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("Links om verder te lezen")
        description = _("Een lijst van pagina’s van deze site en van andere sites.")
        help_text = _(
            "Een pagina van deze site houdt haar link, ook als ze verhuist; kies haar daarom liever dan haar adres te plakken."
        )
        template = "cms/blocks/links.html"
        preview_value = {
            "links": [
                {"label": _("De wet in gewone taal"), "url": "https://wetten.example/"},
                {"label": _("Het onderzoek achter dit verhaal"), "url": "https://debrink.example/onderzoek"},
            ]
        }


def recommended_block() -> blocks.PageChooserBlock:
    """A page to read on."""
    return blocks.PageChooserBlock(
        label=_("Pagina"),
        icon="doc-full",
        description=_("Een pagina die onderaan staat om verder te lezen."),
        help_text=_("In het Engels staat er haar vertaling, als die er is."),
        preview_template="cms/blocks/preview_recommended.html",
    )

"""The blocks editors build pages from. Facts (dates, prices, places) are never typed here: sections render them from data."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class RegisterChooserBlock(SnippetChooserBlock):
    """Chooses a person or organisation and loads all of a page's at once, with what showing them takes.

    `related` are foreign keys to join; `picture` is the one to an image. Each image knows the others that were
    `loaded_with` it, so that the first to be shown can fetch the sizes of all (cms.queries.pictures).
    """

    def __init__(self, target_model: str, *, related: Sequence[str] = (), picture: str, **kwargs: Any) -> None:
        super().__init__(target_model, **kwargs)
        self._related = related
        self._picture = picture

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        chosen = list(values)
        register = self.model_class.objects.select_related(self._picture, *self._related)
        found: dict[int, Model] = register.in_bulk([pk for pk in chosen if pk is not None])
        _introduce(getattr(row, self._picture) for row in found.values())
        return [found.get(pk) if pk is not None else None for pk in chosen]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Stands in migrations as the plain chooser it stores the same value as."""
        positional, keyword = self._constructor_args
        kwargs = {key: value for key, value in keyword.items() if key not in {"related", "picture"}}
        return "wagtail.snippets.blocks.SnippetChooserBlock", list(positional), kwargs


class PictureBlock(ImageBlock):
    """An image with its alternative text; images know the others that were loaded with them."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        images: list[Any] = super().bulk_to_python(values)
        _introduce(images)
        return images


def _introduce(images: Iterable[Any]) -> None:
    together = [image for image in images if image]
    for image in together:
        image.loaded_with = together


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
        template = "cms/blocks/quote.html"
        preview_value = {
            "text": _("Vakmanschap groeit pas als iemand er ruimte voor maakt."),
            "speaker": "Kees Mulder",
            "function": _("leerbegeleider"),
        }


class BodyBlock(blocks.StreamBlock):
    """Running text of a page."""

    heading = blocks.CharBlock(
        label=_("Tussenkop"),
        icon="title",
        max_length=120,
        template="cms/blocks/heading.html",
        description=_("Een kop boven een deel van de tekst."),
        preview_value=_("Te gast bij elkaar"),
    )
    text = blocks.RichTextBlock(
        label=_("Tekst"),
        features=RICH_TEXT_FEATURES,
        template="cms/blocks/text.html",
        description=_("Alinea’s, opsommingen en links."),
        preview_value=_(
            "<p>De groep komt niet steeds op dezelfde plek. Deelnemers ontvangen elkaar in hun eigen organisatie.</p>"
            "<ul><li>Zo ziet u hoe het er elders aan toegaat.</li><li>En wat daar wél kan.</li></ul>"
        ),
    )
    figure = FigureBlock()
    quote = QuoteBlock()

    class Meta:
        required = False


class PersonRoleValue(blocks.StructValue):
    """A person as this page shows them."""

    @property
    def line(self) -> str:
        """Role, function and organisation: "gespreksleider, lector bij Hogeschool De Brink"."""
        person = self["person"]
        function = self["function"] or person.function
        if function == self["role"]:
            function = ""
        if function and person.organisation:
            function = _("%(function)s bij %(organisation)s") % {
                "function": function,
                "organisation": person.organisation.name,
            }
        parts = [self["role"], function or (person.organisation and person.organisation.name)]
        return ", ".join(str(part) for part in parts if part)


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
        template = "cms/blocks/button.html"
        preview_template = "cms/blocks/preview_button.html"
        preview_value = {"label": _("Bekijk de agenda")}


def recommended_block() -> blocks.PageChooserBlock:
    """A page to read on."""
    return blocks.PageChooserBlock(
        label=_("Pagina"),
        icon="doc-full",
        description=_("Een pagina die onderaan staat om verder te lezen."),
        preview_template="cms/blocks/preview_recommended.html",
    )

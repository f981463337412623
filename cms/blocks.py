"""The blocks editors build pages from. Facts (dates, prices, places) are never typed here: sections render them from data."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class FigureBlock(blocks.StructBlock):
    """A picture with its caption; the credit comes from the image itself."""

    image = ImageBlock(label=_("Afbeelding"))
    caption = blocks.CharBlock(label=_("Bijschrift"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Afbeelding")
        template = "cms/blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    """A quotation with its speaker."""

    text = blocks.TextBlock(label=_("Citaat"), help_text=_("Zonder aanhalingstekens: die zet de site erbij."))
    speaker = blocks.CharBlock(label=_("Wie zegt dit"), max_length=120)
    function = blocks.CharBlock(label=_("Functie"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Citaat")
        template = "cms/blocks/quote.html"


class BodyBlock(blocks.StreamBlock):
    """Running text of a page."""

    heading = blocks.CharBlock(label=_("Tussenkop"), icon="title", max_length=120, template="cms/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Tekst"), features=RICH_TEXT_FEATURES, template="cms/blocks/text.html")
    figure = FigureBlock()
    quote = QuoteBlock()

    class Meta:
        required = False


class PersonRoleBlock(blocks.StructBlock):
    """A person with what they do here."""

    person = SnippetChooserBlock("cms.Person", label=_("Persoon"))
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


class PartnerRoleBlock(blocks.StructBlock):
    """An organisation with the part it plays here."""

    organisation = SnippetChooserBlock("cms.Organisation", label=_("Organisatie"))
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

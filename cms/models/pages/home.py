"""The first page of the site, and its plain pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock, ButtonBlock, ParticipantQuoteBlock, PartnerRoleBlock, QuoteBlock
from cms.models.pages.mixins import IntroMixin


class HomePage(IntroMixin, Page):
    """What the academy does and what is next, in one screen."""

    buttons = StreamField(
        [("button", ButtonBlock())],
        blank=True,
        max_num=2,
        verbose_name=_("knoppen"),
        help_text=_("Onder de inleiding."),
    )
    featured = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uitgelicht"),
        help_text=_("Het programma onder de kop. Leeg: geen."),
    )
    highlights = StreamField(
        [
            (
                "article",
                PageChooserBlock(
                    ["cms.NewsPage"],
                    label=_("Bericht"),
                    description=_("Een nieuwsbericht dat vooraan staat."),
                    help_text=_("Titel, inleiding en afbeelding komen van het bericht zelf."),
                    preview_template="cms/blocks/preview_article.html",
                ),
            )
        ],
        blank=True,
        max_num=3,
        verbose_name=_("nieuws vooraan"),
        help_text=_("Deze berichten staan eerst; de nieuwste vullen aan tot drie."),
    )
    quotes = StreamField(
        [("quote", QuoteBlock()), ("participant_quote", ParticipantQuoteBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("ervaring van een deelnemer"),
    )
    partners = StreamField([("partner", PartnerRoleBlock())], blank=True, verbose_name=_("wij werken samen met"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("buttons"),
        PageChooserPanel("featured", ["cms.ProgrammePage"]),
        FieldPanel("highlights"),
        FieldPanel("quotes", help_text=_("Eén uitspraak. Laat hem leeg als u er geen hebt.")),
        FieldPanel("partners", help_text=_("Organisaties uit het register, met hun rol.")),
    ]
    page_description = _("De eerste pagina van de site, in één taal.")
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "cms/home.html"

    class Meta:
        verbose_name = _("homepage")
        verbose_name_plural = _("homepages")


class ContentPage(IntroMixin, Page):
    """A plain page: about us, privacy, accessibility."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body", help_text=_("Blokken onder elkaar: tussenkoppen, tekst, afbeeldingen en citaten.")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    page_description = _("Een gewone pagina, zoals “Over ons” of de privacyverklaring.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ContentPage"]
    template = "cms/content.html"

    class Meta:
        verbose_name = _("gewone pagina")
        verbose_name_plural = _("gewone pagina’s")

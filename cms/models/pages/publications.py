"""Publications: the list, and the pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock, PersonRoleBlock
from cms.models.pages.mixins import IntroMixin, ProjectMixin
from cms.models.panels import OfferingChooserPanel, TermsPanel


class PublicationIndexPage(IntroMixin, Page):
    """All publications, newest first."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    query_parameters: ClassVar[frozenset[str]] = frozenset({"pagina"})
    page_description = _("De lijst met alle publicaties.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.PublicationPage"]
    template = "cms/publication_index.html"

    class Meta:
        verbose_name = _("overzicht van publicaties")
        verbose_name_plural = _("overzichten van publicaties")


class PublicationPage(ProjectMixin, IntroMixin, Page):
    """A book or report: to download, to order, or both. Its picture is the cover."""

    published_on = models.DateField(_("verschenen op"), null=True)
    commissioner = models.ForeignKey(
        "cms.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in opdracht van"),
    )
    publisher = models.CharField(_("uitgever"), max_length=150, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    pages = models.PositiveSmallIntegerField(_("aantal pagina’s"), null=True, blank=True)
    document = models.ForeignKey(
        "cms.AcademyDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("om te downloaden"),
    )
    order_url = models.URLField(
        _("te bestellen bij"), max_length=500, blank=True, help_text=_("Het adres van de winkel of uitgever.")
    )
    authors = StreamField([("person", PersonRoleBlock())], blank=True, verbose_name=_("auteurs"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))
    offering = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hoort bij dit programma of webinar"),
        help_text=_("Die pagina verwijst dan vanzelf naar deze publicatie."),
    )
    themes = ParentalManyToManyField("cms.Theme", blank=True, related_name="publications", verbose_name=_("thema’s"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("image", heading=_("omslag")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("published_on", help_text=_("Hierop sorteert de lijst.")),
                        FieldPanel("pages", help_text=_("Leeg: staat er niet bij.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("publisher", help_text=_("Zoals op het titelblad.")),
                        FieldPanel("isbn", help_text=_("Met of zonder streepjes.")),
                    ]
                ),
                FieldPanel("commissioner", help_text=_("Een organisatie uit het register.")),
                FieldPanel(
                    "document", help_text=_("Liefst een toegankelijke pdf. Soort en grootte staan er vanzelf bij.")
                ),
                FieldPanel("order_url"),
            ],
            _("De uitgave"),
        ),
        FieldPanel("authors", help_text=_("Kies mensen uit het register. Hun functie en foto komen mee.")),
        FieldPanel("body", help_text=_("Blokken onder elkaar: tussenkoppen, tekst, afbeeldingen en citaten.")),
        OfferingChooserPanel("offering"),
        PageChooserPanel("project", ["cms.ProjectPage"]),
        TermsPanel("themes", help_text=_("Hierop vinden lezers verwante berichten. Eén of twee is genoeg.")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]
    # wagtail-localize leaves relations alone unless told; a publisher and a number are no text to translate.
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("themes"),
        SynchronizedField("publisher"),
        SynchronizedField("isbn"),
    ]
    shown_urls: ClassVar[tuple[str, ...]] = ("order_url",)
    page_description = _("Een rapport, boek of handreiking, met het bestand of de uitgever.")
    parent_page_types: ClassVar[list[str]] = ["cms.PublicationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/publication.html"

    class Meta:
        verbose_name = _("publicatie")
        verbose_name_plural = _("publicaties")

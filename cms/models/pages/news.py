"""News: the list, its series, and the articles."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock, recommended_block
from cms.models.pages.mixins import IntroMixin, ProjectMixin
from cms.models.panels import OfferingChooserPanel, TermsPanel


class NewsIndexPage(IntroMixin, Page):
    """All news, newest first."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    query_parameters: ClassVar[frozenset[str]] = frozenset({"jaar", "thema", "pagina"})
    page_description = _("De lijst met alle nieuwsberichten.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage", "cms.SeriesPage"]
    template = "cms/news_index.html"

    class Meta:
        verbose_name = _("nieuwsoverzicht")
        verbose_name_plural = _("nieuwsoverzichten")


class SeriesPage(IntroMixin, Page):
    """A section or series of articles under a name of its own, perhaps with a logo: the page that lists them."""

    logo = models.ForeignKey(
        "cms.AcademyImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Het beeldmerk van de reeks, op een doorzichtige achtergrond."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("logo"), FieldPanel("image")]),
        FieldPanel("body", help_text=_("Blokken onder elkaar: tussenkoppen, tekst, afbeeldingen en citaten.")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    query_parameters: ClassVar[frozenset[str]] = frozenset({"pagina"})
    page_description = _("Een reeks of rubriek waar berichten en programma’s bij horen.")
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/series.html"

    class Meta:
        verbose_name = _("reeks")
        verbose_name_plural = _("reeksen")


class NewsPage(ProjectMixin, IntroMixin, Page):
    """A news article or the report of an event."""

    class Kind(models.TextChoices):
        NEWS = "news", _("Nieuws")
        REPORT = "report", _("Verslag")
        INTERVIEW = "interview", _("Interview")

    class Disclosure(models.TextChoices):
        NONE = "", _("eigen bericht")
        SPONSORED = "sponsored", _("Gesponsord")
        PARTNER = "partner", _("Bijdrage van een partner")

    kind = models.CharField(_("soort bericht"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    published_on = models.DateField(
        _("datum"),
        null=True,
        # Without it a new article is not kept by itself before its editor has thought of a date.
        default=timezone.localdate,
        help_text=_("De datum die lezers zien en waarop de lijst sorteert."),
    )
    author = models.ForeignKey(
        "cms.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("auteur"),
    )
    series = models.ForeignKey(
        SeriesPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reeks"),
        help_text=_("De naam van de reeks staat boven het bericht; vorige en volgende blijven erbinnen."),
    )
    summary = StreamField(
        [("point", CharBlock(label=_("Punt"), max_length=200))],
        blank=True,
        verbose_name=_("in het kort"),
        help_text=_("Twee tot vier punten die boven het artikel staan."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))
    themes = ParentalManyToManyField("cms.Theme", blank=True, related_name="articles", verbose_name=_("thema’s"))
    disclosure = models.CharField(
        _("herkomst"),
        max_length=10,
        blank=True,
        choices=Disclosure.choices,
        default=Disclosure.NONE,
        help_text=_("Betaald of aangeleverd? Het label staat overal waar dit bericht staat."),
    )
    sponsor = models.ForeignKey(
        "cms.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("betaald of aangeleverd door"),
    )
    offering = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("gaat over dit programma of webinar"),
        help_text=_(
            "De aanmeldkaart met datum, plaatsen en prijs verschijnt vanzelf in het artikel. Bij een verslag: de bijeenkomst waar"
            " het over gaat; die pagina verwijst dan naar dit verslag."
        ),
    )
    attendance = models.PositiveIntegerField(
        _("aantal aanwezigen"), null=True, blank=True, help_text=_("Alleen bij een verslag.")
    )
    recommended = StreamField(
        [("page", recommended_block())],
        blank=True,
        max_num=3,
        verbose_name=_("aanbevolen"),
        help_text=_("Hooguit drie pagina’s om verder te lezen. Is er nog plaats, dan vult de site aan op thema."),
    )

    content_panels = [
        *Page.content_panels,
        FieldRowPanel(
            [
                FieldPanel("kind", help_text=_("Een verslag of interview krijgt dat woord boven de titel.")),
                FieldPanel("published_on"),
            ]
        ),
        FieldPanel("author", help_text=_("Iemand uit het register van personen.")),
        PageChooserPanel("series", ["cms.SeriesPage"]),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("summary"),
        FieldPanel(
            "body",
            help_text=_(
                "Datums, prijzen en plaatsen typt u hier niet: die komen uit het programma of webinar hieronder."
            ),
        ),
        OfferingChooserPanel("offering"),
        FieldPanel("attendance"),
        PageChooserPanel("project", ["cms.ProjectPage"]),
        TermsPanel("themes", help_text=_("Hierop vinden lezers verwante berichten. Eén of twee is genoeg.")),
        FieldPanel("recommended"),
        MultiFieldPanel(
            [
                FieldPanel("disclosure"),
                FieldPanel("sponsor", help_text=_("Verplicht bij een label; de naam staat bij het bericht.")),
            ],
            _("Gesponsord of aangeleverd"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]
    # wagtail-localize leaves relations alone unless told.
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("themes")]
    page_description = _("Een bericht, verslag of interview; komt in de lijst met nieuws.")
    is_made_often: ClassVar[bool] = True
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    shown_with: ClassVar[tuple[str, ...]] = ("image", "author__organisation", "author__photo", "sponsor")
    template = "cms/news.html"

    class Meta:
        verbose_name = _("nieuwsbericht")
        verbose_name_plural = _("nieuwsberichten")
        indexes = [models.Index(fields=["published_on", "page_ptr"], name="news_by_date")]

    @property
    def card_kind(self) -> str:
        return str(self.get_kind_display())

    @property
    def label(self) -> str:
        """The word that must stand wherever this article is listed; empty for the editors' own."""
        return str(self.get_disclosure_display()) if self.disclosure else ""

    @property
    def disclosure_text(self) -> str:
        """Who paid or wrote, as a sentence; empty for the editors' own."""
        if not (self.disclosure and self.sponsor):
            return ""
        if self.disclosure == self.Disclosure.SPONSORED:
            text = _("Betaald door %(name)s. De redactie schreef niet mee.")
        else:
            text = _("Geschreven door %(name)s, een partner van de academie.")
        return str(text) % {"name": self.sponsor.name}

    @property
    def kind_label(self) -> str:
        """The kind, where it says more than "news"."""
        return "" if self.kind == self.Kind.NEWS else str(self.get_kind_display())

    def clean(self) -> None:
        super().clean()
        if self.disclosure and not self.sponsor_id:
            raise ValidationError({"sponsor": _("Wie betaalde of leverde dit aan? Lezers moeten dat zien.")})
        if self.sponsor_id and not self.disclosure:
            raise ValidationError({"disclosure": _("Kies welk label bij deze organisatie hoort.")})

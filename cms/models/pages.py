"""The pages of the site that need no registration: home, content, news and programmes."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock, ButtonBlock, PartnerRoleBlock, PersonRoleBlock, QuoteBlock


class IntroMixin(models.Model):
    """A lead and a picture, which lists and social cards show too."""

    lead = models.TextField(
        _("inleiding"),
        blank=True,
        max_length=400,
        help_text=_("Eén of twee zinnen. Staat ook in lijsten en zoekresultaten."),
    )
    image = models.ForeignKey(
        "cms.AcademyImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("afbeelding"),
        help_text=_("Leeg: de site tekent zelf een vakwerkmuur."),
    )

    # Set by whoever found out along with the page itself, so that serving it need not ask again.
    is_open_to_all = False

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """What guards this page: Wagtail asks before it serves it."""
        if self.is_open_to_all:
            nothing: models.QuerySet[PageViewRestriction] = PageViewRestriction.objects.none()
            return nothing
        restrictions: models.QuerySet[PageViewRestriction] = super().get_view_restrictions()  # type: ignore[misc]
        return restrictions


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
    quotes = StreamField([("quote", QuoteBlock())], blank=True, max_num=1, verbose_name=_("ervaring van een deelnemer"))
    partners = StreamField([("partner", PartnerRoleBlock())], blank=True, verbose_name=_("wij werken samen met"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("buttons"),
        PageChooserPanel("featured", ["cms.ProgrammePage"]),
        FieldPanel("quotes"),
        FieldPanel("partners"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "cms/home.html"

    class Meta:
        verbose_name = _("homepage")
        verbose_name_plural = _("homepages")


class ContentPage(IntroMixin, Page):
    """A plain page: about us, privacy, accessibility."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("image"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ContentPage"]
    template = "cms/content.html"

    class Meta:
        verbose_name = _("gewone pagina")
        verbose_name_plural = _("gewone pagina’s")


class NewsIndexPage(IntroMixin, Page):
    """All news, newest first."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    query_parameters: ClassVar[frozenset[str]] = frozenset({"pagina"})
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.NewsPage"]
    template = "cms/news_index.html"

    class Meta:
        verbose_name = _("nieuwsoverzicht")
        verbose_name_plural = _("nieuwsoverzichten")


class NewsPage(IntroMixin, Page):
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
        _("datum"), null=True, help_text=_("De datum die lezers zien en waarop de lijst sorteert.")
    )
    author = models.ForeignKey(
        "cms.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("auteur"),
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
        help_text=_("De aanmeldkaart met datum, plaatsen en prijs verschijnt vanzelf in het artikel."),
    )
    attendance = models.PositiveIntegerField(
        _("aantal aanwezigen"), null=True, blank=True, help_text=_("Alleen bij een verslag.")
    )

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
        FieldPanel("author"),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("offering"),
        FieldPanel("attendance"),
        FieldPanel("themes"),
        MultiFieldPanel([FieldPanel("disclosure"), FieldPanel("sponsor")], _("Gesponsord of aangeleverd")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("published_on"),
    ]
    # wagtail-localize leaves relations alone unless told.
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("themes")]
    parent_page_types: ClassVar[list[str]] = ["cms.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/news.html"

    class Meta:
        verbose_name = _("nieuwsbericht")
        verbose_name_plural = _("nieuwsberichten")

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


class ProgrammeIndexPage(IntroMixin, Page):
    """All programmes."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProgrammePage"]
    template = "cms/programme_index.html"

    class Meta:
        verbose_name = _("programmaoverzicht")
        verbose_name_plural = _("programmaoverzichten")


class ProgrammePage(IntroMixin, Page):
    """An offering with open editions, in-company delivery, or both. Dates, places and prices live on its editions."""

    class Kind(models.TextChoices):
        COURSE = "course", _("Leergang")
        NETWORK = "network", _("Leernetwerk")
        TRAINING = "training", _("Training")
        TEAM = "team", _("Teamsessie")

    kind = models.CharField(_("soort programma"), max_length=10, choices=Kind.choices, default=Kind.COURSE)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("tekst"))
    themes = ParentalManyToManyField("cms.Theme", blank=True, related_name="programmes", verbose_name=_("thema’s"))
    audiences = ParentalManyToManyField(
        "cms.Audience", blank=True, related_name="programmes", verbose_name=_("doelgroepen")
    )
    audience_text = models.CharField(
        _("voor wie"), max_length=200, blank=True, help_text=_("Zoals in de kerninformatie: “HRM’ers bij de overheid”.")
    )
    delivery_text = models.CharField(
        _("vorm"), max_length=200, blank=True, help_text=_("Bijvoorbeeld “op locatie, bij deelnemers te gast”.")
    )
    group_min = models.PositiveSmallIntegerField(
        _("groep vanaf"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    group_max = models.PositiveSmallIntegerField(
        _("groep tot"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    days_min = models.PositiveSmallIntegerField(
        _("dagen vanaf"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    days_max = models.PositiveSmallIntegerField(
        _("dagen tot"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    in_company = models.BooleanField(
        _("ook in de eigen organisatie"), default=False, help_text=_("Bezoekers kunnen een offerte aanvragen.")
    )
    included = models.CharField(
        _("in de prijs"), max_length=200, blank=True, help_text=_("Bijvoorbeeld “8 dagen, lunch en materiaal”.")
    )
    not_included = models.CharField(_("niet inbegrepen"), max_length=200, blank=True)
    people = StreamField([("person", PersonRoleBlock())], blank=True, verbose_name=_("begeleiders"))
    partners = StreamField([("partner", PartnerRoleBlock())], blank=True, verbose_name=_("partners"))
    contact = models.ForeignKey(
        "cms.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contactpersoon"),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("audience_text"),
                FieldPanel("delivery_text"),
                FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
                FieldRowPanel([FieldPanel("days_min"), FieldPanel("days_max")]),
                FieldPanel("in_company"),
                FieldRowPanel([FieldPanel("included"), FieldPanel("not_included")]),
            ],
            _("Kerninformatie"),
        ),
        FieldPanel("people"),
        FieldPanel("partners"),
        FieldPanel("contact"),
        MultiFieldPanel([FieldPanel("themes"), FieldPanel("audiences")], _("Vindbaar onder")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("themes"),
        SynchronizedField("audiences"),
    ]
    parent_page_types: ClassVar[list[str]] = ["cms.ProgrammeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "cms/programme.html"

    class Meta:
        verbose_name = _("programma")
        verbose_name_plural = _("programma’s")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(group_min__isnull=True)
                | models.Q(group_max__isnull=True)
                | models.Q(group_min__lte=models.F("group_max")),
                name="programme_group_range",
                violation_error_message=_("De kleinste groep is groter dan de grootste."),
            ),
            models.CheckConstraint(
                condition=models.Q(days_min__isnull=True)
                | models.Q(days_max__isnull=True)
                | models.Q(days_min__lte=models.F("days_max")),
                name="programme_days_range",
                violation_error_message=_("Het kleinste aantal dagen is groter dan het grootste."),
            ),
        ]

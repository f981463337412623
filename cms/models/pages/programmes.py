"""Programmes: the list, and the pages."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock, PartnerRoleBlock, PersonRoleBlock, recommended_block
from cms.models.pages.mixins import IntroMixin, OfferingMixin
from cms.models.panels import TermsPanel


class ProgrammeIndexPage(IntroMixin, Page):
    """All programmes."""

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    page_description = _("De lijst met alle programma’s.")
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProgrammePage"]
    template = "cms/programme_index.html"

    class Meta:
        verbose_name = _("programmaoverzicht")
        verbose_name_plural = _("programmaoverzichten")


class ProgrammePage(OfferingMixin, IntroMixin, Page):
    """An offering with open editions, in-company delivery, or both. Dates, places and prices live on its editions."""

    shown_with = ("image", "contact__organisation", "contact__photo")

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
    inhabitants_over = models.PositiveIntegerField(_("voor gemeenten met meer inwoners dan"), null=True, blank=True)
    inhabitants_up_to = models.PositiveIntegerField(
        _("voor gemeenten tot en met dit aantal inwoners"), null=True, blank=True
    )
    variant = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("andere variant"),
        help_text=_("Wie zich aanmeldt voor een organisatie van een andere grootte, krijgt die variant voorgesteld."),
    )
    in_company = models.BooleanField(
        _("ook in de eigen organisatie"), default=False, help_text=_("Bezoekers kunnen een offerte aanvragen.")
    )
    included = models.CharField(
        _("in de prijs"), max_length=200, blank=True, help_text=_("Bijvoorbeeld “8 dagen, lunch en materiaal”.")
    )
    not_included = models.CharField(_("niet inbegrepen"), max_length=200, blank=True)
    competences = StreamField(
        [
            (
                "competence",
                SnippetChooserBlock(
                    "cms.Competence",
                    label=_("Competentie"),
                    icon="pick",
                    description=_("Waarin deelnemers beter worden."),
                    help_text=_("Uit het register; de site zet ze per dimensie bij elkaar."),
                    preview_template="cms/blocks/preview_competence.html",
                ),
            )
        ],
        blank=True,
        verbose_name=_("competenties"),
        help_text=_("Waarin deelnemers beter worden. Vier tot acht is genoeg."),
    )
    series = models.ForeignKey(
        "cms.SeriesPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reeks of regeling"),
        help_text=_(
            "De naam en het beeldmerk staan boven het programma, en het programma staat op de pagina van de reeks."
        ),
    )
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
    recommended = StreamField(
        [("page", recommended_block())],
        blank=True,
        max_num=3,
        verbose_name=_("aanbevolen"),
        help_text=_("Hooguit drie pagina’s om verder te lezen. Is er nog plaats, dan vult de site aan op thema."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind", help_text=_("Staat boven de titel en in lijsten.")),
        PageChooserPanel("series", ["cms.SeriesPage"]),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body", help_text=_("Waarom, voor wie en hoe. Datums, prijs en plaatsen komen uit de edities.")),
        MultiFieldPanel(
            [
                FieldPanel("audience_text"),
                FieldPanel("delivery_text"),
                FieldRowPanel(
                    [
                        FieldPanel("group_min", help_text=_("De kleinste groep.")),
                        FieldPanel("group_max", help_text=_("De grootste groep.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("days_min", help_text=_("Bij een vaste duur twee keer hetzelfde getal.")),
                        FieldPanel("days_max", help_text=_("De controle vergelijkt dit met de edities.")),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("inhabitants_over", help_text=_("Precies dit aantal hoort er niet bij.")),
                        FieldPanel("inhabitants_up_to", help_text=_("Precies dit aantal hoort er wel bij.")),
                    ]
                ),
                PageChooserPanel("variant", ["cms.ProgrammePage"]),
                FieldPanel("in_company"),
                FieldRowPanel(
                    [
                        FieldPanel("included"),
                        FieldPanel(
                            "not_included", help_text=_("Wat deelnemers zelf betalen, zoals reizen of overnachten.")
                        ),
                    ]
                ),
            ],
            _("Kerninformatie"),
        ),
        FieldPanel("competences"),
        FieldPanel("people", help_text=_("Kies mensen uit het register. Hun functie en foto komen mee.")),
        FieldPanel("partners", help_text=_("Organisaties uit het register, met hun rol.")),
        FieldPanel("contact", help_text=_("Wie vragen beantwoordt. Telefoon en e-mailadres komen uit het register.")),
        PageChooserPanel("project", ["cms.ProjectPage"]),
        MultiFieldPanel(
            [
                TermsPanel("themes", help_text=_("Hierop filteren bezoekers. Eén of twee is genoeg.")),
                TermsPanel("audiences", help_text=_("Hierop filteren bezoekers.")),
            ],
            _("Vindbaar onder"),
        ),
        FieldPanel("recommended"),
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
    page_description = _("Een leergang, training of leernetwerk. Datums en prijs geeft u daarna bij “Edities”.")
    is_made_often: ClassVar[bool] = True
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

    def is_for(self, inhabitants: int) -> bool:
        """Whether this variant is made for a municipality of this size; exactly on a boundary is the smaller one."""
        over, up_to = self.inhabitants_over, self.inhabitants_up_to
        return (over is None or inhabitants > over) and (up_to is None or inhabitants <= up_to)

    @property
    def card_kind(self) -> str:
        return str(self.get_kind_display())

"""Registers that pages, registrations and invoices share: themes, audiences, organisations and people."""

import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index


class Term(TranslatableMixin, index.Indexed, models.Model):
    """A word that visitors filter by."""

    name = models.CharField(_("naam"), max_length=80)
    slug = models.SlugField(_("in de URL"), max_length=80)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="%(class)s_slug_unique")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        # The language is not on the form, so the form does not check the constraint.
        others = type(self).objects.filter(slug=self.slug, locale=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"slug": _("In deze taal bestaat dit al. Kies een ander woord voor in de URL.")})


class Theme(Term):
    """What pages and programmes are about; a filter of the agenda."""

    class Meta(Term.Meta):
        verbose_name = _("thema")
        verbose_name_plural = _("thema’s")


class Audience(Term):
    """Whom something is for; a filter of the agenda."""

    class Meta(Term.Meta):
        verbose_name = _("doelgroep")
        verbose_name_plural = _("doelgroepen")


def in_source_language() -> models.Q:
    """Relations point to the term of the source language; pages show it in theirs."""
    return models.Q(locale__language_code=settings.LANGUAGE_CODE)


class Organisation(index.Indexed, models.Model):
    """An organisation that we know: partner on a page, employer of a participant, customer on an invoice."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("gemeente")
        PROVINCE = "province", _("provincie")
        WATER_BOARD = "water_board", _("waterschap")
        CENTRAL_GOVERNMENT = "central_government", _("rijksoverheid")
        EDUCATION = "education", _("onderwijs en onderzoek")
        FUND = "fund", _("fonds")
        ASSOCIATION = "association", _("vereniging of stichting")
        COMPANY = "company", _("bedrijf")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("naam"), max_length=200, help_text=_("Zoals op een factuur, bijvoorbeeld “Gemeente Lindewaard”.")
    )
    kind = models.CharField(_("soort"), max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY)
    place = models.CharField(
        _("plaats"), max_length=80, blank=True, help_text=_("Staat bij de naam als iemand de organisatie zoekt.")
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "cms.AcademyImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    about = models.TextField(
        _("over deze organisatie"), blank=True, help_text=_("Eén alinea, op elke pagina dezelfde.")
    )
    about_en = models.TextField(_("over deze organisatie in het Engels"), blank=True)
    inhabitants = models.PositiveIntegerField(_("inwoners"), null=True, blank=True)
    inhabitants_source = models.CharField(
        _("bron van het aantal inwoners"),
        max_length=120,
        blank=True,
        help_text=_("Bijvoorbeeld “CBS, 1 januari 2026”."),
    )
    kvk_number = models.CharField(
        _("KvK-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("Een KvK-nummer heeft 8 cijfers."))],
    )
    oin = models.CharField(
        _("OIN"), max_length=20, blank=True, validators=[RegexValidator(r"^\d{20}$", _("Een OIN heeft 20 cijfers."))]
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("kind"), FieldPanel("place"), FieldPanel("website"), FieldPanel("logo")],
            _("Wie"),
        ),
        FieldPanel("about"),
        FieldPanel("about_en"),
        FieldRowPanel([FieldPanel("inhabitants"), FieldPanel("inhabitants_source")], _("Inwoners")),
        FieldRowPanel([FieldPanel("kvk_number"), FieldPanel("oin")], _("Nummers voor de factuur")),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("kvk_number"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def about_text(self) -> str:
        """The paragraph about it in the active language; Dutch where there is no English."""
        return self.about_en if self.about_en and _is_english() else self.about


class Person(index.Indexed, models.Model):
    """Somebody who writes, teaches, speaks or can be contacted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    titles_before = models.CharField(
        _("titels voor de naam"), max_length=40, blank=True, help_text=_("Bijvoorbeeld “drs.”.")
    )
    initials = models.CharField(_("voorletters"), max_length=20, blank=True)
    first_name = models.CharField(_("roepnaam"), max_length=80)
    last_name = models.CharField(_("achternaam"), max_length=120)
    titles_after = models.CharField(
        _("titels achter de naam"), max_length=40, blank=True, help_text=_("Bijvoorbeeld “MSc”.")
    )
    function = models.CharField(_("functie"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisatie"),
    )
    photo = models.ForeignKey(
        "cms.AcademyImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("foto")
    )
    expertise = models.ManyToManyField(
        Theme,
        blank=True,
        related_name="experts",
        limit_choices_to=in_source_language,
        verbose_name=_("deskundig in"),
    )
    bio = models.TextField(_("over deze persoon"), blank=True, help_text=_("Twee of drie zinnen."))
    function_en = models.CharField(_("functie in het Engels"), max_length=120, blank=True)
    bio_en = models.TextField(
        _("over deze persoon in het Engels"),
        blank=True,
        help_text=_("Wat leeg is, staat op Engelse pagina’s in het Nederlands."),
    )
    email = models.EmailField(
        _("e-mailadres"), blank=True, help_text=_("Staat op de site waar deze persoon contactpersoon is.")
    )
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)

    has_page = models.BooleanField(
        _("heeft een eigen pagina op de site"),
        default=False,
        help_text=_("Met naam, functie, wie dit is en wat deze persoon schreef en geeft. Vraag of het mag."),
    )

    panels = [
        FieldRowPanel([FieldPanel("titles_before"), FieldPanel("initials"), FieldPanel("first_name")]),
        FieldRowPanel([FieldPanel("last_name"), FieldPanel("titles_after")]),
        FieldRowPanel([FieldPanel("function"), FieldPanel("organisation")]),
        FieldPanel("photo"),
        FieldPanel("bio"),
        FieldPanel("expertise", widget=forms.CheckboxSelectMultiple),
        FieldPanel("has_page"),
        MultiFieldPanel([FieldPanel("function_en"), FieldPanel("bio_en")], _("In het Engels")),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
    ]
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("last_name"),
        index.AutocompleteField("first_name"),
        index.SearchField("function"),
        index.SearchField("function_en"),
        index.SearchField("bio"),
        index.SearchField("bio_en"),
    ]

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where this person's own page is; "" without one."""
        return reverse("cms:person", args=[self.public_id]) if self.has_page else ""

    @property
    def title(self) -> str:
        """What the search index weighs like the title of a page."""
        return f"{self.first_name} {self.last_name}"

    @property
    def name(self) -> str:
        """Titles, call name and last name, as the site shows it."""
        name = " ".join(part for part in (self.titles_before, self.first_name, self.last_name) if part)
        return f"{name}, {self.titles_after}" if self.titles_after else name

    @property
    def full_name(self) -> str:
        """The name as on a card of an expert: mr. dr. R.J. (Ruben) Terpstra."""
        called = f"{self.initials} ({self.first_name})" if self.initials else self.first_name
        name = " ".join(part for part in (self.titles_before, called, self.last_name) if part)
        return f"{name}, {self.titles_after}" if self.titles_after else name

    @property
    def function_text(self) -> str:
        """The function in the active language; Dutch where there is no English."""
        return self.function_en if self.function_en and _is_english() else self.function

    @property
    def bio_text(self) -> str:
        """The lines about this person in the active language; Dutch where there is no English."""
        return self.bio_en if self.bio_en and _is_english() else self.bio

    @property
    def monogram(self) -> str:
        """Two letters for where a photo is missing: the first of the call name and of the last name proper."""
        return (self.first_name[:1] + self.last_name.split()[-1][:1]).upper()


class Competence(index.Indexed, models.Model):
    """What somebody gets better at in a programme."""

    class Dimension(models.TextChoices):
        """The aspects of how people act in which competences are commonly divided."""

        BEING = "being", _("persoonlijk: het zijn")
        THINKING = "thinking", _("conceptueel: het denken")
        RELATING = "relating", _("relationeel: de omgang met anderen")
        DOING = "doing", _("operationeel: het doen")

    name = models.CharField(
        _("naam"), max_length=80, unique=True, help_text=_("Zoals u het tegen een deelnemer zegt: “doorvragen”.")
    )
    name_en = models.CharField(
        _("naam in het Engels"), max_length=80, blank=True, help_text=_("Leeg: de Nederlandse naam.")
    )
    dimension = models.CharField(
        _("dimensie"),
        max_length=10,
        choices=Dimension.choices,
        help_text=_("Op de pagina van een programma staan competenties per dimensie bij elkaar."),
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]), FieldPanel("dimension")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("competentie")
        verbose_name_plural = _("competenties")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def name_text(self) -> str:
        """The name in the active language; Dutch where there is no English."""
        return self.name_en if self.name_en and _is_english() else self.name


def _is_english() -> bool:
    return (get_language() or "").startswith("en")

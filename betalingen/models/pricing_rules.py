"""Rules of price and VAT, as data with dates: the academy's tax adviser changes them, not a programmer."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from betalingen.fares import SubsidyOffer
from betalingen.pricing import NEEDS_WORDING, SubsidyTerms, SubsidyTreatment, VatCategory, VatTerms
from cms.api import Organisation


class VatRule(models.Model):
    """A VAT rate or an exemption, valid in a period."""

    name = models.CharField(
        _("naam"), max_length=80, help_text=_("Zoals de bezoeker het leest: “21 % btw” of “vrijgesteld van btw”.")
    )
    category = models.CharField(
        _("soort"),
        max_length=2,
        choices={
            VatCategory.STANDARD.value: _("btw-tarief"),
            VatCategory.EXEMPT.value: _("vrijgesteld"),
            VatCategory.ZERO.value: _("nultarief"),
            VatCategory.REVERSE.value: _("btw verlegd"),
        },
        default=VatCategory.STANDARD.value,
    )
    rate = models.DecimalField(
        _("tarief in procenten"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    wording = models.CharField(
        _("tekst op de factuur"),
        max_length=200,
        blank=True,
        help_text=_("Verplicht bij een vrijstelling en bij “btw verlegd”: waarom er geen btw is."),
    )
    ledger_code = models.CharField(
        _("btw-code in de boekhouding"), max_length=20, blank=True, help_text=_("Staat in het journaal bij de omzet.")
    )
    valid_from = models.DateField(_("geldig vanaf"), default=dt.date(2019, 1, 1))
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("rate")]),
        FieldPanel("wording"),
        FieldPanel("ledger_code"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    ]

    class Meta:
        verbose_name = _("btw-regel")
        verbose_name_plural = _("btw-regels")
        ordering = ["-rate", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(category="S", rate__gt=0) | (~models.Q(category="S") & models.Q(rate=0)),
                name="vat_rate_fits_category",
                violation_error_message=_("Een tarief hoort bij “btw-tarief”; de andere soorten hebben 0 %."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An exemption must say why, and so must a VAT that is shifted to the buyer."""
        if self.category in NEEDS_WORDING and not self.wording:
            raise ValidationError({"wording": _("Vul in waarom er geen btw is; dat moet op de factuur staan.")})

    @property
    def terms(self) -> VatTerms:
        """The facts that `pricing` works with."""
        return VatTerms(category=VatCategory(self.category), rate=self.rate, label=self.name, wording=self.wording)


class SubsidyScheme(models.Model):
    """A funder that pays part of the price.

    It is for who books from `valid_from` to `valid_until`, is of a type that it names or declares what is asked, and as long as the
    ceilings are not reached; everybody else pays the full price. What was booked keeps the terms of then (OrderLine.subsidy_terms).
    """

    name = models.CharField(_("naam van de regeling"), max_length=120)
    funder = models.ForeignKey(
        "cms.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("financier")
    )
    percentage = models.DecimalField(
        _("percentage"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount_cents = models.PositiveIntegerField(_("vast bedrag in centen"), null=True, blank=True)
    treatment = models.CharField(
        _("btw"),
        max_length=10,
        choices={
            SubsidyTreatment.UNLINKED.value: _("los van de prijs: btw over wat de deelnemer betaalt"),
            SubsidyTreatment.LINKED.value: _("hoort bij de prijs, betaald aan de academie: btw over de volle prijs"),
            SubsidyTreatment.EMPLOYER.value: _("betaald aan de werkgever: de deelnemer betaalt de volle prijs"),
        },
        default=SubsidyTreatment.UNLINKED.value,
    )
    most_per_place_cents = models.PositiveIntegerField(_("hooguit per deelnemer, in centen"), null=True, blank=True)
    most_places = models.PositiveIntegerField(
        _("plafond in plaatsen"),
        null=True,
        blank=True,
        help_text=_("Zo veel deelnemers kunnen de subsidie krijgen, over alle edities samen. Leeg: geen grens."),
    )
    budget_cents = models.PositiveBigIntegerField(_("plafond in centen"), null=True, blank=True)
    declaration = models.CharField(
        _("voor wie"),
        max_length=300,
        blank=True,
        help_text=_(
            "Wat de aanmelder verklaart om subsidie te krijgen, bijvoorbeeld: “Wij zijn een gemeente of een waterschap.” "
            "Wie dat niet aanvinkt, betaalt de volle prijs. Leeg: de subsidie is voor iedereen."
        ),
    )
    organisation_kinds = ArrayField(
        models.CharField(max_length=20, choices=Organisation.Kind.choices),
        verbose_name=_("soorten organisaties"),
        default=list,
        blank=True,
        help_text=_(
            "Staat de organisatie van de aanmelder in het register, dan beslist de soort die daar staat. Kennen we haar niet, "
            "dan telt de verklaring. Niets gekozen: de soort maakt niet uit."
        ),
    )
    valid_from = models.DateField(_("geldig vanaf"), help_text=_("De dag waarop iemand zich aanmeldt, telt."))
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("funder"),
        FieldRowPanel([FieldPanel("percentage"), FieldPanel("amount_cents")]),
        FieldPanel("treatment"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("organisation_kinds"),
                FieldPanel("declaration"),
                FieldPanel("most_per_place_cents"),
                FieldRowPanel([FieldPanel("most_places"), FieldPanel("budget_cents")]),
            ],
            heading=_("Wie krijgt de subsidie, en tot wanneer?"),
        ),
    ]

    class Meta:
        verbose_name = _("subsidieregeling")
        verbose_name_plural = _("subsidieregelingen")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percentage__isnull=True) ^ models.Q(amount_cents__isnull=True),
                name="subsidy_percentage_or_amount",
                violation_error_message=_("Vul een percentage in of een vast bedrag, niet allebei."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="subsidy_ends_after_it_starts",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Of an organisation that the register does not know, somebody must say something."""
        if self.organisation_kinds and not self.declaration:
            told = _("Vul ook in wat iemand verklaart van wie we de organisatie niet kennen.")
            raise ValidationError({"declaration": told})

    @property
    def terms(self) -> SubsidyTerms:
        """The facts that `pricing` works with."""
        return SubsidyTerms(
            name=self.name,
            funder=self.funder.name,
            percentage=self.percentage,
            amount_cents=self.amount_cents,
            treatment=SubsidyTreatment(self.treatment),
            most_cents=self.most_per_place_cents,
        )

    @property
    def offer(self) -> SubsidyOffer:
        """Its terms and conditions, not knowing yet what is used of it."""
        return SubsidyOffer(
            scheme_id=self.pk,
            terms=self.terms,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            declaration=self.declaration,
            kinds=frozenset(self.organisation_kinds),
            most_places=self.most_places,
            most_cents=self.budget_cents,
        )

"""Editions and their sessions: the only place where dates, seats and prices are entered."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import Page

from betalingen.api import CancellationStepsBlock, Fare, Price
from events.bilingual import marked
from events.blocks import EvaluationQuestionsBlock, QuestionsBlock, WorkgroupsBlock
from events.lifecycles import EditionStatus


class PaysWhen(models.TextChoices):
    """When somebody who books a place that costs something is asked to pay."""

    BOOKING = "booking", _("bij het aanmelden")
    GO_AHEAD = "go_ahead", _("pas als het doorgaat")


class EvaluatedAfter(models.TextChoices):
    """When whoever was there is asked what they think of it."""

    NEVER = "never", _("niet")
    SESSION = "session", _("na elke bijeenkomst")
    EDITION = "edition", _("na de laatste bijeenkomst")


class Edition(ClusterableModel):
    """One run of an offering: the only thing with capacity, price, deadline and a decision date.

    `offering` is the page in the source language; its translations share the edition through their translation key.
    With an `access_key` the edition is closed: no list, feed or page shows it, and whoever has the key may register.
    One of a contract has the accepted `quote`, which pays for it, and stays closed; it may be for one `team` of the organisation.
    `taken` counts the registrations that hold a seat, `reserved` the seats that are the waiting list's: offered, or kept for
    whoever is first in the queue. The database refuses more of both than there are places.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="editions", verbose_name=_("programma of webinar")
    )
    label = models.CharField(
        _("naam van de editie"),
        max_length=80,
        blank=True,
        help_text=_("Leeg: de maand van de eerste bijeenkomst, zoals “juni 2027”."),
    )
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            EditionStatus.DRAFT.value: _("concept"),
            EditionStatus.OPEN.value: _("open"),
            EditionStatus.CONFIRMED.value: _("gaat door"),
            EditionStatus.COMPLETED.value: _("afgerond"),
            EditionStatus.CANCELLED.value: _("gaat niet door"),
        },
        default=EditionStatus.DRAFT.value,
    )
    access_key = models.CharField(max_length=43, unique=True, null=True, editable=False)  # noqa: DJ001  # unique
    email_domains = models.TextField(_("alleen voor adressen van"), blank=True, help_text="Domains, a space between.")
    quote = models.ForeignKey(
        "events.Quote",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("contract"),
    )
    team = models.CharField(
        _("voor team of afdeling"),
        max_length=80,
        blank=True,
        help_text=_("Alleen voor dit team: de editie staat niet tussen de data waaruit medewerkers kiezen."),
    )
    minimum = models.PositiveIntegerField(_("minimum aantal deelnemers"), default=1)
    capacity = models.PositiveIntegerField(_("maximum aantal deelnemers"))
    taken = models.PositiveIntegerField(_("bezette plaatsen"), default=0, editable=False)
    reserved = models.PositiveIntegerField(_("plaatsen voor de wachtlijst"), default=0, editable=False)
    offer_hours = models.PositiveSmallIntegerField(
        _("bedenktijd van de wachtlijst, in werkuren"),
        default=16,
        validators=[MinValueValidator(1)],
        help_text=_("Zo lang houden we een vrijgekomen plaats vast voor wie aan de beurt is. Een werkdag telt 8 uur."),
    )
    consent_days = models.PositiveSmallIntegerField(
        _("bedenktijd van een budgethouder, in werkdagen"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Zo lang houden we de plaatsen vast als iemand anders over het geld beslist."),
    )
    closes_at = models.DateTimeField(_("aanmelden kan tot"), null=True, blank=True)
    names_until = models.DateTimeField(
        _("namen en wissels tot"), null=True, blank=True, help_text="None: until the first session starts."
    )
    decision_date = models.DateField(
        _("beslisdatum"), null=True, blank=True, help_text=_("De dag waarop u besluit of het doorgaat.")
    )
    pays_when = models.CharField(
        _("wanneer men betaalt"),
        max_length=10,
        choices=PaysWhen.choices,
        default=PaysWhen.BOOKING,
        help_text=_(
            "Wie pas betaalt als het doorgaat, houdt tot dan een plaats en krijgt na uw besluit een betaallink."
        ),
    )
    gross_price_cents = models.PositiveIntegerField(_("volle prijs in centen, zonder btw"), default=0)
    subsidy_scheme = models.ForeignKey(
        "betalingen.SubsidyScheme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("subsidieregeling"),
    )
    vat_rule = models.ForeignKey(
        "betalingen.VatRule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("btw-regel"),
    )
    # None: free until the start.
    cancellation_steps = StreamField(CancellationStepsBlock(), blank=True, verbose_name=_("wat afmelden kost"))
    has_intake = models.BooleanField(
        _("eerst een intake"),
        default=False,
        help_text=_("Wie zich aanmeldt, krijgt eerst een gesprek. U beslist daarna; pas dan wordt er betaald."),
    )
    reminds_day_before = models.BooleanField(_("herinnering op de werkdag ervoor"), default=True)
    reminds_hour_before = models.BooleanField(_("herinnering een uur voor de inloop"), default=True)
    thanks_after = models.BooleanField(_("mail na afloop"), default=True)
    notify = models.EmailField(
        _("bericht bij elke aanmelding naar"), blank=True, help_text=_("Leeg: alleen bij een intake, naar de academie.")
    )
    attendance_share = models.PositiveSmallIntegerField(
        _("deel van de bijeenkomsten, in procenten"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Wie er zo vaak bij was, was aanwezig."),
    )
    evaluated_after = models.CharField(
        _("wanneer we om een evaluatie vragen"),
        max_length=10,
        choices=EvaluatedAfter.choices,
        default=EvaluatedAfter.NEVER,
        help_text=_(
            "De mail gaat om 10.00 uur op de dag erna, aan wie erbij was of niet is afgevinkt, en komt na de laatste "
            "bijeenkomst in de plaats van de mail na afloop."
        ),
    )
    evaluation_questions = StreamField(
        EvaluationQuestionsBlock(),
        blank=True,
        verbose_name=_("eigen vragen"),
        help_text=_("Komen na het cijfer, in plaats van de standaardvragen. Leeg: de standaardvragen."),
    )
    questions = StreamField(QuestionsBlock(), blank=True, verbose_name=_("vragen bij het aanmelden"))
    workgroups = StreamField(WorkgroupsBlock(), blank=True, verbose_name=_("werkgroepen"))
    cancel_reason = models.CharField(_("waarom het niet doorgaat"), max_length=200, blank=True)
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="SEQUENCE of the calendar items: up with each change."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("editie")
        verbose_name_plural = _("edities")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=F("taken") + F("reserved")), name="edition_seats"),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("capacity")),
                name="edition_minimum",
                violation_error_message=_("Het minimum is groter dan het maximum."),
            ),
            models.CheckConstraint(
                condition=Q(gross_price_cents=0) | Q(vat_rule__isnull=False),
                name="edition_price_has_vat",
                violation_error_message=_("Kies bij een prijs ook een btw-regel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering.title} ({self.label})" if self.label else self.offering.title

    @property
    def is_closed(self) -> bool:
        """Whether only who has the private link may see it and register."""
        return self.access_key is not None

    @property
    def left(self) -> int:
        """The seats that anybody may take."""
        return self.capacity - self.taken - self.reserved

    @property
    def fare(self) -> Fare | None:
        """What a place costs, with and without the subsidy; None when it is free of charge from the start.

        It knows neither the discounts of plugins (`queries.fares`), nor what is used of the subsidy: ask
        `betalingen.api.fares_now` before you charge or show it.
        """
        if not self.gross_price_cents or self.vat_rule is None:
            return None
        return Fare(
            self.gross_price_cents,
            vat=self.vat_rule.terms,
            offer=self.subsidy_scheme.offer if self.subsidy_scheme else None,
        )

    @property
    def price(self) -> Price | None:
        """What one place costs who has the subsidy and no discount; None when it is free of charge from the start."""
        return self.fare.charge(on=timezone.localdate()).subsidised if self.fare else None

    @property
    def holds_orders(self) -> bool:
        """Whether who books now pays only once it is decided that it goes ahead."""
        return self.pays_when == PaysWhen.GO_AHEAD and self.status == EditionStatus.OPEN

    @property
    def is_free(self) -> bool:
        """Nothing to pay for anybody: no price, or a subsidy of the whole price without conditions."""
        return self.fare is None or self.fare.is_free(on=timezone.localdate())


class SessionManager(models.Manager["Session"]):
    """Whoever reads a session says whose guests the participants are: one join instead of a query for each session."""

    def get_queryset(self) -> models.QuerySet["Session"]:
        return super().get_queryset().select_related("host")


class Session(ClusterableModel):
    """One day or part of a day of an edition. Sessions with the same `meeting` number are one meeting of several days.

    What is said about it may be said in English too; where it is not, English pages have the Dutch.

    On location without a `place` means that the place is yet to be found, and everybody reads so.
    """

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("op locatie")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("op locatie en online")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = ParentalKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    meeting = models.PositiveSmallIntegerField(
        _("bijeenkomst"), default=1, help_text=_("Dagen met hetzelfde nummer horen bij elkaar, zoals 23/24 september.")
    )
    title = models.CharField(_("titel van de dag"), max_length=160, blank=True)
    description = models.TextField(_("omschrijving"), blank=True)
    morning = models.CharField(_("ochtend"), max_length=200, blank=True)
    afternoon = models.CharField(_("middag"), max_length=200, blank=True)
    goals = models.TextField(
        _("leerdoelen"), blank=True, help_text=_("Wat een deelnemer na deze dag kan; elk doel op een eigen regel.")
    )
    title_en = models.CharField(_("titel in het Engels"), max_length=160, blank=True)
    description_en = models.TextField(_("omschrijving in het Engels"), blank=True)
    morning_en = models.CharField(_("ochtend in het Engels"), max_length=200, blank=True)
    afternoon_en = models.CharField(_("middag in het Engels"), max_length=200, blank=True)
    goals_en = models.TextField(
        _("leerdoelen in het Engels"),
        blank=True,
        help_text=_("Wat leeg is, staat op Engelse pagina’s in het Nederlands."),
    )
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    walk_in_at = models.DateTimeField(_("inloop vanaf"), null=True, blank=True)
    mode = models.CharField(_("vorm"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    host = models.ForeignKey(
        "cms.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("te gast bij"),
        help_text=_("De organisatie uit het register die ontvangt."),
    )
    place = models.CharField(
        _("plaats"), max_length=160, blank=True, help_text=_("Leeg bij een bijeenkomst op locatie: nader te bepalen.")
    )
    address = models.CharField(_("adres"), max_length=255, blank=True)
    directions = models.TextField(
        _("route en toegankelijkheid"),
        blank=True,
        help_text=_("Alleen deelnemers en hun gasten lezen dit, op hun persoonlijke pagina."),
    )
    meeting_provider = models.CharField(_("online vergadering"), max_length=40, blank=True)
    medium = models.CharField(
        _("medium"), max_length=40, blank=True, help_text=_("Zoals bezoekers het kennen: Webex, Teams, Zoom.")
    )
    meeting_url = models.URLField(
        _("vergaderlink"),
        max_length=500,
        blank=True,
        help_text=_("Alleen wie is ingeschreven ziet deze link, vanaf de inloop."),
    )

    objects = SessionManager()

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["starts_at"], name="session_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("De eindtijd ligt voor de begintijd."),
            ),
            models.CheckConstraint(
                condition=Q(walk_in_at__isnull=True) | Q(walk_in_at__lte=F("starts_at")),
                name="session_walk_in_before_start",
                violation_error_message=_("De inloop begint na de begintijd."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.starts_at:%d-%m-%Y}"

    @property
    def title_text(self) -> str:
        """The title in the active language, marked where it stays Dutch on an English page."""
        return marked(self.title, self.title_en)

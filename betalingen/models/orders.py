"""Orders and their lines: what somebody owes, frozen when they said yes."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import OrderStatus
from betalingen.models.payers import Payer
from betalingen.pricing import Reduction, SubsidyTerms, VatCategory, VatTerms


class NumberSeries(models.Model):
    """The last number given out in a series and year; its row is locked while a number is taken, so there are no gaps."""

    on_kept_pages = False

    series = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("nummerreeks")
        verbose_name_plural = _("nummerreeksen")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_year_unique")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}"


class Order(Payer):
    """What a customer owes."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("ordernummer"), max_length=20, unique=True)
    reference = models.CharField(_("hoort bij"), max_length=100, unique=True)
    title = models.CharField(_("waarvoor"), max_length=200)
    status = models.CharField(
        _("stand"),
        max_length=12,
        choices={
            OrderStatus.OPEN.value: _("open"),
            OrderStatus.PAID.value: _("betaald"),
            OrderStatus.CANCELLED.value: _("geannuleerd"),
            OrderStatus.EXPIRED.value: _("verlopen"),
            OrderStatus.WRITTEN_OFF.value: _("oninbaar"),
        },
        default=OrderStatus.OPEN.value,
    )
    provider = models.CharField(_("betaalwijze"), max_length=40)
    is_deferred = models.BooleanField(_("wordt later betaald"), default=False)
    is_held = models.BooleanField(
        _("nog niet te betalen"),
        default=False,
        help_text="Waits for a decision of whoever placed it; see release_order.",
    )
    return_path = models.CharField(max_length=500, blank=True, help_text="Where the customer goes after paying.")
    language = models.CharField(_("taal"), max_length=5, default="nl")
    currency = models.CharField(_("munt"), max_length=3, default="eur")
    total_cents = models.PositiveIntegerField(_("totaal in centen"))
    vat_cents = models.PositiveIntegerField(_("waarvan btw in centen"))
    waived_cents = models.PositiveIntegerField(
        _("kwijtgescholden in centen"), default=0, help_text="What need not be paid any more; see waive."
    )
    contested_at = models.DateTimeField(_("in geschil sinds"), null=True, blank=True)
    expires_at = models.DateTimeField(_("vervalt op"), null=True, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), auto_now_add=True)
    paid_at = models.DateTimeField(_("betaald op"), null=True, blank=True)

    supplied_from = models.DateField(_("geleverd vanaf"), null=True, blank=True)
    supplied_until = models.DateField(_("geleverd tot en met"), null=True, blank=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["-created_at"], name="order_newest"),
            models.Index(fields=["expires_at"], name="order_due", condition=Q(status="open", expires_at__isnull=False)),
        ]
        permissions = [
            ("settle_order", "Can cancel orders, refund and book bank transfers"),
            ("export_order", "Can export payments"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(total_cents__gt=0), name="order_asks_something"),
            models.CheckConstraint(condition=Q(vat_cents__lte=models.F("total_cents")), name="order_vat_within_total"),
            models.CheckConstraint(
                condition=Q(waived_cents__lte=models.F("total_cents")), name="order_waived_within_total"
            ),
            # Nobody can pay it, so no time may run out.
            models.CheckConstraint(
                condition=Q(is_held=False) | Q(expires_at__isnull=True), name="order_held_never_due"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def owed_cents(self) -> int:
        """What the customer has to pay in all: the total, less what was given up of it."""
        return self.total_cents - self.waived_cents


class OrderLine(models.Model):
    """One thing on an order, with its price as it was worked out then. VAT and payable are for the whole quantity."""

    on_kept_pages = False

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    description = models.CharField(_("omschrijving"), max_length=255)
    quantity = models.PositiveIntegerField(_("aantal"), default=1)
    gross_cents = models.PositiveIntegerField(_("volle prijs per stuk in centen"))
    discount_cents = models.PositiveIntegerField(_("korting per stuk in centen"), default=0)
    discounts = models.JSONField(
        default=list,
        blank=True,
        help_text="What that is made of, as it was then: Reduction.to_json, each for one piece.",
    )
    subsidy_cents = models.PositiveIntegerField(_("subsidie per stuk in centen"), default=0)
    vat_base_cents = models.PositiveIntegerField(_("btw-grondslag in centen"))
    vat_category = models.CharField(_("btw-soort"), max_length=2)
    vat_rate = models.DecimalField(_("btw-tarief"), max_digits=5, decimal_places=2)
    vat_cents = models.PositiveIntegerField(_("btw in centen"))
    vat_label = models.CharField(_("btw-regel"), max_length=80)
    vat_wording = models.CharField(_("btw-tekst"), max_length=200, blank=True)
    payable_cents = models.PositiveIntegerField(_("te betalen in centen"))
    subsidy_scheme = models.ForeignKey(
        "betalingen.SubsidyScheme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("regeling"),
    )
    subsidy_terms = models.JSONField(
        default=dict, blank=True, help_text="The scheme as it was then: SubsidyTerms.to_json, or {}."
    )

    class Meta:
        verbose_name = _("orderregel")
        verbose_name_plural = _("orderregels")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.description

    @property
    def vat(self) -> VatTerms:
        """The VAT rule as it was then."""
        return VatTerms(VatCategory(self.vat_category), self.vat_rate, self.vat_label, self.vat_wording)

    @property
    def subsidy(self) -> SubsidyTerms | None:
        """The subsidy scheme as it was then; None when the line has none."""
        return SubsidyTerms.from_json(self.subsidy_terms) if self.subsidy_terms else None

    @property
    def reductions(self) -> list[Reduction]:
        """The discounts as they were then, each for one piece."""
        return [Reduction.from_json(each) for each in self.discounts]

    @property
    def charged_cents(self) -> int:
        """What is left of the full price after the discounts, before any subsidy; for the whole quantity."""
        return self.quantity * (self.gross_cents - self.discount_cents)

    @property
    def is_paid_by_fund(self) -> bool:
        """Whether VAT is owed over more than the customer is asked: the fund pays the rest of the same price."""
        asked_cents = self.payable_cents - self.vat_cents
        return VatCategory(self.vat_category) is VatCategory.STANDARD and asked_cents < self.vat_base_cents

    @property
    def fund_cents(self) -> int:
        """What a fund owes the academy for this line; nothing when the fund pays the employer."""
        return self.charged_cents - (self.payable_cents - self.vat_cents)

"""Getting invoices paid: terms per customer, reminders that were sent, and what was given up."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from betalingen.lifecycles import WriteOffStatus
from betalingen.models.invoices import Invoice
from betalingen.models.orders import Order


class PaymentTerm(models.Model):
    """What was agreed with one customer about invoices; whoever is not here has the usual term and need fill in nothing."""

    kvk_number = models.CharField(
        _("KvK-nummer"), max_length=8, unique=True, validators=[RegexValidator(r"^\d{8}$", _("Acht cijfers."))]
    )
    name = models.CharField(_("naam"), max_length=200)
    days = models.PositiveSmallIntegerField(
        _("betaaltermijn in dagen"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Geldt voor facturen die vanaf nu worden gemaakt."),
    )
    needs_purchase_order_number = models.BooleanField(_("inkoopnummer verplicht"), default=False)
    needs_orderer = models.BooleanField(_("besteller verplicht"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kvk_number")]),
        FieldPanel("days"),
        FieldRowPanel([FieldPanel("needs_purchase_order_number"), FieldPanel("needs_orderer")]),
    ]

    class Meta:
        verbose_name = _("afspraak met een klant")
        verbose_name_plural = _("afspraken met klanten")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PaymentReminder(models.Model):
    """A reminder of an invoice: one in each tone, whoever sends it."""

    on_kept_pages = False

    class Tone(models.TextChoices):
        FRIENDLY = "friendly", _("vriendelijk")
        FIRM = "firm", _("dringend")

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    tone = models.CharField(_("toon"), max_length=10, choices=Tone.choices)
    open_cents = models.PositiveBigIntegerField(_("open in centen"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("door"),
    )
    created_at = models.DateTimeField(_("verstuurd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["invoice", "tone"], name="payment_reminder_once")]

    def __str__(self) -> str:
        return f"{self.invoice}: {self.get_tone_display()}"


class WriteOff(models.Model):
    """What was given up of an order, or is proposed to be. The VAT in it may be asked back from the tax office one year after it was due."""

    on_kept_pages = False

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="write_off")
    amount_cents = models.PositiveBigIntegerField(_("bedrag in centen"))
    vat_cents = models.PositiveBigIntegerField(_("waarvan btw in centen"))
    vat_back_from = models.DateField(_("btw terug te vragen vanaf"))
    reason = models.CharField(_("reden"), max_length=200)
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            WriteOffStatus.PROPOSED.value: _("voorgesteld"),
            WriteOffStatus.REFUSED.value: _("geweigerd"),
            WriteOffStatus.BOOKED.value: _("afgeboekt"),
        },
        default=WriteOffStatus.BOOKED.value,
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("door"),
    )
    created_at = models.DateTimeField(_("afgeboekt op"), auto_now_add=True)

    class Meta:
        verbose_name = _("afboeking")
        verbose_name_plural = _("afboekingen")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="write_off_of_something"),
            models.CheckConstraint(
                condition=models.Q(vat_cents__lte=models.F("amount_cents")), name="write_off_vat_within"
            ),
        ]

    def __str__(self) -> str:
        return str(self.order)

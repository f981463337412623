"""Money that comes and goes: attempts, refunds, what does not add up, and the inbox of what providers tell us."""

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import AttemptStatus, RefundStatus
from betalingen.models.instalments import Instalment
from betalingen.models.orders import Order

BANK_TRANSFER: Final = "bank_transfer"
METHODS: Final = {
    "ideal": _("iDEAL"),
    "card": _("betaalkaart"),
    "sepa_debit": _("automatische incasso"),
    BANK_TRANSFER: _("overschrijving"),
}


def method_label(method: str) -> str:
    """A method of payment in words; as the provider names it when we do not know it."""
    return str(METHODS.get(method, method))


class Attempt(models.Model):
    """One try to pay an order. The row comes first, with frozen parameters; then the provider is called."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="attempts")
    instalment = models.ForeignKey(
        Instalment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attempts",
        verbose_name=_("termijn"),
    )
    number = models.PositiveSmallIntegerField()
    provider = models.CharField(_("betaalwijze"), max_length=40)
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            AttemptStatus.CREATED.value: _("gestart"),
            AttemptStatus.PENDING.value: _("in behandeling"),
            AttemptStatus.SUCCEEDED.value: _("ontvangen"),
            AttemptStatus.FAILED.value: _("mislukt"),
            AttemptStatus.EXPIRED.value: _("verlopen"),
        },
        default=AttemptStatus.CREATED.value,
    )
    amount_cents = models.PositiveIntegerField(_("gevraagd in centen"))
    currency = models.CharField(_("munt"), max_length=3, default="eur")
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often the provider was asked in vain to begin.")
    parameters = models.JSONField(default=dict, help_text="What the provider is asked, frozen: a retry sends the same.")
    provider_reference = models.CharField(_("kenmerk bij de betaaldienst"), max_length=255, blank=True)
    payment_url = models.URLField(max_length=2000, blank=True)
    charge_reference = models.CharField(_("kenmerk van de betaling"), max_length=255, blank=True)
    method = models.CharField(_("betaalmethode"), max_length=40, blank=True)
    received_cents = models.PositiveIntegerField(_("ontvangen in centen"), default=0)
    received_currency = models.CharField(max_length=3, blank=True)
    fee_cents = models.IntegerField(_("kosten in centen"), null=True, blank=True)
    vat_cents = models.IntegerField(_("btw in wat is ontvangen, in centen"), default=0)
    is_demo = models.BooleanField(_("demo"), default=False)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(_("gestart op"), auto_now_add=True)
    succeeded_at = models.DateTimeField(_("ontvangen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("betaling")
        verbose_name_plural = _("betalingen")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="attempt_number_unique"),
            models.UniqueConstraint(
                fields=["provider", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="attempt_provider_reference_unique",
            ),
            models.UniqueConstraint(
                fields=["provider", "charge_reference"], condition=~Q(charge_reference=""), name="attempt_charge_unique"
            ),
        ]
        indexes = [
            models.Index(fields=["succeeded_at"], name="attempt_received", condition=Q(status="succeeded")),
            models.Index(
                fields=["created_at"], name="attempt_unfinished", condition=Q(status__in=["created", "pending"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order.number}/{self.number}"

    @property
    def payer(self) -> Order | Instalment:
        """Whom it is asked of."""
        return self.instalment or self.order

    @property
    def method_label(self) -> str:
        """How it was paid, in words."""
        return method_label(self.method)

    @property
    def is_transfer(self) -> bool:
        """It came straight to the bank, and goes back from there, however the order was to be paid."""
        return self.method == BANK_TRANSFER

    @property
    def idempotency_key(self) -> str:
        """With the same key the provider makes one payment, however often it is asked."""
        return f"attempt:{self.public_id}"


class Refund(models.Model):
    """Money given back on an attempt."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="refunds")
    amount_cents = models.PositiveIntegerField(_("bedrag in centen"))
    reason = models.CharField(_("reden"), max_length=200)
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            RefundStatus.PROPOSED.value: _("voorgesteld"),
            RefundStatus.REFUSED.value: _("geweigerd"),
            RefundStatus.REQUESTED.value: _("aangevraagd"),
            RefundStatus.SUBMITTED.value: _("onderweg"),
            RefundStatus.SUCCEEDED.value: _("terugbetaald"),
            RefundStatus.FAILED.value: _("mislukt"),
            RefundStatus.RETURNED.value: _("teruggekomen"),
        },
        default=RefundStatus.REQUESTED.value,
    )
    provider_reference = models.CharField(_("kenmerk bij de betaaldienst"), max_length=255, blank=True)
    vat_cents = models.IntegerField(_("btw in wat is teruggegeven, in centen"), default=0)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("voorgesteld door"),
    )
    failure = models.CharField(_("waarom het mislukte"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("aangevraagd op"), auto_now_add=True)
    succeeded_at = models.DateTimeField(_("terugbetaald op"), null=True, blank=True)
    returned_at = models.DateTimeField(_("teruggekomen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("terugbetaling")
        verbose_name_plural = _("terugbetalingen")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider_reference"],
                condition=~Q(provider_reference=""),
                name="refund_provider_reference_unique",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="refund_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt} -{self.amount_cents}"

    @property
    def idempotency_key(self) -> str:
        """With the same key the provider never gives back twice."""
        return f"rf:{self.public_id}"


class Discrepancy(models.Model):
    """Money that came but does not fit; finance decides what happens with it."""

    on_kept_pages = False

    class Kind(models.TextChoices):
        WRONG_AMOUNT = "wrong_amount", _("ander bedrag dan gevraagd")
        AFTER_CANCELLATION = "after_cancellation", _("betaald na annuleren")
        AFTER_EXPIRY = "after_expiry", _("betaald na verlopen")
        DOUBLE = "double", _("dubbel betaald")
        UNDERPAID = "underpaid", _("nog niet alles ontvangen")
        OVERPAID = "overpaid", _("te veel ontvangen")
        DISPUTED = "disputed", _("teruggevraagd via de bank van de klant")
        DISPUTE_DEADLINE = "dispute_deadline", _("antwoord aan de bank is bijna te laat")
        REFUND_FAILED = "refund_failed", _("terugbetaling mislukt")
        PAYOUT_DIFFERENCE = "payout_difference", _("uitbetaling klopt niet met haar regels")
        PAYOUT_FAILED = "payout_failed", _("uitbetaling mislukt")
        UNKNOWN_LINE = "unknown_line", _("onbekende regel van de betaaldienst")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # About a payment of an order, or about a payout or a line of the provider's balance.
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="discrepancies")
    payout = models.ForeignKey(
        "betalingen.Payout", on_delete=models.PROTECT, null=True, blank=True, related_name="discrepancies"
    )
    line = models.ForeignKey(
        "betalingen.BalanceLine", on_delete=models.PROTECT, null=True, blank=True, related_name="discrepancies"
    )
    kind = models.CharField(_("wat klopt er niet"), max_length=20, choices=Kind.choices)
    created_at = models.DateTimeField(_("gezien op"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    resolution = models.CharField(_("wat er is gedaan"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("uitzondering")
        verbose_name_plural = _("uitzonderingen")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "kind"], name="discrepancy_once"),
            models.UniqueConstraint(fields=["payout", "kind"], name="discrepancy_of_payout_once"),
            models.UniqueConstraint(fields=["line", "kind"], name="discrepancy_of_line_once"),
            models.CheckConstraint(
                condition=Q(attempt__isnull=False, payout__isnull=True, line__isnull=True)
                | Q(attempt__isnull=True, payout__isnull=False, line__isnull=True)
                | Q(attempt__isnull=True, payout__isnull=True, line__isnull=False),
                name="discrepancy_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt or self.payout or self.line}: {self.get_kind_display()}"

    @property
    def asked_cents(self) -> int | None:
        """What was to be received; None for a line of the provider, of which nothing was expected."""
        return self.attempt.amount_cents if self.attempt else self.payout.amount_cents if self.payout else None

    @property
    def received_cents(self) -> int | None:
        """What came instead; None for a payout, whose lines say that."""
        return self.attempt.received_cents if self.attempt else self.line.net_cents if self.line else None


class InboxEvent(models.Model):
    """What a provider told us, stored before anything is done with it. It is a trigger, never the truth."""

    on_kept_pages = False

    class State(models.TextChoices):
        RECEIVED = "received", _("ontvangen")
        PROCESSED = "processed", _("verwerkt")
        FOREIGN = "foreign", _("niet van deze site")
        FAILED = "failed", _("niet gelukt")

    provider = models.CharField(max_length=40)
    event_id = models.CharField(max_length=255)
    kind = models.CharField(_("soort"), max_length=100)
    subject = models.CharField(max_length=10, default="payment", help_text="payment or payout: what it is about.")
    object_reference = models.CharField(max_length=255, blank=True)
    attempt_reference = models.CharField(max_length=255, blank=True)
    site = models.CharField(max_length=255, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.RECEIVED)
    tries = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    error = models.CharField(_("fout"), max_length=255, blank=True)
    received_at = models.DateTimeField(_("ontvangen op"), auto_now_add=True)
    processed_at = models.DateTimeField(_("verwerkt op"), null=True, blank=True)

    class Meta:
        verbose_name = _("bericht van de betaaldienst")
        verbose_name_plural = _("berichten van de betaaldienst")
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="inbox_event_once")]
        indexes = [models.Index(fields=["received_at"], name="inbox_open", condition=Q(state="received"))]

    def __str__(self) -> str:
        return self.event_id

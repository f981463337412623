"""Money between the provider and our bank: payouts, every line of the balance at the provider, and disputes.

The columns of a balance line are Stripe's own; what the line means to us is its `bucket`.
"""

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import DisputeStatus, PayoutStatus
from betalingen.models.payments import Attempt, Refund

REASONS: Final = {
    "bank_cannot_process": _("de bank kan de betaling niet verwerken"),
    "credit_not_processed": _("de klant wacht op geld terug"),
    "customer_initiated": _("op verzoek van de klant"),
    "debit_not_authorized": _("de klant gaf geen toestemming voor de incasso"),
    "duplicate": _("de klant zegt dubbel te hebben betaald"),
    "fraudulent": _("de klant herkent de betaling niet"),
    "general": _("andere reden"),
    "incorrect_account_details": _("verkeerd rekeningnummer"),
    "insufficient_funds": _("te weinig saldo"),
    "product_not_received": _("de klant zegt niets te hebben gekregen"),
    "product_unacceptable": _("de klant is niet tevreden"),
    "subscription_canceled": _("de klant had opgezegd"),
    "unrecognized": _("de klant herkent de betaling niet"),
}


class Payout(models.Model):
    """An amount that a provider sends to our bank; below zero when it takes money from there."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.CharField(_("betaaldienst"), max_length=40)
    reference = models.CharField(_("kenmerk bij de betaaldienst"), max_length=255)
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            PayoutStatus.PENDING.value: _("klaargezet"),
            PayoutStatus.IN_TRANSIT.value: _("onderweg"),
            PayoutStatus.PAID.value: _("uitbetaald"),
            PayoutStatus.FAILED.value: _("mislukt"),
            PayoutStatus.CANCELED.value: _("ingetrokken"),
        },
    )
    amount_cents = models.BigIntegerField(_("bedrag in centen"))
    currency = models.CharField(_("munt"), max_length=3, default="eur")
    is_automatic = models.BooleanField(
        _("automatisch"), default=True, help_text="Of a payout made by hand the provider tells no lines."
    )
    is_itemised = models.BooleanField(_("regels compleet"), default=False)
    reversed_by = models.CharField(_("teruggedraaid door"), max_length=255, blank=True)
    trace_id = models.CharField(_("kenmerk op het bankafschrift"), max_length=255, blank=True)
    failure = models.CharField(_("waarom het mislukte"), max_length=255, blank=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    arrives_on = models.DateField(_("op de bank"))
    created_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        verbose_name = _("uitbetaling")
        verbose_name_plural = _("uitbetalingen")
        ordering = ["-arrives_on", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["provider", "reference"], name="payout_once")]

    def __str__(self) -> str:
        return self.reference


class Dispute(models.Model):
    """A claim of the customer's bank on a payment."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="disputes")
    reference = models.CharField(_("kenmerk bij de betaaldienst"), max_length=255, unique=True)
    status = models.CharField(
        _("stand"),
        max_length=20,
        choices={
            DisputeStatus.INQUIRY.value: _("vraag van de bank"),
            DisputeStatus.NEEDS_RESPONSE.value: _("wacht op uw antwoord"),
            DisputeStatus.UNDER_REVIEW.value: _("bij de bank"),
            DisputeStatus.WON.value: _("gewonnen"),
            DisputeStatus.LOST.value: _("verloren"),
            DisputeStatus.CLOSED.value: _("gesloten"),
        },
    )
    amount_cents = models.PositiveIntegerField(_("bedrag in centen"))
    currency = models.CharField(_("munt"), max_length=3, default="eur")
    reason = models.CharField(_("reden"), max_length=100, blank=True)
    respond_by = models.DateTimeField(_("antwoord voor"), null=True, blank=True)
    created_at = models.DateTimeField(_("begonnen op"))
    closed_at = models.DateTimeField(_("afgelopen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("terugvordering")
        verbose_name_plural = _("terugvorderingen")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.reference

    @property
    def reason_label(self) -> str:
        """Why, in words; as the provider names it when we do not know it."""
        return str(REASONS.get(self.reason, self.reason))


class BalanceLine(models.Model):
    """One change of the balance at a provider, known to us or not: together they are the balance, to the cent."""

    on_kept_pages = False

    class Bucket(models.TextChoices):
        PAYMENT = "payment", _("betaling")
        REFUND = "refund", _("terugbetaling")
        REFUND_FAILED = "refund_failed", _("mislukte terugbetaling")
        DISPUTE = "dispute", _("terugvordering")
        FEE = "fee", _("kosten")
        PAYOUT = "payout", _("uitbetaling")
        UNKNOWN = "unknown", _("onbekend")

    provider = models.CharField(_("betaaldienst"), max_length=40)
    reference = models.CharField(_("kenmerk"), max_length=255)
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    bucket = models.CharField(_("soort"), max_length=15, choices=Bucket.choices)
    created_at = models.DateTimeField(_("geboekt op"))
    available_on = models.DateTimeField(_("beschikbaar op"))
    type = models.CharField(max_length=60)
    reporting_category = models.CharField(max_length=60)
    source = models.CharField(_("gaat over"), max_length=255, blank=True)
    description = models.CharField(_("omschrijving"), max_length=255, blank=True)
    currency = models.CharField(_("munt"), max_length=3)
    gross_cents = models.BigIntegerField(_("bruto in centen"))
    fee_cents = models.BigIntegerField(_("kosten in centen"))
    net_cents = models.BigIntegerField(_("netto in centen"))
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="balance_lines")
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, blank=True, related_name="balance_lines")
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, null=True, blank=True, related_name="balance_lines")
    is_demo = models.BooleanField(_("demo"), default=False)

    class Meta:
        verbose_name = _("regel van de betaaldienst")
        verbose_name_plural = _("regels van de betaaldienst")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "reference"], name="balance_line_once"),
            models.CheckConstraint(
                condition=Q(net_cents=F("gross_cents") - F("fee_cents")), name="balance_line_adds_up"
            ),
        ]
        indexes = [models.Index(fields=["provider", "-created_at"], name="balance_line_newest")]

    def __str__(self) -> str:
        return self.reference

"""Claiming subsidies: what is asked of a funder, what they grant, and what came in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import ClaimState
from betalingen.models.invoices import Invoice
from betalingen.models.orders import OrderLine


class SubsidyClaim(models.Model):
    """What the academy asks of one funder for what was delivered in (or before) a calendar year.

    Only one claim of a funder and year is open at a time; what comes later stands in a next one. `granted_cents` is known
    once it is decided, `written_off_cents` is what was given up of the rest, with the VAT that is not due any more.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("nummer"), max_length=20, unique=True)
    funder = models.ForeignKey(
        "cms.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("financier")
    )
    year = models.PositiveSmallIntegerField(_("jaar"))
    state = models.CharField(
        _("stand"),
        max_length=16,
        choices={
            ClaimState.OPEN.value: _("in voorbereiding"),
            ClaimState.SUBMITTED.value: _("ingediend"),
            ClaimState.GRANTED.value: _("toegekend"),
            ClaimState.PARTLY_GRANTED.value: _("deels toegekend"),
            ClaimState.REFUSED.value: _("afgewezen"),
            ClaimState.RECEIVED.value: _("ontvangen"),
        },
        default=ClaimState.OPEN.value,
    )
    granted_cents = models.PositiveBigIntegerField(_("toegekend in centen"), null=True, blank=True)
    written_off_cents = models.PositiveBigIntegerField(_("afgeboekt in centen"), default=0)
    written_off_vat_cents = models.PositiveBigIntegerField(_("waarvan btw in centen"), default=0)
    funder_reference = models.CharField(_("kenmerk van de financier"), max_length=60, blank=True)
    submitted_on = models.DateField(_("ingediend op"), null=True, blank=True)
    decided_on = models.DateField(_("beslist op"), null=True, blank=True)
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    class Meta:
        verbose_name = _("subsidieaanvraag")
        verbose_name_plural = _("subsidieaanvragen")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["funder", "year"], condition=Q(state="open"), name="claim_one_open"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "submitted"], granted_cents__isnull=True)
                | Q(state="refused", granted_cents=0)
                | Q(state__in=["granted", "partly_granted", "received"], granted_cents__gt=0),
                name="claim_granted_once_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ClaimLine(models.Model):
    """What one document says that a fund owes for one line of an order: above zero on an invoice, below on a credit note."""

    on_kept_pages = False

    claim = models.ForeignKey(SubsidyClaim, on_delete=models.PROTECT, related_name="lines")
    document = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="claim_lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="claim_lines")
    amount_cents = models.BigIntegerField(_("bedrag in centen"))

    class Meta:
        verbose_name = _("regel van een subsidieaanvraag")
        verbose_name_plural = _("regels van een subsidieaanvraag")
        ordering = ["pk"]
        constraints = [
            # Nothing is asked of a funder twice, whatever the code above does.
            models.UniqueConstraint(fields=["document", "order_line"], name="claim_line_once"),
            models.CheckConstraint(condition=~Q(amount_cents=0), name="claim_line_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.order_line}"


class ClaimReceipt(models.Model):
    """Money of a funder that came on the bank."""

    on_kept_pages = False

    claim = models.ForeignKey(SubsidyClaim, on_delete=models.PROTECT, related_name="receipts")
    amount_cents = models.PositiveBigIntegerField(_("bedrag in centen"))
    received_on = models.DateField(_("ontvangen op"))
    bank_reference = models.CharField(_("kenmerk op het bankafschrift"), max_length=255, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("geboekt door")
    )
    created_at = models.DateTimeField(_("geboekt"), auto_now_add=True)

    class Meta:
        verbose_name = _("ontvangen subsidie")
        verbose_name_plural = _("ontvangen subsidies")
        ordering = ["received_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gt=0), name="claim_receipt_of_something")]

    def __str__(self) -> str:
        return self.bank_reference

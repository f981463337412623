"""Invoices and credit notes: issued once, numbered without gaps, never changed (the database refuses; migration 0004_journal)."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.documents.content import InvoiceContent
from betalingen.models.instalments import Instalment
from betalingen.models.orders import Order


class Invoice(models.Model):
    """What was asked of a customer, or given up again. Corrections are credit notes.

    `content` is everything the document says, so that it can be made again, byte for byte, whatever changes elsewhere.
    `amount_cents` is what the customer owes by it, VAT included and a fund's part not; `subsidy_cents` is what the fund
    owes the academy. A credit note's amounts are above zero too.
    """

    on_kept_pages = False

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("factuur")
        CREDIT_NOTE = "credit_note", _("creditfactuur")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("nummer"), max_length=20, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("order"))
    instalment = models.ForeignKey(
        Instalment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("termijn"),
    )
    credits = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_notes",
        verbose_name=_("crediteert"),
    )
    issued_on = models.DateField(_("datum"))
    due_on = models.DateField(_("te betalen voor"), null=True, blank=True)
    amount_cents = models.PositiveBigIntegerField(_("bedrag in centen"))
    vat_cents = models.PositiveBigIntegerField(_("waarvan btw in centen"))
    subsidy_cents = models.PositiveBigIntegerField(_("subsidie in centen"), default=0)
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("factuur")
        verbose_name_plural = _("facturen")
        ordering = ["-issued_on", "-number"]
        indexes = [models.Index(fields=["-issued_on"], name="invoice_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="invoice", credits__isnull=True) | Q(kind="credit_note", credits__isnull=False),
                name="invoice_credit_names_its_invoice",
            ),
            # Two workers cannot both invoice an order, or an instalment of it.
            models.UniqueConstraint(
                fields=["order", "instalment"],
                condition=Q(kind="invoice"),
                nulls_distinct=False,
                name="invoice_once_per_instalment",
            ),
            models.CheckConstraint(condition=Q(vat_cents__lte=models.F("amount_cents")), name="invoice_vat_within"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def payer(self) -> Order | Instalment:
        """Whom it was sent to."""
        return self.instalment or self.order

    @property
    def facts(self) -> InvoiceContent:
        """What the document says."""
        values: dict[str, Any] = self.content
        return InvoiceContent.from_json(values)

    @property
    def signed_cents(self) -> int:
        """The amount as debtors see it: below zero for a credit note."""
        return self.amount_cents if self.kind == self.Kind.INVOICE else -self.amount_cents

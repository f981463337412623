"""The one journal of money: entries of balanced lines that are only ever added.

The database itself refuses to change or remove a line, and an entry whose lines do not add up to nothing (migration
0004_journal). Every screen and every file about money is a reading of this, or is compared with it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.models.instalments import Instalment
from betalingen.models.orders import Order


class Account(models.TextChoices):
    """The accounts of the ledger; the academy's own codes stand in LedgerCode."""

    DEBTORS = "debtors", _("debiteuren")
    REVENUE = "revenue", _("omzet")
    VAT = "vat", _("af te dragen btw")
    SUBSIDY = "subsidy", _("te ontvangen subsidie")
    CLEARING = "clearing", _("tegoed bij de betaaldienst")
    FEES = "fees", _("kosten van de betaaldienst")
    BANK = "bank", _("bank")
    DISPUTES = "disputes", _("teruggevraagd via de bank van de klant")
    SUSPENSE = "suspense", _("nog uit te zoeken")
    BAD_DEBT = "bad_debt", _("oninbaar")
    SUBSIDY_LOSS = "subsidy_loss", _("niet toegekende subsidie")


class JournalEntry(models.Model):
    """Something that happened to money. `key` names it, so that it is written once, whoever reports it and how often.

    `occurred_on` is when it happened, `booked_on` the day it counts for: later when its month was closed already.
    """

    on_kept_pages = False

    key = models.CharField(max_length=120, unique=True, editable=False)
    occurred_on = models.DateField(_("gebeurd op"))
    booked_on = models.DateField(_("geboekt op"), db_index=True)
    description = models.CharField(_("omschrijving"), max_length=255)
    document = models.CharField(_("stuk"), max_length=60, blank=True)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("order")
    )
    instalment = models.ForeignKey(
        Instalment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("termijn"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("door"),
    )
    created_at = models.DateTimeField(_("opgeschreven op"), auto_now_add=True)

    class Meta:
        verbose_name = _("journaalpost")
        verbose_name_plural = _("journaalposten")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.description


class JournalLine(models.Model):
    """One side of an entry, in cents: above zero is debit, below is credit."""

    on_kept_pages = False

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(_("rekening"), max_length=20, choices=Account.choices)
    amount_cents = models.BigIntegerField(_("bedrag in centen"))

    class Meta:
        verbose_name = _("journaalregel")
        verbose_name_plural = _("journaalregels")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="journal_line_of_something"),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="journal_account_known"),
        ]
        indexes = [models.Index(fields=["account"], name="journal_account")]

    def __str__(self) -> str:
        return f"{self.get_account_display()} {self.amount_cents}"

    @property
    def opposite_cents(self) -> int:
        """How a credit is shown: above zero, in a column of its own."""
        return -self.amount_cents


class LedgerCode(models.Model):
    """What the academy's bookkeeping calls an account."""

    on_kept_pages = False

    account = models.CharField(_("rekening"), max_length=20, choices=Account.choices, unique=True)
    code = models.CharField(_("grootboeknummer"), max_length=20)

    class Meta:
        verbose_name = _("grootboeknummer")
        verbose_name_plural = _("grootboeknummers")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.get_account_display()}"


class ClosedMonth(models.Model):
    """A month in which nothing is booked any more; what comes later counts for the first month that is open.

    `totals` are the balances of the accounts at the end of that month, in cents.
    """

    on_kept_pages = False

    first_day = models.DateField(_("maand"), unique=True)
    totals = models.JSONField(default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("afgesloten door")
    )
    created_at = models.DateTimeField(_("afgesloten op"), auto_now_add=True)

    class Meta:
        verbose_name = _("afgesloten maand")
        verbose_name_plural = _("afgesloten maanden")
        ordering = ["-first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__day=1), name="closed_month_starts_on_its_first_day")
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m}"

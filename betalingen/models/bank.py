"""What the bank says: statements, and what became of each of their lines."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.lifecycles import BankLineState
from betalingen.models.instalments import Instalment
from betalingen.models.journal import JournalEntry
from betalingen.models.orders import Order
from betalingen.models.payments import Refund
from betalingen.models.subsidies import SubsidyClaim


class BankStatement(models.Model):
    """A statement as it was read; balances in cents. The lines of an earlier one that overlaps stay with that one."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    iban = models.CharField("IBAN", max_length=34)
    statement_id = models.CharField(_("afschrift"), max_length=35)
    first_day = models.DateField(_("van"))
    last_day = models.DateField(_("tot en met"))
    opening_cents = models.BigIntegerField(_("beginsaldo in centen"))
    closing_cents = models.BigIntegerField(_("eindsaldo in centen"))
    line_count = models.PositiveIntegerField(_("regels"))
    checksum = models.CharField(_("controlegetal (SHA-256)"), max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ingelezen door"),
    )
    created_at = models.DateTimeField(_("ingelezen op"), auto_now_add=True)

    class Meta:
        verbose_name = _("bankafschrift")
        verbose_name_plural = _("bankafschriften")
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["iban", "statement_id", "checksum"], name="bank_statement_once"),
            models.CheckConstraint(condition=Q(first_day__lte=models.F("last_day")), name="bank_statement_period"),
        ]

    def __str__(self) -> str:
        return self.statement_id


class BankLine(models.Model):
    """Money that came (above zero, in cents) or went.

    `order` and `refund`, or `claim`, are what it is for: proposed until it is booked. `entry` is where it stands in the journal, so that
    each entry is one line of the bank and the other way around. A line that pays several invoices `is_divided`: then its parts
    have the entries.
    """

    on_kept_pages = False

    class Match(models.TextChoices):
        EXACT = "exact", _("kenmerk en bedrag kloppen")
        REFERENCE = "reference", _("kenmerk klopt, bedrag niet")
        NUMBER = "number", _("het nummer lijkt te kloppen")
        CUSTOMER = "customer", _("bedrag en klant kloppen")
        PAYOUT = "payout", _("uitbetaling van de betaaldienst")
        REFUND = "refund", _("terugbetaling aan de klant")
        CLAIM = "claim", _("subsidie van een financier")
        SEVERAL = "several", _("voor meer dan één factuur")
        KNOWN = "known", _("met de hand al geboekt")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=64, unique=True, editable=False)
    reference = models.CharField(_("kenmerk van de bank"), max_length=140, blank=True)
    amount_cents = models.BigIntegerField(_("bedrag in centen"))
    booked_on = models.DateField(_("datum"))
    valued_on = models.DateField(_("valutadatum"), null=True, blank=True)
    counterparty_name = models.CharField(_("naam"), max_length=140, blank=True)
    counterparty_iban = models.CharField(_("rekening"), max_length=34, blank=True, db_index=True)
    text = models.CharField(_("omschrijving"), max_length=1000, blank=True)
    structured_reference = models.CharField(_("betalingskenmerk"), max_length=140, blank=True)
    end_to_end_id = models.CharField(_("kenmerk van de betaler"), max_length=140, blank=True)
    state = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            BankLineState.OPEN.value: _("te beslissen"),
            BankLineState.PROPOSED.value: _("voorstel"),
            BankLineState.MATCHED.value: _("wordt geboekt"),
            BankLineState.BOOKED.value: _("geboekt"),
            BankLineState.SUSPENSE.value: _("nog uit te zoeken"),
            BankLineState.IGNORED.value: _("genegeerd"),
        },
        default=BankLineState.OPEN.value,
    )
    match = models.CharField(_("waarom"), max_length=10, choices=Match.choices, blank=True)
    instalment = models.ForeignKey(
        Instalment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_lines",
        verbose_name=_("termijn"),
    )
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="bank_lines", verbose_name=_("order")
    )
    refund = models.ForeignKey(
        Refund,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_lines",
        verbose_name=_("terugbetaling"),
    )
    claim = models.ForeignKey(
        SubsidyClaim,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_lines",
        verbose_name=_("subsidieaanvraag"),
    )
    entry = models.OneToOneField(
        JournalEntry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_line",
        verbose_name=_("journaalpost"),
    )
    is_divided = models.BooleanField(_("verdeeld"), default=False)
    note = models.CharField(_("reden"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("beslist door"),
    )
    decided_at = models.DateTimeField(_("beslist op"), null=True, blank=True)

    class Meta:
        verbose_name = _("bankregel")
        verbose_name_plural = _("bankregels")
        ordering = ["-booked_on", "statement", "position"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="bank_line_of_something"),
            # What is in the books is there once, and what is not has no entry.
            models.CheckConstraint(
                condition=Q(state__in=["booked", "suspense"], entry__isnull=False, is_divided=False)
                | Q(state="booked", entry__isnull=True, is_divided=True)
                | (~Q(state__in=["booked", "suspense"]) & Q(entry__isnull=True, is_divided=False)),
                name="bank_line_booked_has_entry",
            ),
            models.CheckConstraint(condition=~Q(state="ignored") | ~Q(note=""), name="bank_line_ignored_says_why"),
        ]
        indexes = [
            models.Index(fields=["statement", "state"], name="bank_line_state"),
            models.Index(
                fields=["state"], name="bank_line_waiting", condition=Q(state__in=["open", "proposed", "matched"])
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.end_to_end_id or f"{self.statement_id}/{self.position}"

    @property
    def transfer_reference(self) -> str:
        """Under which it is booked on an order: the bank's own reference does not tell every two lines apart."""
        return f"{self.reference or self.statement.statement_id}#{self.key[:12]}"


class BankLinePart(models.Model):
    """What of a divided line was booked on one order or instalment. The parts of a line are never changed, and together are what
    came (the database refuses anything else; migration 0015_divided_lines)."""

    on_kept_pages = False

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="parts", verbose_name=_("bankregel"))
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="bank_line_parts", verbose_name=_("order"))
    instalment = models.ForeignKey(
        Instalment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_line_parts",
        verbose_name=_("termijn"),
    )
    amount_cents = models.PositiveBigIntegerField(_("bedrag in centen"))
    entry = models.OneToOneField(
        JournalEntry, on_delete=models.PROTECT, related_name="bank_line_part", verbose_name=_("journaalpost")
    )

    class Meta:
        verbose_name = _("deel van een bankregel")
        verbose_name_plural = _("delen van bankregels")
        ordering = ["line", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="bank_line_part_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_cents}"

"""In-company: what an organisation asks and what we offer."""

import secrets
import uuid
from functools import partial

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from events.lifecycles import QuoteStatus

new_access_key = partial(secrets.token_urlsafe, 24)


class QuoteRequest(models.Model):
    """What an organisation asked on a programme page; never edited afterwards.

    With `extends` a colleague asked it: more editions for the contract of that accepted quote. Its `head_count` are people that
    come on top, 0 when it is for the same people. With `follows` it asks for a contract of its own, after that one was carried out.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    offering = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="quote_requests", verbose_name=_("programma")
    )
    organisation_name = models.CharField(_("organisatie"), max_length=200)
    organisation = models.ForeignKey(
        "cms.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uit het register"),
    )
    contact_name = models.CharField(_("contactpersoon"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    head_count = models.PositiveIntegerField(_("aantal medewerkers"))
    group_size = models.PositiveIntegerField(_("deelnemers per groep"), null=True, blank=True)
    period = models.CharField(_("gewenste periode"), max_length=120, blank=True)
    wish = models.TextField(_("wat speelt er"), blank=True)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    extends = models.ForeignKey(
        "events.Quote",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addenda",
        verbose_name=_("aanvulling op"),
    )
    follows = models.ForeignKey(
        "events.Quote",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("vervolg op"),
    )
    created_at = models.DateTimeField(_("gevraagd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("offerteaanvraag")
        verbose_name_plural = _("offerteaanvragen")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(extends__isnull=True) | Q(follows__isnull=True), name="quote_request_one_origin"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name}, {self.offering.title}"


class Quote(ClusterableModel):
    """One version of an offer. A sent version is never edited: a new version supersedes it.

    Once accepted it is a contract and has `editions`; those of an addendum are the editions of what it extends. Whoever has the
    `employees_key` chooses one of them, and sees no price.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    request = models.ForeignKey(
        QuoteRequest, on_delete=models.PROTECT, related_name="quotes", verbose_name=_("aanvraag")
    )
    number = models.CharField(_("offertenummer"), max_length=20, blank=True)
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            QuoteStatus.REQUESTED.value: _("aangevraagd"),
            QuoteStatus.DRAFT.value: _("concept"),
            QuoteStatus.SENT.value: _("verstuurd"),
            QuoteStatus.ACCEPTED.value: _("akkoord"),
            QuoteStatus.DECLINED.value: _("afgewezen"),
            QuoteStatus.EXPIRED.value: _("verlopen"),
            QuoteStatus.WITHDRAWN.value: _("ingetrokken"),
        },
        default=QuoteStatus.REQUESTED.value,
    )
    title = models.CharField(_("titel"), max_length=200, blank=True)
    introduction = models.TextField(_("inleiding"), blank=True)
    agreements = models.TextField(_("wat we afspreken"), blank=True, help_text=_("Eén afspraak per regel."))
    edition_count = models.PositiveSmallIntegerField(
        _("aantal edities"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Zoveel groepen of bijeenkomsten spreken we af. Leeg: het grootste aantal in de regels."),
    )
    is_pilot = models.BooleanField(
        _("dit is een pilot"),
        default=False,
        help_text=_("De organisatie leest dat het een proef is, en in de lijst ziet u of er een vervolg kwam."),
    )
    employees_key = models.CharField(max_length=43, unique=True, null=True, editable=False)  # noqa: DJ001  # unique
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)
    vat_rule = models.ForeignKey(
        "betalingen.VatRule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("btw-regel"),
    )
    contact = models.ForeignKey(
        "cms.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contactpersoon"),
    )
    order = models.OneToOneField(
        "betalingen.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("order")
    )
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    accepted_by = models.CharField(_("akkoord van"), max_length=200, blank=True)
    accepted_function = models.CharField(_("functie"), max_length=120, blank=True)
    purchase_order_number = models.CharField(_("inkoopnummer"), max_length=50, blank=True)
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    class Meta:
        verbose_name = _("offerte")
        verbose_name_plural = _("offertes")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["request", "version"], name="quote_version_unique"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(status__in=["requested", "draft", "sent"]),
                name="quote_one_live_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.request)


class QuoteLine(models.Model):
    """One part of an offer; `unit_price_cents` is without VAT."""

    quote = ParentalKey(Quote, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    description = models.CharField(_("onderdeel"), max_length=200)
    quantity = models.PositiveIntegerField(_("aantal"), default=1)
    unit_price_cents = models.PositiveIntegerField(_("prijs per stuk in centen, zonder btw"))

    class Meta:
        verbose_name = _("offerteregel")
        verbose_name_plural = _("offerteregels")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.description

    @property
    def amount_cents(self) -> int:
        """Quantity times price, without VAT."""
        return self.quantity * self.unit_price_cents


class ClosingReport(models.Model):
    """What is told to an organisation once its contract was carried out, beside the figures, which are counted when it is read.

    `department_question` is the label of the question by whose answers people are counted, "" for none. The organisation reads
    it from `sent_at` on.
    """

    quote = models.OneToOneField(Quote, on_delete=models.CASCADE, related_name="closing_report")
    remarks = models.TextField(
        _("wat we u willen meegeven"),
        blank=True,
        help_text=_("Een lege regel begint een nieuwe alinea. Noem geen namen van deelnemers."),
    )
    department_question = models.CharField(_("tel afdelingen met de vraag"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("eindverslag")
        verbose_name_plural = _("eindverslagen")

    def __str__(self) -> str:
        return str(self.quote)

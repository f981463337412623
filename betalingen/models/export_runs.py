"""What finance took along, and how their bookkeeping wants it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from betalingen.blocks import CancellationStepsBlock
from betalingen.settings_form import FinanceSettingsForm


class ExportRun(models.Model):
    """A file that somebody took along: who, what, when, and what it added up to. It can be made again, byte for byte.

    Once its checksum is known the database refuses every change (migration 0008_exports). A run of the journal takes the
    entries after `after_entry` up to and including `last_entry` (their pks): what one run took, no other takes.
    `criteria` are the other filters, and the codes of the bookkeeping as they were; `columns` are those of the file, when
    they can be chosen ({"key", "heading"}). `totals` are in cents, by column.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("nummer"), max_length=20, unique=True)
    dataset = models.CharField(_("inhoud"), max_length=40)
    export_format = models.CharField(_("bestandsvorm"), max_length=40)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    first_day = models.DateField(_("van"))
    last_day = models.DateField(_("tot en met"))
    after_entry = models.PositiveBigIntegerField(null=True, blank=True)
    last_entry = models.PositiveBigIntegerField(null=True, blank=True)
    criteria = models.JSONField(_("filters"), default=dict, blank=True)
    columns = models.JSONField(_("kolommen"), default=list, blank=True)
    row_count = models.PositiveIntegerField(_("regels"), default=0)
    totals = models.JSONField(_("totalen"), default=dict, blank=True)
    checksum = models.CharField(_("controlegetal (SHA-256)"), max_length=64, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("gemaakt door")
    )
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-created_at"]
        constraints = [
            # Two people cannot both take the entries that come next.
            models.UniqueConstraint(fields=["after_entry"], name="export_entries_once"),
            models.CheckConstraint(
                condition=Q(after_entry__isnull=True, last_entry__isnull=True)
                | Q(last_entry__gt=models.F("after_entry")),
                name="export_of_some_entries",
            ),
        ]

    def __str__(self) -> str:
        return self.number


@register_setting(icon="decimal")
class FinanceSettings(BaseSiteSetting):
    """What the academy's bookkeeping wants, besides the codes of its accounts.

    `export_columns` has the columns ({"key", "heading"}) that `choose_columns` set for an export format, by its key.
    """

    journal_code = models.CharField(
        _("dagboek"), max_length=20, default="90", help_text=_("Het dagboek waarin onze journaalposten komen.")
    )
    export_reminder_to = models.EmailField(
        _("maandelijkse mail naar"),
        blank=True,
        help_text=_("Krijgt op de eerste werkdag van de maand een link naar wat er te exporteren is. Leeg: geen mail."),
    )

    export_columns = models.JSONField(default=dict, editable=False)
    four_eyes_above_cents = models.PositiveIntegerField(_("tweede persoon nodig boven"), null=True, blank=True)
    cancellation_steps = StreamField(
        CancellationStepsBlock(),
        blank=True,
        verbose_name=_("wat afmelden kost"),
        help_text=_(
            "Staat klaar in elke nieuwe editie. Na de laatste stap kost afmelden de hele prijs; zonder stappen is het gratis tot "
            "het begin."
        ),
    )

    base_form_class = FinanceSettingsForm
    panels = [
        FieldPanel("journal_code"),
        MultiFieldPanel(
            [FieldPanel("four_eyes_above_cents"), FieldPanel("cancellation_steps")], heading=_("Terugbetalen")
        ),
        MultiFieldPanel([FieldPanel("export_reminder_to")], heading=_("Exports")),
    ]

    class Meta:
        verbose_name = _("boekhouding")

"""Asking whoever decides about the money."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from betalingen.api import Price
from events.lifecycles import ConsentStatus
from events.models.registrations import Booking, new_access_key


class ConsentRequest(models.Model):
    """The budget holder of a booking is asked to agree with what it costs. Whoever has the access key answers.

    `price` is that of one place as the booker saw it; the order asks the same, whatever the edition costs by then. It changes
    only while the edition is locked.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    booking = models.OneToOneField(
        Booking, on_delete=models.CASCADE, related_name="consent", verbose_name=_("aanmelding")
    )
    name = models.CharField(_("budgethouder"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            ConsentStatus.ASKED.value: _("gevraagd"),
            ConsentStatus.GIVEN.value: _("akkoord"),
            ConsentStatus.DECLINED.value: _("niet akkoord"),
            ConsentStatus.EXPIRED.value: _("verlopen"),
            ConsentStatus.WITHDRAWN.value: _("niet meer nodig"),
        },
        default=ConsentStatus.ASKED.value,
    )
    price = models.JSONField(help_text="Of one place; see Price.to_json.")
    until = models.DateTimeField(_("beslissen kan tot"))
    asked_at = models.DateTimeField(_("gevraagd op"), auto_now_add=True)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beslist op"), null=True, blank=True)
    reason = models.TextField(_("reden"), blank=True)
    note = models.TextField(_("notitie"), blank=True, help_text="Of a colleague who answered on behalf of the holder.")

    class Meta:
        verbose_name = _("akkoordverzoek")
        verbose_name_plural = _("akkoordverzoeken")
        indexes = [
            # Every minute a job asks which are over; those that stand are few.
            models.Index(fields=["until"], name="consent_asked", condition=Q(status="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.booking}"

    @property
    def terms(self) -> Price:
        """What one place costs, as the booker saw it."""
        return Price.from_json(self.price)

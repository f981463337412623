"""Moments at which an applicant can have the talk of an intake."""

import datetime as dt
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.editions import Edition
from events.models.registrations import Registration


class InterviewSlot(models.Model):
    """A talk with one applicant: free until somebody in intake chooses it. It changes only while its edition is locked.

    It goes with the notes of the intake, some weeks after the decision.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="interview_slots", verbose_name=_("editie")
    )
    starts_at = models.DateTimeField(_("begint"))
    minutes = models.PositiveSmallIntegerField(
        _("duur in minuten"), validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    interviewer = models.CharField(_("met wie"), max_length=120)
    email = models.EmailField(_("e-mailadres van wie het gesprek voert"), blank=True)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    registration = models.OneToOneField(
        Registration,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="interview",
        verbose_name=_("inschrijving"),
    )

    class Meta:
        verbose_name = _("gesprek")
        verbose_name_plural = _("gesprekken")
        ordering = ["starts_at", "pk"]
        constraints = [
            # Sending the form twice makes nothing twice, and nobody talks with two people at once.
            models.UniqueConstraint(fields=["edition", "starts_at", "interviewer"], name="interview_slot_once"),
            models.CheckConstraint(condition=~Q(place="") | ~Q(url=""), name="interview_slot_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.interviewer}, {timezone.localtime(self.starts_at):%d-%m-%Y %H:%M}"

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

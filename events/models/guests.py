"""Guests of a session: whoever a participant invites to it."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models.editions import Edition, Session
from events.models.registrations import Registration, new_access_key


class GuestList(models.Model):
    """The session of an edition to which participants may bring guests, and how many.

    `taken` counts the guests who come; it changes only while this row is locked, and the database refuses more than `capacity`.
    `told` is when and where the session is as guests know it: what differs from it they are told.
    """

    on_kept_pages = False

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, related_name="guest_list", verbose_name=_("editie")
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="+", verbose_name=_("bijeenkomst met gasten")
    )
    capacity = models.PositiveIntegerField(
        _("gasten in totaal, hoogstens"),
        validators=[MinValueValidator(1)],
        help_text=_("Naast de deelnemers. Tel deelnemers, gasten en sprekers samen: past het in de zaal?"),
    )
    each = models.PositiveSmallIntegerField(
        _("gasten per deelnemer, hoogstens"), default=3, validators=[MinValueValidator(1)]
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    told = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("gastenlijst")
        verbose_name_plural = _("gastenlijsten")
        constraints = [models.CheckConstraint(condition=Q(capacity__gte=F("taken")), name="guests_within_places")]

    def __str__(self) -> str:
        return str(self.edition)


class Guest(models.Model):
    """Somebody who comes along once, for nothing. The access key shows where to be, and takes it back.

    Goes some weeks after the session; whoever invited them may leave or be deleted before that.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    guest_list = models.ForeignKey(GuestList, on_delete=models.CASCADE, related_name="guests")
    invited_by = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, related_name="guests", verbose_name=_("gast van")
    )
    name = models.CharField(_("naam"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    language = models.CharField(_("taal"), max_length=5, default="nl")
    created_at = models.DateTimeField(_("aangemeld op"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("afgemeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("gast")
        verbose_name_plural = _("gasten")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "guest_list", Lower("email"), condition=Q(withdrawn_at__isnull=True), name="guest_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

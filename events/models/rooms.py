"""The rooms that meeting services made for sessions, and who was let in there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.contracts import MeetingFault
from events.models.editions import Edition, Session
from events.models.registrations import Registration


class MeetingRoom(models.Model):
    """What a meeting service has for a session. It outlives the session: the row goes when the service closed the room.

    `changes` counts what happened that the service must hear of, `handled` up to where it heard; a worker takes the room
    with a lease. `told` is the subject and the times as the service knows them; `address` is never for a public page.
    """

    on_kept_pages = False

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rooms")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, related_name="rooms")
    provider = models.CharField(_("vergaderdienst"), max_length=40)
    external_id = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=2000, blank=True)
    told = models.JSONField(default=dict, blank=True)
    changes = models.PositiveIntegerField(default=0)
    handled = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    fault = models.CharField(
        _("wat er misging"),
        max_length=20,
        blank=True,
        choices={
            MeetingFault.UNREACHABLE.value: _("De vergaderdienst geeft geen antwoord."),
            MeetingFault.BUSY.value: _("De vergaderdienst heeft het te druk en vraagt om later terug te komen."),
            MeetingFault.NO_ACCESS.value: _(
                "De vergaderdienst laat ons niet binnen. De beheerder kijkt de gegevens na."
            ),
            MeetingFault.REFUSED.value: _("De vergaderdienst weigert deze kamer."),
            MeetingFault.GUEST_REFUSED.value: _("De vergaderdienst weigert een deelnemer, misschien om het adres."),
            MeetingFault.SWITCHED_OFF.value: _("De plug-in van deze vergaderdienst staat uit."),
        },
    )

    class Meta:
        verbose_name = _("vergaderkamer")
        verbose_name_plural = _("vergaderkamers")
        constraints = [
            models.UniqueConstraint(fields=["session", "provider"], name="room_once"),
            models.CheckConstraint(condition=Q(handled__lte=F("changes")), name="room_handled"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {self.session or self.edition}"

    @property
    def stands(self) -> bool:
        """Whether the service has a room for this session."""
        return bool(self.external_id)


class MeetingInvitation(models.Model):
    """That a participant is on the list of a room. Without `external_id` we asked and do not know what came of it.

    `address` is where this participant alone comes in.
    """

    on_kept_pages = False

    room = models.ForeignKey(MeetingRoom, on_delete=models.CASCADE, related_name="invitations")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="invitations")
    external_id = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("toegang tot een vergaderkamer")
        verbose_name_plural = _("toegang tot vergaderkamers")
        constraints = [models.UniqueConstraint(fields=["room", "registration"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.registration.number}, {self.room}"

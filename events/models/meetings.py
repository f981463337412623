"""Who went through the door of an online session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.editions import Session
from events.models.registrations import Registration


class MeetingEntry(models.Model):
    """The first time that a participant went into an online session by our own door."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="meeting_entries", verbose_name=_("inschrijving")
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="meeting_entries", verbose_name=_("bijeenkomst")
    )
    provider = models.CharField(_("online vergadering"), max_length=40, blank=True)
    joined_at = models.DateTimeField(_("naar binnen gegaan op"))

    class Meta:
        verbose_name = _("binnenkomst")
        verbose_name_plural = _("binnenkomsten")
        ordering = ["joined_at"]
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="meeting_entry_once")]

    def __str__(self) -> str:
        return f"{self.registration} {self.joined_at:%d-%m-%Y}"

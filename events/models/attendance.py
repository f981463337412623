"""Who was at which session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.editions import Session
from events.models.registrations import Registration


class Attendance(models.Model):
    """Whether a participant was at a session. Without a row nothing is known, which is not the same as absent."""

    on_kept_pages = False

    class Source(models.TextChoices):
        LIST = "list", _("presentielijst")
        ONLINE = "online", _("online binnengekomen")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    present = models.BooleanField(_("aanwezig"))
    source = models.CharField(_("bron"), max_length=10, choices=Source.choices)

    class Meta:
        verbose_name = _("aanwezigheid")
        verbose_name_plural = _("aanwezigheid")
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.registration.number}, {self.session}"

"""What editors write in mails, and which reminders have gone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.mail_moments import MOMENTS
from events.models.editions import Session


def moment_choices() -> list[tuple[str, object]]:
    """A function, so that a new moment makes no migration."""
    return [(key, moment.label) for key, moment in MOMENTS.items()]


class MailText(models.Model):
    """What one kind of mail says instead of the house's own words, in one language; for one offering or for all.

    `offering` is the page in the source language. The text is plain, with placeholders; see events.mail_moments.
    """

    moment = models.CharField(_("mail"), max_length=30, choices=moment_choices)
    language = models.CharField(_("taal"), max_length=5, choices=settings.LANGUAGES)
    offering = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("alleen voor"),
        help_text=_("Leeg: voor alle programma’s en webinars die geen eigen tekst hebben."),
    )
    subject = models.CharField(_("onderwerp"), max_length=200)
    body = models.TextField(_("tekst"))
    changed_at = models.DateTimeField(_("gewijzigd op"), auto_now=True)

    class Meta:
        verbose_name = _("mailtekst")
        verbose_name_plural = _("mailteksten")
        ordering = ["moment", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["moment", "language", "offering"], nulls_distinct=False, name="mail_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_moment_display()} ({self.language})"


class Reminder(models.Model):
    """That everybody in a session got a mail that goes by the clock. A session that moves is reminded of anew.

    The row is made in the transaction that leaves the mails, so the database lets only one worker do it.
    """

    on_kept_pages = False

    class Kind(models.TextChoices):
        DAY = "reminder_day", _("de werkdag ervoor")
        HOUR = "reminder_hour", _("een uur ervoor")
        AFTER = "after", _("na afloop")
        EVALUATE = "evaluate", _("evaluatie")
        NAMES = "names_reminder", _("namen nog niet bekend")
        MATERIAL = "material", _("materiaal")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = models.DateTimeField(
        help_text="When the doors of the session open; of a mail afterwards, when it ended; of names, until when; of material, "
        "when it is told."
    )
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        constraints = [models.UniqueConstraint(fields=["session", "kind", "about"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.session}"

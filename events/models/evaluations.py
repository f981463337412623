"""What people who were there think of it, and who wants to stay in touch afterwards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.editions import Edition, Session
from events.models.registrations import Registration, new_access_key


class Evaluation(models.Model):
    """One person asked about one session; without a session about the whole edition.

    The row is made when the mail goes. Whoever has the access key answers and changes the answer. No screen or file for
    colleagues joins it with the registration, except for who ticked `shows_name`; a year later nobody can any more.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="evaluations")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="evaluations")
    registration = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="evaluations"
    )
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("cijfer"), null=True, blank=True)
    answers = models.JSONField(
        _("antwoorden"), default=list, blank=True, help_text="Of the questions, with their words."
    )
    shows_name = models.BooleanField(_("met naam"), default=False)
    quotation = models.OneToOneField(
        "cms.Quotation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("citaat")
    )

    class Meta:
        verbose_name = _("evaluatie")
        verbose_name_plural = _("evaluaties")
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="evaluation_once"),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(session__isnull=True), name="evaluation_of_edition_once"
            ),
            models.CheckConstraint(condition=Q(grade__range=(1, 10)), name="evaluation_grade"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True, answered_at__isnull=True)
                | Q(grade__isnull=False, answered_at__isnull=False),
                name="evaluation_answered_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def audit_label(self) -> str:
        """What the log keeps: not who."""
        return str(self.edition)


class Alumnus(models.Model):
    """Somebody who took part and said yes to hearing of us afterwards; whoever takes that back is deleted."""

    on_kept_pages = False

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="alumnus", verbose_name=_("inschrijving")
    )
    joined_at = models.DateTimeField(_("toestemming op"), default=timezone.now)

    class Meta:
        verbose_name = _("alumnus")
        verbose_name_plural = _("alumni")
        ordering = ["-joined_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Who it is."""
        return self.registration.name


class AlumnusInvitation(models.Model):
    """Somebody on the alumni list was asked to an edition: nobody is asked to the same twice. Goes with their place on the list."""

    on_kept_pages = False

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name=_("editie"))
    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="invitations")
    invited_at = models.DateTimeField(_("uitgenodigd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("uitnodiging van een alumnus")
        verbose_name_plural = _("uitnodigingen van alumni")
        constraints = [models.UniqueConstraint(fields=["edition", "alumnus"], name="alumnus_invited_once")]

    def __str__(self) -> str:
        return f"{self.alumnus}, {self.edition}"

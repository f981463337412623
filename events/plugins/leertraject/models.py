"""Assignments of an edition with what each participant did with them, what a group wants to learn, and when it can meet.

Editions and registrations are named by their public ids, not by a relation: while the plugin is off nothing would clean up
behind one, and the database would refuse to delete what an assignment points to.
"""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """Something that every participant of an edition does. When it must be done is a day, or follows from a session."""

    class HandedIn(models.TextChoices):
        WORK = "work", _("een tekst of een bestand inleveren")
        TICK = "tick", _("zelf aanvinken dat het gedaan is")
        NOTHING = "nothing", _("niets: de begeleider vinkt het af, zoals bij een eindpresentatie")

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.UUIDField(_("editie"), db_index=True)
    title = models.CharField(_("titel"), max_length=160)
    description = models.TextField(_("wat de deelnemer doet"), blank=True)
    handed_in = models.CharField(
        _("wat de deelnemer doet op de persoonlijke pagina"),
        max_length=10,
        choices=HandedIn.choices,
        default=HandedIn.WORK.value,
    )
    required = models.BooleanField(_("nodig voor het certificaat"), default=False)
    due_on = models.DateField(_("klaar op een vaste dag"), null=True, blank=True)
    session = models.UUIDField(_("hoort bij bijeenkomst"), null=True, blank=True)
    days_before = models.PositiveSmallIntegerField(
        _("klaar zoveel dagen voor die bijeenkomst"), default=0, validators=[MaxValueValidator(365)]
    )
    reminded_for = models.DateField(_("herinnerd aan"), null=True, editable=False)
    forgotten_at = models.DateTimeField(_("opgeruimd op"), null=True, editable=False)

    class Meta:
        verbose_name = _("opdracht")
        verbose_name_plural = _("opdrachten")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(session__isnull=True), name="assignment_one_deadline"
            )
        ]

    def __str__(self) -> str:
        return self.title


class AssignmentWork(models.Model):
    """What one participant handed in or ticked, and whether a colleague found it accomplished. No row: nothing yet."""

    on_kept_pages = False

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="works", verbose_name=_("opdracht")
    )
    registration = models.UUIDField(_("inschrijving"), db_index=True)
    text = models.TextField(_("tekst"), blank=True)
    file = models.UUIDField(_("bestand"), null=True)
    file_name = models.CharField(_("naam van het bestand"), max_length=120, blank=True)
    handed_in_at = models.DateTimeField(_("ingeleverd op"), null=True)
    accomplished_at = models.DateTimeField(_("behaald op"), null=True)

    class Meta:
        verbose_name = _("werk bij een opdracht")
        verbose_name_plural = _("werk bij opdrachten")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "registration"], name="one_work_for_each_participant")
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.registration}"


class LearningGroup(models.Model):
    """The participants of an edition who read each other's learning wishes. No row: nobody switched that on."""

    on_kept_pages = False

    edition = models.UUIDField(_("editie"), unique=True)
    is_open = models.BooleanField(_("staat aan"), default=True)

    class Meta:
        verbose_name = _("leergroep")
        verbose_name_plural = _("leergroepen")

    def __str__(self) -> str:
        return str(self.edition)


class LearningWish(models.Model):
    """What one participant wants to learn or proposes to talk about; the others read it only when that participant says so."""

    class Kind(models.TextChoices):
        WISH = "wish", _("iets wat ik wil leren")
        TOPIC = "topic", _("een onderwerp voor het programma")

    class Shared(models.TextChoices):
        PRIVATE = "private", _("alleen voor mijzelf")
        NAMED = "named", _("met de groep, met mijn naam erbij")
        NAMELESS = "nameless", _("met de groep, zonder mijn naam")

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(
        LearningGroup, on_delete=models.CASCADE, related_name="wishes", verbose_name=_("leergroep")
    )
    registration = models.UUIDField(_("inschrijving"), db_index=True)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.WISH.value)
    text = models.TextField(_("tekst"))
    shared = models.CharField(_("gedeeld"), max_length=10, choices=Shared.choices, default=Shared.PRIVATE.value)

    class Meta:
        verbose_name = _("leerwens")
        verbose_name_plural = _("leerwensen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.public_id)


class DatePoll(models.Model):
    """Moments for a session of which the date is still to be found. `session` is the one that moves; without it there will be one more."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.UUIDField(_("editie"), db_index=True)
    title = models.CharField(_("titel van de bijeenkomst"), max_length=160)
    session = models.UUIDField(_("bijeenkomst"), null=True, blank=True)
    started_at = models.DateTimeField(_("begonnen op"), auto_now_add=True)
    closes_at = models.DateTimeField(_("sluit"))
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, editable=False)
    chosen = models.ForeignKey(
        "PollMoment",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("gekozen moment"),
    )

    class Meta:
        verbose_name = _("datumprikker")
        verbose_name_plural = _("datumprikkers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether participants may still answer."""
        return self.chosen_id is None and self.closes_at > timezone.now()


class PollMoment(models.Model):
    """One moment that is proposed."""

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="moments", verbose_name=_("datumprikker"))
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))

    class Meta:
        verbose_name = _("voorgesteld moment")
        verbose_name_plural = _("voorgestelde momenten")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class PollAnswer(models.Model):
    """Whether one participant can come at one moment."""

    class Answer(models.TextChoices):
        YES = "yes", _("ja")
        IF_NEEDED = "if_needed", _("als het moet")
        NO = "no", _("nee")

    on_kept_pages = False

    moment = models.ForeignKey(
        PollMoment, on_delete=models.CASCADE, related_name="answers", verbose_name=_("voorgesteld moment")
    )
    registration = models.UUIDField(_("inschrijving"), db_index=True)
    answer = models.CharField(_("antwoord"), max_length=10, choices=Answer.choices)

    class Meta:
        verbose_name = _("antwoord op een datumprikker")
        verbose_name_plural = _("antwoorden op datumprikkers")
        constraints = [
            models.UniqueConstraint(fields=["moment", "registration"], name="one_answer_for_each_participant")
        ]

    def __str__(self) -> str:
        return f"{self.moment_id} {self.registration}"

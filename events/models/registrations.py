"""Bookings and the registrations they hold."""

import secrets
import uuid
from functools import partial

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.lifecycles import SEATED, RegistrationStatus
from events.models.editions import Edition
from events.workgroups import Workgroup, with_key, workgroups_in

new_access_key = partial(secrets.token_urlsafe, 24)


class Booking(models.Model):
    """One act by one booker. `form_key` comes from the form, so that sending it twice books once.

    Whoever has the access key sees the whole booking: who was registered, and what must be paid.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("editie"))
    name = models.CharField(_("aangemeld door"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    organisation_name = models.CharField(_("organisatie"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "cms.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uit het register"),
    )
    order = models.OneToOneField(
        "betalingen.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("order")
    )
    answers = models.JSONField(default=dict, blank=True, help_text="What the registration steps asked, by their key.")
    payer = models.JSONField(
        default=dict, blank=True, help_text="Who pays and how, until it is decided that an order must be made."
    )
    cancellation_steps = models.JSONField(
        default=list, blank=True, help_text="What leaving costs, as the edition said when the booking was made."
    )
    language = models.CharField(_("taal"), max_length=5, default="nl")
    created_at = models.DateTimeField(_("aangemeld op"), auto_now_add=True)

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.edition}"

    @property
    def audit_label(self) -> str:
        """What the log keeps, also after names are forgotten."""
        return str(self.edition)


class Registration(models.Model):
    """A participant in an edition. Whoever has the access key sees this registration and nothing else.

    Without name and address it is a seat that the booker still names somebody for. A colleague who takes the place over
    gets a registration of their own, the `successor`.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    # "VA-2026-0418", from a sequence of the database: with gaps, because nobody waits for somebody else's booking.
    number = models.CharField(
        _("nummer"),
        max_length=20,
        unique=True,
        db_default=Func(function="events_registration_number", output_field=models.CharField()),
        editable=False,
    )
    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("aanmelding")
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("editie")
    )
    name = models.CharField(_("deelnemer"), max_length=200, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    function = models.CharField(_("functie"), max_length=120, blank=True)
    status = models.CharField(
        _("stand"),
        max_length=20,
        choices={
            RegistrationStatus.APPLIED.value: _("aangemeld"),
            RegistrationStatus.INTAKE.value: _("intake"),
            RegistrationStatus.AWAITING_PAYMENT.value: _("wacht op betaling"),
            RegistrationStatus.CONFIRMED.value: _("bevestigd"),
            RegistrationStatus.ATTENDED.value: _("was aanwezig"),
            RegistrationStatus.ABSENT.value: _("was afwezig"),
            RegistrationStatus.REFUSED.value: _("niet toegelaten"),
            RegistrationStatus.OTHER_ADVICE.value: _("ander advies"),
            RegistrationStatus.EXPIRED.value: _("verlopen"),
            RegistrationStatus.CANCELLED.value: _("afgemeld"),
        },
        default=RegistrationStatus.APPLIED.value,
    )
    answers = models.JSONField(
        default=list, blank=True, help_text="What the edition's questions to each participant gave."
    )
    workgroup = models.CharField(
        _("werkgroep"), max_length=36, blank=True, help_text="The key of one of the edition's workgroups."
    )
    successor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessor", verbose_name=_("opvolger")
    )
    created_at = models.DateTimeField(_("ingeschreven op"), auto_now_add=True)
    cancelled_at = models.DateTimeField(_("afgemeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("inschrijving")
        verbose_name_plural = _("inschrijvingen")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["-created_at"], name="registration_newest"),
            models.Index(fields=["email"], name="registration_email"),
        ]
        constraints = [
            # Registering twice is a mistake, recognised kindly; the database is the last to notice.
            models.UniqueConstraint(
                "edition",
                Lower("email"),
                condition=Q(status__in=sorted(SEATED)) & ~Q(email=""),
                name="registration_once",
            ),
            models.CheckConstraint(
                condition=Q(name="", email="") | ~Q(name="") & ~Q(email=""), name="registration_named_or_not"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.shown_name}"

    @property
    def is_named(self) -> bool:
        """Whether it is known who will come."""
        return bool(self.email)

    @property
    def shown_name(self) -> str:
        """Who will come, or that we will hear."""
        return self.name or gettext("naam volgt")

    @property
    def workgroup_title(self) -> str:
        """The workgroup that was chosen, in Dutch; "" without one. No query when the edition is at hand."""
        chosen = self._workgroup()
        return chosen.title if chosen else ""

    @property
    def workgroup_text(self) -> str:
        """The same in the active language; Dutch where there is no English."""
        chosen = self._workgroup()
        return chosen.title_text if chosen else ""

    def _workgroup(self) -> Workgroup | None:
        return with_key(workgroups_in(self.edition.workgroups.raw_data), self.workgroup) if self.workgroup else None

    @property
    def audit_label(self) -> str:
        """What the log keeps, also after names are forgotten."""
        return self.number


class Intake(models.Model):
    """What a colleague noted of somebody who is admitted only after a talk, and what was decided.

    `decided_at` while the registration is still in intake: admitted, but colleagues on the same booking are not decided about.
    The notes are for colleagues only, and are deleted some weeks after the decision.
    """

    on_kept_pages = False

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="intake", verbose_name=_("inschrijving")
    )
    interviews = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="SEQUENCE of the calendar item of the talk: up with each change."
    )
    notes = models.TextField(_("aantekeningen"), blank=True)
    reason = models.TextField(_("wat we schreven"), blank=True)
    advice = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("ander programma")
    )
    decided_at = models.DateTimeField(_("besloten op"), null=True, blank=True)

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")

    def __str__(self) -> str:
        return str(self.registration)

"""What visitors send us: a message, the wish to hear more, the application of an organisation."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.lifecycles import LeadStatus
from cms.models.registers import Organisation


class CallPlace(models.Model):
    """How many organisations of one kind a call has room for.

    The page says so and publishing it hands the number over (cms.publishing): so no draft and no old revision touches a
    place. All translations of a page share these, by `call_key`.
    """

    call_key = models.UUIDField(_("oproep"), db_index=True, help_text="The translation key of the page.")
    kind = models.CharField(_("soort organisatie"), max_length=20, choices=Organisation.Kind.choices)
    label = models.CharField(_("naam van de soort"), max_length=80, blank=True)
    places = models.PositiveSmallIntegerField(_("plaatsen"))
    taken = models.PositiveSmallIntegerField(_("toegelaten"), default=0)

    class Meta:
        verbose_name = _("plaatsen in een oproep")
        verbose_name_plural = _("plaatsen in oproepen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["call_key", "kind"], name="call_place_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="call_place_room"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the editor calls this kind, else the word of the register."""
        return self.label or str(self.get_kind_display())

    @property
    def title(self) -> str:
        """The same, where a line begins with it."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def left(self) -> int:
        """Places that no organisation has yet."""
        return self.places - self.taken


class Lead(models.Model):
    """Somebody who wants something of us. `form_key` comes from the form, so that sending it twice makes one."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("vraag of bericht")
        INTEREST = "interest", _("houd mij op de hoogte")
        APPLICATION = "application", _("aanmelding voor een oproep")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    status = models.CharField(
        _("stand"),
        max_length=12,
        choices={
            LeadStatus.NEW.value: _("nieuw"),
            LeadStatus.IN_PROGRESS.value: _("in behandeling"),
            LeadStatus.ANSWERED.value: _("beantwoord"),
            LeadStatus.ACCEPTED.value: _("toegelaten"),
            LeadStatus.REFUSED.value: _("afgewezen"),
            LeadStatus.WITHDRAWN.value: _("teruggetrokken"),
            LeadStatus.CLOSED.value: _("gesloten"),
        },
        default=LeadStatus.NEW.value,
    )
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("gestuurd vanaf")
    )
    page_title = models.CharField(_("titel van die pagina"), max_length=255)
    place = models.ForeignKey(
        CallPlace,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("als soort organisatie"),
    )
    name = models.CharField(_("naam"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    organisation_name = models.CharField(_("organisatie"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uit het register"),
    )
    message = models.TextField(_("bericht"), blank=True)
    answers = models.JSONField(default=list, blank=True, help_text="What the call asked: pairs of question and answer.")
    language = models.CharField(_("taal"), max_length=5, default="nl")
    created_at = models.DateTimeField(_("ontvangen"), auto_now_add=True)
    settled_at = models.DateTimeField(_("afgehandeld"), null=True, blank=True)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["-created_at"], name="lead_newest"),
            models.Index(fields=["settled_at"], name="lead_settled", condition=Q(settled_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="application", place__isnull=False) | (~Q(kind="application") & Q(place__isnull=True)),
                name="lead_application_has_place",
            ),
            models.CheckConstraint(
                condition=Q(kind="application") | ~Q(status__in=["accepted", "refused", "withdrawn"]),
                name="lead_only_applications_are_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """What the log keeps, also after names are forgotten."""
        return f"{self.get_kind_display()} {str(self.public_id)[:8]}"

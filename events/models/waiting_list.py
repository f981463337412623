"""The waiting list of an edition."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.lifecycles import QUEUED, WaitingListStatus
from events.models.editions import Edition
from events.models.registrations import Booking, new_access_key


class WaitingListEntry(models.Model):
    """Somebody who waits for a number of seats at once. Whoever has the access key sees and decides about this entry.

    The queue follows the primary key: entries are made while the edition is locked, so nobody gets a lower one later.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="waiting_list", verbose_name=_("editie")
    )
    name = models.CharField(_("naam"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    organisation_name = models.CharField(_("organisatie"), max_length=200, blank=True)
    language = models.CharField(_("taal"), max_length=5, default="nl")
    seats = models.PositiveSmallIntegerField(_("plaatsen tegelijk"), default=1, validators=[MinValueValidator(1)])
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            WaitingListStatus.WAITING.value: _("wacht"),
            WaitingListStatus.OFFERED.value: _("plaats aangeboden"),
            WaitingListStatus.ACCEPTED.value: _("plaats aangenomen"),
            WaitingListStatus.DECLINED.value: _("zag ervan af"),
            WaitingListStatus.EXPIRED.value: _("verlopen"),
            WaitingListStatus.WITHDRAWN.value: _("van de lijst gehaald"),
        },
        default=WaitingListStatus.WAITING.value,
    )
    is_late = models.BooleanField(
        _("na de sluiting"),
        default=False,
        help_text="Asked after the deadline: a colleague decides, the queue does not.",
    )
    created_at = models.DateTimeField(_("op de lijst sinds"), auto_now_add=True)
    offered_at = models.DateTimeField(_("aangeboden op"), null=True, blank=True)
    offer_until = models.DateTimeField(_("aanbod geldt tot"), null=True, blank=True)
    booking = models.OneToOneField(
        Booking,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="waiting_list_entry",
        verbose_name=_("aanmelding"),
    )

    class Meta:
        verbose_name = _("wachtende")
        verbose_name_plural = _("wachtenden")
        ordering = ["pk"]
        indexes = [
            # Every minute a job asks which offers are over; those that stand are few.
            models.Index(fields=["offer_until"], name="waiting_offers", condition=Q(status="offered")),
        ]
        constraints = [
            models.UniqueConstraint(
                "edition", Lower("email"), condition=Q(status__in=sorted(QUEUED)), name="waiting_once"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="waiting_seats"),
            models.CheckConstraint(
                condition=~Q(status__in=["offered", "accepted", "declined"])
                | Q(offered_at__isnull=False, offer_until__isnull=False),
                name="waiting_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", booking__isnull=False)
                | (~Q(status="accepted") & Q(booking__isnull=True)),
                name="waiting_accepted_is_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.edition}"

    @property
    def audit_label(self) -> str:
        """What the log keeps, also after names are forgotten."""
        return str(self.edition)

"""Asking an organisation to receive a session."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.lifecycles import HOSTING, HostStatus
from events.models.editions import Session
from events.models.registrations import new_access_key


class HostInvitation(models.Model):
    """An organisation is asked to receive the participants of one session. Whoever has the access key answers.

    Where it will be is written to the session itself, and only when it is confirmed: until then nobody else reads it. It changes
    only while the edition is locked, and goes some weeks after the session.
    """

    on_kept_pages = False

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    access_key = models.CharField(max_length=43, unique=True, default=new_access_key, editable=False)
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="host_invitations", verbose_name=_("bijeenkomst")
    )
    organisation = models.ForeignKey(
        "cms.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie")
    )
    name = models.CharField(_("contactpersoon"), max_length=200)
    email = models.EmailField(_("e-mailadres"))
    language = models.CharField(_("taal"), max_length=5, default="nl")
    status = models.CharField(
        _("stand"),
        max_length=10,
        choices={
            HostStatus.INVITED.value: _("gevraagd"),
            HostStatus.CONFIRMED.value: _("ontvangt"),
            HostStatus.DECLINED.value: _("ontvangt niet"),
            HostStatus.WITHDRAWN.value: _("niet meer nodig"),
        },
        default=HostStatus.INVITED.value,
    )
    asks_coffee = models.BooleanField(_("koffie en thee"), default=True)
    asks_lunch = models.BooleanField(_("lunch"), default=False)
    also_asked = models.TextField(_("wat we nog meer vragen"), blank=True)
    counted = models.JSONField(
        default=list, blank=True, help_text="Keys of questions whose answers the host sees counted."
    )
    reason = models.TextField(_("reden"), blank=True)
    invited_at = models.DateTimeField(_("gevraagd op"), auto_now_add=True)
    reminded_at = models.DateTimeField(_("herinnerd op"), null=True, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitnodiging om te ontvangen")
        verbose_name_plural = _("uitnodigingen om te ontvangen")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(status__in=sorted(status.value for status in HOSTING)),
                name="one_host_of_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.session}"
